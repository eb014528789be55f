import type { RenderFunction } from '@observablehq/plot';
import type { Theme } from '../theme.ts';

/** The page's colour behind everything: a mark of its own, as viewers differ in what they show behind a picture. */
export function background(theme: Theme): RenderFunction {
  return (_index, _scales, _values, _dimensions, { document, ownerSVGElement }) => {
    const rect = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
    for (const name of ['width', 'height']) rect.setAttribute(name, ownerSVGElement.getAttribute(name) ?? '');
    rect.setAttribute('fill', theme.background);
    return rect;
  };
}
