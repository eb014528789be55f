import type { RenderFunction } from '@observablehq/plot';
import type { Box, Segment } from '../geometry.ts';

const SVG = 'http://www.w3.org/2000/svg';

/** A single path in px, where the library's own marks would be hundreds of elements. */
export function path(d: string, attributes: Readonly<Record<string, string | number>>): RenderFunction {
  return (_index, _scales, _values, _dimensions, { document }) => {
    const element = document.createElementNS(SVG, 'path');
    for (const [name, value] of Object.entries({ d, ...attributes })) element.setAttribute(name, String(value));
    return element;
  };
}

/** Several in one group. */
export function together(marks: readonly RenderFunction[]): RenderFunction {
  return (index, scales, values, dimensions, context) => {
    const group = context.document.createElementNS(SVG, 'g');
    for (const mark of marks) {
      const element = mark(index, scales, values, dimensions, context);
      if (element !== null) group.append(element);
    }
    return group;
  };
}

/** Path data of lines. */
export function linesData(lines: readonly Segment[]): string {
  return lines.map(({ from, to }) => `M${from.x},${from.y}${lineTo(from, to)}`).join('');
}

function lineTo(from: Segment['from'], to: Segment['to']): string {
  if (from.x === to.x) return `V${to.y}`;
  return from.y === to.y ? `H${to.x}` : `L${to.x},${to.y}`;
}

/** Path data of a box. */
export function boxData({ left, right, top, bottom }: Box): string {
  return `M${left},${top}H${right}V${bottom}H${left}Z`;
}
