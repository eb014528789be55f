import type { OutlineFaces } from './font.ts';
import { FONT_WEIGHT } from './mark/textlines.ts';

/** An element's attributes by name, in their order. */
export type Attributes = ReadonlyMap<string, string>;

/** How a text is set: of no use once it is an outline. */
const TEXT = new Set(['font-family', 'font-size', 'font-style', 'font-variant', 'font-weight', 'text-anchor']);
const PLACE = new Set(['x', 'y', 'dx', 'dy']);

/** An element's attributes with those about text that it takes from the elements around it. */
export function withInherited(attributes: Attributes, around: Attributes): Attributes {
  return new Map([...around, ...[...attributes].filter(([name]) => TEXT.has(name))]);
}

export function withoutText(attributes: Attributes): Attributes {
  return new Map([...attributes].filter(([name]) => !TEXT.has(name)));
}

/**
 * What a `<text>` has as a `<path>` of its glyphs, so that the picture looks the same wherever it is drawn: the
 * rasteriser draws no text, and a viewer need not have the font.
 *
 * @param style what it has or inherits about text
 */
export function outlined(content: string, attributes: Attributes, style: Attributes, faces: OutlineFaces): Attributes {
  const size = Number(style.get('font-size') ?? 10);
  const face = style.get('font-weight') === String(FONT_WEIGHT.bold) ? faces.bold : faces.regular;
  const shift = { start: 0, middle: 0.5, end: 1 }[style.get('text-anchor') ?? 'start'] ?? 0;
  const px = (name: string) => pxIn(attributes.get(name) ?? '0', size);
  const x = px('x') + px('dx') - shift * face.width(content, size);
  const y = px('y') + px('dy');
  const kept = [...withoutText(attributes)].filter(([name]) => !PLACE.has(name));
  return new Map([...kept, ['d', face.outline(content, x, y, size)]]);
}

/** A length in px, or in em of the font size. */
function pxIn(value: string, size: number): number {
  return Number.parseFloat(value) * (value.endsWith('em') ? size : 1);
}
