import { elements } from './elements.ts';

/** Attributes that hold lengths and coordinates. */
const GEOMETRY = new Set(['cx', 'cy', 'd', 'height', 'r', 'transform', 'width', 'x', 'x1', 'x2', 'y', 'y1', 'y2']);

/** Useless in the finished picture: Plot's class refers to its style sheet, and its aria labels name kinds of marks. */
const PLOTS_OWN = new Set(['class', 'style', 'aria-label', 'aria-description', 'aria-hidden']);

const NUMBER = /-?\d*\.?\d+(?:e[-+]?\d+)?/gi;

/** Rounds Plot's numbers, and removes its style sheet and what only refers to that. */
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
  // Adding zero turns a negative zero into a positive one.
  return String(Math.round(Number(number) * 100) / 100 + 0);
}
