import type { Chart } from '../chart/chart.ts';
import { type Ask, ask } from './askthread.ts';
import { isBundled, readLetteringFile, startThread } from './assets.ts';
import { textsIn } from './chartwords.ts';
import type { PlotFile } from './draw.ts';
import { Coverage, readLettering } from './lettering.ts';
import { THEMES } from './theme.ts';
import { lackingIn } from './typeset.ts';

export type { PlotFile } from './draw.ts';
export { loadsSoFar } from './loads.ts';

let drawing: Ask<Chart, PlotFile[]> | null = null;

/**
 * Starts loading all that drawing needs, in a thread of its own, so that it is ready when the reports are read.
 * Optional, and safe to call when nothing is drawn after all: the process may end at any time.
 */
export function prepare(): void {
  drawer();
}

function drawer(): Ask<Chart, PlotFile[]> {
  drawing ??= isBundled ? ask(() => startThread('drawing')) : drawHere();
  return drawing;
}

/** What will be drawn of some charts, each as SVG and PNG, in the order of drawing. */
export function namesOfPlots(charts: readonly Chart[]): Pick<PlotFile, 'scenario' | 'kind' | 'theme'>[] {
  return charts.flatMap(({ scenario, kind }) => THEMES.map(({ name }) => ({ scenario, kind, theme: name })));
}

/** Pictures under way at a time: while one is rasterised, the next is drawn. */
const UNDER_WAY = 4;

/**
 * Draws charts in both themes, as SVG and as PNG. The first are begun at once, whether or not anyone waits for them. In
 * their order, as they are ready; the same chart gives the same bytes. A picture that cannot be drawn costs itself.
 */
export function drawPlots(charts: readonly Chart[]): AsyncGenerator<PlotFile | LostPlot, void, undefined> {
  const waiting = [...charts];
  const begin = (chart: Chart): Promise<readonly (PlotFile | LostPlot)[]> =>
    drawer()(chart).catch((error: Error) => [lostOf(chart, error)]);
  return inOrder(waiting.splice(0, UNDER_WAY).map(begin), () => waiting.splice(0, 1).map(begin));
}

/** A picture that could not be drawn, and why. */
export interface LostPlot {
  readonly scenario: string;
  readonly kind: Chart['kind'];
  readonly fault: string;
}

function lostOf({ scenario, kind }: Chart, { message }: Error): LostPlot {
  const [fault = message] = message.split('\n');
  return { scenario, kind, fault };
}

/** What has been begun, in order; as each is done, `more` begins others. */
async function* inOrder<Item>(
  begun: Promise<readonly Item[]>[],
  more: () => Promise<readonly Item[]>[],
): AsyncGenerator<Item, void, undefined> {
  for (let next = begun.shift(); next !== undefined; next = begun.shift()) {
    const items = await next;
    begun.push(...more());
    yield* items;
  }
}

/** All that is in nearly every name, and that the main font has: where there is nothing else, no index is read. */
const FAMILIAR = /^[\u0020-\u007e\u00a0-\u017f\u2010-\u2027←-↓≤≥−]*$/;

/**
 * The characters in some charts that no font has, so that their pictures show code points; each once. None if fonts
 * cannot be read: nothing is drawn then.
 */
export function undrawableIn(charts: readonly Chart[]): string[] {
  const texts = charts.flatMap(textsIn).filter((text) => !FAMILIAR.test(text));
  if (texts.length === 0) return [];
  try {
    const coverage = new Coverage(readLettering(readLetteringFile()).index);
    return [...new Set(texts.flatMap((text) => lackingIn(text, coverage)))];
  } catch {
    return [];
  }
}

function drawHere(): Ask<Chart, PlotFile[]> {
  const loading = Promise.all([import('./draw.ts'), import('./studio.ts').then(({ openStudio }) => openStudio())]);
  // Who draws sees the error; who does not need not.
  loading.catch(() => {});
  return async (chart) => {
    const [{ draw }, studio] = await loading;
    return draw(studio, chart);
  };
}
