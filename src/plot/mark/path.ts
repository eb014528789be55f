import type { RenderFunction } from '@observablehq/plot';

const SVG = 'http://www.w3.org/2000/svg';

/** A single path in px, where the library's own marks would be hundreds of elements. */
export function path(d: string, attributes: Readonly<Record<string, string | number>>): RenderFunction {
  return (_index, _scales, _values, _dimensions, { document }) => {
    const element = document.createElementNS(SVG, 'path');
    for (const [name, value] of Object.entries({ d, ...attributes })) element.setAttribute(name, String(value));
    return element;
  };
}
