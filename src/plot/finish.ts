import type { DOMWindow } from 'jsdom';
import type { Description } from '../chart/caption.ts';
import { elements } from './elements.ts';
import type { OutlineFaces } from './font.ts';
import { outlineTexts } from './outline.ts';

const SVG = 'http://www.w3.org/2000/svg';

/**
 * Pictures are laid out 1,000 px wide and shown at 800 px, the width of a comment. Heights are multiples of 5, so that
 * no fractions of a px result.
 */
const SHOWN = 0.8;

/** How a text is typeset, which is irrelevant once it has become an outline. */
const TEXT = new Set(['font-family', 'font-size', 'font-style', 'font-variant', 'font-weight', 'text-anchor']);

/** What is needed to turn a picture into a file. */
export interface Finish {
  readonly window: DOMWindow;
  readonly faces: OutlineFaces;
}

/** Converts a picture's texts to outlines, adds its title and description, and serialises it. */
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
