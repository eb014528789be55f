import type { DOMWindow } from 'jsdom';
import { elements } from './elements.ts';

const SVG = 'http://www.w3.org/2000/svg';

/**
 * A picture is laid out 1,000 wide and shown at 800 px, the width of a comment. Heights are multiples of 5, so that no
 * fraction of a px is left over.
 */
const SHOWN = 0.8;

/** Attributes that hold lengths and coordinates. */
const GEOMETRY = new Set(['cx', 'cy', 'd', 'height', 'r', 'transform', 'width', 'x', 'x1', 'x2', 'y', 'y1', 'y2']);

/** Of no use in the finished picture: Plot's class refers to its style sheet, its aria labels name kinds of marks. */
const PLOTS_OWN = new Set(['class', 'aria-label', 'aria-description', 'aria-hidden']);

/** How a text is set: of no use once it is an outline. */
const TEXT = new Set(['font-family', 'font-size', 'font-style', 'font-variant', 'font-weight', 'text-anchor']);

const NUMBER = /-?\d*\.?\d+(?:e[-+]?\d+)?/gi;

/** What a picture says to those who do not see it. */
export interface Description {
  readonly title: string;
  readonly text: string;
}

/** Rounds what Plot drew, and drops its style sheet and what only that refers to. */
export function tidy(svg: Element, ink: string): void {
  for (const element of elements(svg)) {
    if (element.localName === 'style') element.remove();
    for (const name of element.getAttributeNames()) {
      const value = element.getAttribute(name) ?? '';
      if (PLOTS_OWN.has(name)) element.removeAttribute(name);
      if (value === 'currentColor') element.setAttribute(name, ink);
      if (GEOMETRY.has(name)) element.setAttribute(name, value.replace(NUMBER, rounded));
    }
  }
}

/** Gives a picture whose texts are outlined its title and description, and writes it. */
export function finish(window: DOMWindow, svg: Element, { title, text }: Description): string {
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

function rounded(number: string): string {
  // Adding zero turns a negative zero into a plain one.
  return String(Math.round(Number(number) * 100) / 100 + 0);
}
