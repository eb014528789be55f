import type { DOMWindow } from 'jsdom';
import type { Description } from '../chart/caption.ts';
import { elements } from './elements.ts';
import type { OutlineFaces } from './font.ts';
import { outlineTexts } from './outline.ts';

const SVG = 'http://www.w3.org/2000/svg';

/**
 * A picture is laid out 1,000 wide and shown at 800 px, the width of a comment. Heights are multiples of 5, so that no
 * fraction of a px is left over.
 */
const SHOWN = 0.8;

/** How a text is set: of no use once it is an outline. */
const TEXT = new Set(['font-family', 'font-size', 'font-style', 'font-variant', 'font-weight', 'text-anchor']);

/** What a picture becomes a file with. */
export interface Finish {
  readonly window: DOMWindow;
  readonly faces: OutlineFaces;
}

/** Outlines a picture's texts, gives it its title and description, and writes it. */
export function finish({ window, faces }: Finish, svg: Element, { title, text }: Description): string {
  outlineTexts(svg, faces);
  for (const element of elements(svg)) {
    for (const name of element.getAttributeNames()) {
      if (TEXT.has(name)) element.removeAttribute(name);
    }
  }
  for (const side of ['width', 'height']) {
    svg.setAttribute(side, String(Math.round(Number(svg.getAttribute(side)) * SHOWN)));
  }
  svg.setAttribute('role', 'img');
  svg.prepend(told(svg, 'title', title), told(svg, 'desc', text));
  return `${new window.XMLSerializer().serializeToString(svg)}\n`;
}

function told({ ownerDocument }: Element, name: 'title' | 'desc', text: string): Element {
  const element = ownerDocument.createElementNS(SVG, name);
  element.textContent = text;
  return element;
}
