import type { DOMWindow } from 'jsdom';
import { elements } from './elements.ts';

const SVG = 'http://www.w3.org/2000/svg';

/** Attributes that hold lengths and coordinates. */
const GEOMETRY = ['cx', 'cy', 'd', 'height', 'r', 'transform', 'width', 'x', 'x1', 'x2', 'y', 'y1', 'y2'];

const NUMBER = /-?\d*\.?\d+(?:e[-+]?\d+)?/gi;

/** What a picture says to those who do not see it. */
export interface Description {
  readonly title: string;
  readonly text: string;
}

/** Makes a finished picture out of what Plot drew: no style sheet, rounded numbers, a title and a description. */
export function finish(window: DOMWindow, svg: Element, ink: string, description: Description): string {
  for (const element of elements(svg)) {
    if (element.localName === 'style') element.remove();
    else tidy(element, ink);
  }
  svg.setAttribute('role', 'img');
  const { ownerDocument: document, firstChild } = svg;
  for (const [name, text] of [
    ['title', description.title],
    ['desc', description.text],
  ] as const) {
    const element = document.createElementNS(SVG, name);
    element.textContent = text;
    svg.insertBefore(element, firstChild);
  }
  return `${new window.XMLSerializer().serializeToString(svg)}\n`;
}

/** Plot's class refers to the style sheet; its aria labels name kinds of marks, which tells a listener nothing. */
function tidy(element: Element, ink: string): void {
  element.removeAttribute('class');
  element.removeAttribute('aria-label');
  element.removeAttribute('aria-description');
  element.removeAttribute('aria-hidden');
  for (const name of ['fill', 'stroke']) {
    if (element.getAttribute(name) === 'currentColor') element.setAttribute(name, ink);
  }
  for (const name of GEOMETRY) {
    const value = element.getAttribute(name);
    if (value !== null) element.setAttribute(name, value.replace(NUMBER, rounded));
  }
}

function rounded(number: string): string {
  // Outlines are written in hundredths already, with fewer characters.
  if (/^-?\d*(?:\.\d{1,2})?$/.test(number)) return number;
  return String(Math.round(Number(number) * 100) / 100 || 0);
}
