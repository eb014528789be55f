import type { RenderFunction } from '@observablehq/plot';
import { clipped, type Segment } from '../geometry.ts';
import type { PixelGrid } from '../pixelgrid.ts';
import type { Theme } from '../theme.ts';
import { linesData, path, together } from './path.ts';
import { type Region, sharpBoxes } from './region.ts';

/** Lines of a grid, upright or level, in the tints of the regions that they cross. */
export function gridLines(
  lines: readonly Segment[],
  regions: readonly Region[],
  theme: Theme,
  pixels: PixelGrid,
): RenderFunction {
  const tinted = regions.flatMap((region) => {
    const boxes = sharpBoxes(region, pixels);
    const parts = lines.flatMap((line) => joined(boxes.flatMap((box) => clipped(line, box))));
    return parts.length === 0 ? [] : [sharpLines(parts, theme[region.kind].grid, pixels)];
  });
  return together([sharpLines(lines, theme.grid, pixels), ...tinted]);
}

/** The lines of axes. */
export function axisLines(lines: readonly Segment[], { muted }: Theme, pixels: PixelGrid): RenderFunction {
  return sharpLines(lines, muted, pixels);
}

function sharpLines(lines: readonly Segment[], stroke: string, { side }: PixelGrid): RenderFunction {
  return path(linesData(lines), { fill: 'none', stroke, 'stroke-width': side });
}

/** Parts of one line, where each begins at the end of another, as one. */
function joined(parts: readonly Segment[]): Segment[] {
  const whole: Segment[] = [];
  for (const part of parts) {
    const last = whole.at(-1);
    if (last?.to.x === part.from.x && last.to.y === part.from.y) whole[whole.length - 1] = { ...last, to: part.to };
    else whole.push(part);
  }
  return whole;
}
