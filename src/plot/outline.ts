import type { OutlineFaces } from './font.ts';
import { FONT_WEIGHT } from './mark/textlines.ts';

/** An element's attributes by name, in their order. */
export type Attributes = ReadonlyMap<string, string>;

/** How a text is typeset, which is irrelevant once it has become an outline. */
const TEXT = new Set(['font-family', 'font-size', 'font-style', 'font-variant', 'font-weight', 'text-anchor']);
const PLACE = new Set(['x', 'y', 'dx', 'dy']);

/** An element's attributes, with those about text that it inherits from the elements around it. */
export function withInherited(attributes: Attributes, around: Attributes): Attributes {
  return new Map([...around, ...[...attributes].filter(([name]) => TEXT.has(name))]);
}

export function withoutText(attributes: Attributes): Attributes {
  return new Map([...attributes].filter(([name]) => !TEXT.has(name)));
}

/**
 * The attributes of a `<path>` of the glyphs of a `<text>`, so that the picture looks the same everywhere: the
 * rasteriser draws no text, and viewers need not have the font.
 *
 * @param style the attributes about text that it has or inherits
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
