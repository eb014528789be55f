import type { UserThroughput } from '../run/metric.ts';
import { isBundled, startThread } from './assets.ts';
import type { Picture, PlotFile } from './draw.ts';
import type { Subject } from './subject.ts';
import { THEMES } from './theme.ts';
import { type Ask, ask } from './thread.ts';
import { isDrawable } from './trace.ts';

export type { PlotFile } from './draw.ts';
export type { Subject } from './subject.ts';

let drawing: Ask<Picture, PlotFile[]> | null = null;

/**
 * Starts loading all that drawing needs, in a thread of its own, so that it is ready when the reports are read.
 * Optional, and safe to call when nothing is drawn after all: the process may end at any time.
 */
export function prepare(): void {
  drawer();
}

function drawer(): Ask<Picture, PlotFile[]> {
  drawing ??= isBundled ? ask(startThread('drawing')) : drawHere();
  return drawing;
}

/** What will be drawn of some scenarios, each as SVG and PNG, in the order of drawing. */
export function namesOfPlots(subjects: readonly Subject[]): Pick<PlotFile, 'scenario' | 'kind' | 'theme'>[] {
  return subjects
    .filter(({ front }) => isDrawable(front))
    .flatMap(({ front }) => THEMES.map(({ name }) => ({ scenario: front.scenario.id, kind: 'tradeoff', theme: name })));
}

/** Pictures under way at a time: while one is rasterised, the next is drawn. */
const UNDER_WAY = 4;

/**
 * Draws every scenario that has a point with both coordinates, in both themes, as SVG and as PNG. In the order of the
 * scenarios, as they are ready; the same input gives the same bytes. Throws where a font or the rasteriser cannot be
 * loaded.
 */
export async function* drawPlots(
  subjects: readonly Subject[],
  userThroughput: UserThroughput,
): AsyncGenerator<PlotFile, void, undefined> {
  const drawn: Promise<PlotFile[]>[] = [];
  for (const subject of subjects.filter(({ front }) => isDrawable(front))) {
    const files = drawer()({ subject, userThroughput });
    // Who waits for it hears of a fault; until then it is not unheard.
    files.catch(() => {});
    drawn.push(files);
    if (drawn.length >= UNDER_WAY) yield* (await drawn.shift()) ?? [];
  }
  for (const files of drawn) yield* await files;
}

function drawHere(): Ask<Picture, PlotFile[]> {
  const loading = Promise.all([import('./draw.ts'), import('./studio.ts').then(({ openStudio }) => openStudio())]);
  // Who draws sees the error; who does not need not.
  loading.catch(() => {});
  return async (picture) => {
    const [{ draw }, studio] = await loading;
    return draw(studio, picture);
  };
}
