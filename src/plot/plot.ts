import type { UserThroughput } from '../run/metric.ts';
import { isBundled, startThread } from './assets.ts';
import type { Pictures, PlotFile } from './draw.ts';
import type { Subject } from './subject.ts';
import { type Ask, ask } from './thread.ts';
import { isDrawable } from './trace.ts';

export type { PlotFile } from './draw.ts';
export type { Subject } from './subject.ts';

let drawing: Ask<Pictures, PlotFile[]> | null = null;

/**
 * Starts loading all that drawing needs, in a thread of its own, so that it is ready when the reports are read.
 * Optional, and safe to call when nothing is drawn after all: the process may end at any time.
 */
export function prepare(): void {
  drawing ??= isBundled ? ask(startThread('drawing')) : drawHere();
}

/**
 * Draws every scenario that has a point with both coordinates, in both themes, as SVG and as PNG. In the order of the
 * scenarios; the same input gives the same bytes. Throws where a font or the rasteriser cannot be loaded.
 */
export async function drawPlots(subjects: readonly Subject[], userThroughput: UserThroughput): Promise<PlotFile[]> {
  if (!subjects.some(({ front }) => isDrawable(front))) return [];
  drawing ??= isBundled ? ask(startThread('drawing')) : drawHere();
  return drawing({ subjects, userThroughput });
}

function drawHere(): Ask<Pictures, PlotFile[]> {
  const loading = Promise.all([import('./draw.ts'), import('./studio.ts').then(({ openStudio }) => openStudio())]);
  // Who draws sees the error; who does not need not.
  loading.catch(() => {});
  return async (pictures) => {
    const [{ draw }, studio] = await loading;
    return draw(studio, pictures);
  };
}
