import type { ScenarioFront } from '../pareto/front.ts';
import type { UserThroughput } from '../run/metric.ts';
import { isBundled, startThread } from './assets.ts';
import type { Picture, PlotFile, PlotKind } from './draw.ts';
import { hasRates } from './ratetrace.ts';
import type { Subject } from './subject.ts';
import { THEMES } from './theme.ts';
import { type Ask, ask } from './thread.ts';
import { isDrawable } from './trace.ts';

export type { PlotFile } from './draw.ts';
export { type Subject, subjectOf } from './subject.ts';

let drawing: Ask<Picture, PlotFile[]> | null = null;

/**
 * Starts loading all that drawing needs, in a thread of its own, so that it is ready when the reports are read.
 * Optional, and safe to call when nothing is drawn after all: the process may end at any time.
 */
export function prepare(): void {
  drawer();
}

function drawer(): Ask<Picture, PlotFile[]> {
  drawing ??= isBundled ? ask(() => startThread('drawing')) : drawHere();
  return drawing;
}

/** What will be drawn of some scenarios, each as SVG and PNG, in the order of drawing. */
export function namesOfPlots(subjects: readonly Subject[]): Pick<PlotFile, 'scenario' | 'kind' | 'theme'>[] {
  return subjects.flatMap(({ front }) =>
    kindsOf(front).flatMap((kind) => THEMES.map(({ name }) => ({ scenario: front.scenario.id, kind, theme: name }))),
  );
}

/** The pictures of a scenario. */
function kindsOf(front: ScenarioFront): PlotKind[] {
  return [...(isDrawable(front) ? ['tradeoff' as const] : []), ...(hasRates(front) ? ['latency' as const] : [])];
}

/** Pictures under way at a time: while one is rasterised, the next is drawn. */
const UNDER_WAY = 4;

/**
 * Draws the trade-off of every scenario that has a point with both coordinates, and the latencies of every one whose
 * request rate was swept, in both themes, as SVG and as PNG. The first are begun at once, whether or not anyone waits
 * for them. In the order of the scenarios, as they are ready; the same input gives the same bytes. A picture that
 * cannot be drawn costs itself.
 */
export function drawPlots(
  subjects: readonly Subject[],
  userThroughput: UserThroughput,
): AsyncGenerator<PlotFile | LostPlot, void, undefined> {
  const waiting = subjects.flatMap((subject) =>
    kindsOf(subject.front).map((kind) => ({ kind, subject, userThroughput })),
  );
  const begin = (picture: Picture): Promise<readonly (PlotFile | LostPlot)[]> =>
    drawer()(picture).catch((error: Error) => [lostOf(picture, error)]);
  return inOrder(waiting.splice(0, UNDER_WAY).map(begin), () => waiting.splice(0, 1).map(begin));
}

/** A picture that could not be drawn, and why. */
export interface LostPlot {
  readonly scenario: string;
  readonly kind: PlotKind;
  readonly fault: string;
}

function lostOf({ kind, subject }: Picture, { message }: Error): LostPlot {
  const [fault = message] = message.split('\n');
  return { scenario: subject.front.scenario.id, kind, fault };
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

function drawHere(): Ask<Picture, PlotFile[]> {
  const loading = Promise.all([import('./draw.ts'), import('./studio.ts').then(({ openStudio }) => openStudio())]);
  // Who draws sees the error; who does not need not.
  loading.catch(() => {});
  return async (picture) => {
    const [{ draw }, studio] = await loading;
    return draw(studio, picture);
  };
}
