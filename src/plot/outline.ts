import { elements } from './elements.ts';
import type { OutlineFaces } from './font.ts';
import { FONT_WEIGHT } from './mark/textlines.ts';

const SVG = 'http://www.w3.org/2000/svg';

/**
 * Replaces every `<text>` by a `<path>` of its glyphs, so that the picture looks the same everywhere: the rasteriser
 * draws no text, and viewers need not have the font.
 */
export function outlineTexts(svg: Element, faces: OutlineFaces): void {
  for (const element of elements(svg)) {
    if (element.localName === 'text') element.replaceWith(outlined(element, faces));
  }
}

function outlined(text: Element, faces: OutlineFaces): Element {
  const size = Number(inherited(text, 'font-size') ?? 10);
  const face = inherited(text, 'font-weight') === String(FONT_WEIGHT.bold) ? faces.bold : faces.regular;
  const content = text.textContent ?? '';
  const shift = { start: 0, middle: 0.5, end: 1 }[inherited(text, 'text-anchor') ?? 'start'] ?? 0;
  const x = px(text, 'x', size) + px(text, 'dx', size) - shift * face.width(content, size);
  const y = px(text, 'y', size) + px(text, 'dy', size);
  const path = text.ownerDocument.createElementNS(SVG, 'path');
  for (const { name, value } of text.attributes) {
    if (!['x', 'y', 'dx', 'dy'].includes(name)) path.setAttribute(name, value);
  }
  path.setAttribute('d', face.outline(content, x, y, size));
  return path;
}

/** An attribute of the element or of the nearest ancestor that has it. */
function inherited(element: Element | null, name: string): string | null {
  if (element === null) return null;
  return element.getAttribute(name) ?? inherited(element.parentElement, name);
}

/** A length in px, or in em of the font size; absent is 0. */
function px(text: Element, name: string, size: number): number {
  const value = text.getAttribute(name) ?? '0';
  return Number.parseFloat(value) * (value.endsWith('em') ? size : 1);
}
