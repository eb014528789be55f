import { elements } from './elements.ts';

/** Attributes that hold lengths and coordinates. */
const GEOMETRY = new Set(['cx', 'cy', 'd', 'height', 'r', 'transform', 'width', 'x', 'x1', 'x2', 'y', 'y1', 'y2']);

/** Of no use in the finished picture: Plot's class refers to its style sheet, its aria labels name kinds of marks. */
const PLOTS_OWN = new Set(['class', 'style', 'aria-label', 'aria-description', 'aria-hidden']);

const NUMBER = /-?\d*\.?\d+(?:e[-+]?\d+)?/gi;

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

function rounded(number: string): string {
  // Adding zero turns a negative zero into a plain one.
  return String(Math.round(Number(number) * 100) / 100 + 0);
}
