import { coloursOf } from '../chart/colour.ts';
import { alongFront, isCoordinate } from '../chart/ranking.ts';
import { coordinatesOf, type FrontPoint, mostlyFailed, type ScenarioFront } from '../pareto/front.ts';
import { placeKeyOf, regressedPlaces } from '../regression/regressed.ts';
import { placedPoints } from '../scenario/placedpoint.ts';
import type { Point } from '../scenario/scenario.ts';
import type { Paint } from '../screen/paint.ts';
import { paintOfColour } from '../screen/paint.ts';
import { frontBefore } from './before.ts';
import type { ComparisonReport } from './report.ts';

/** Signs for what has no letter, the lowest layer first. */
export const SIGNS = { asked: '┊', failed: 'x', other: '·', baseline: 'o', regressed: '!', unnamed: '+' } as const;
type Sign = (typeof SIGNS)[keyof typeof SIGNS];

const PAINTS: Readonly<Record<Sign, Paint | null>> = {
  [SIGNS.asked]: 'faint',
  [SIGNS.failed]: 'faint',
  [SIGNS.other]: 'faint',
  [SIGNS.baseline]: null,
  [SIGNS.regressed]: 'bad',
  [SIGNS.unnamed]: 'strong',
};

/** Letters for the points of the front, in this order: without O, o and x, which look like other signs. */
const LETTERS = 'ABCDEFGHIJKLMNPQRSTUVWXYZabcdefghijklmnpqrstuvwyz123456789';

/** A character at a place. */
export interface Mark {
  readonly sign: string;
  readonly paint: Paint | null;
  /** tok/s/user. */
  readonly x: number;
  /** tok/s/GPU. */
  readonly y: number;
}

/** A point on the front, with its letter. */
export type LetteredMark = Mark & FrontPoint & { readonly regressed: boolean };

/** Points that are not on the front, and the baseline's front; later layers cover earlier ones. */
export function marksUnder(scenario: ScenarioFront, compared: ComparisonReport | null): Mark[] {
  const onFront = new Set(scenario.front.map(({ point }) => point));
  const regressed = regressedIn(scenario, compared);
  const others = placedPoints(scenario.scenario).filter(({ point }) => !onFront.has(point));
  const served = others.flatMap((placed) => coordinatesOf(placed) ?? []);
  const before = frontBefore(scenario, compared)?.front ?? [];
  return [
    ...others.filter(({ point }) => mostlyFailed(point)).flatMap(({ point }) => marked(SIGNS.failed, placeOf(point))),
    ...served.filter((point) => !regressed.has(placeKeyOf(point))).flatMap((point) => marked(SIGNS.other, point)),
    ...before.flatMap((point) => marked(SIGNS.baseline, point)),
    ...served.filter((point) => regressed.has(placeKeyOf(point))).flatMap((point) => marked(SIGNS.regressed, point)),
  ];
}

/**
 * The points along the front, each with a letter; points in the same cell share one, and those after the last letter
 * share a sign.
 *
 * @param cell identifies the cell of a point
 */
export function letter(
  scenario: ScenarioFront,
  compared: ComparisonReport | null,
  cell: (point: FrontPoint) => number,
): LetteredMark[] {
  const regressed = regressedIn(scenario, compared);
  const colours = coloursOf(scenario.scenario, alongFront(scenario.front));
  const lettered: LetteredMark[] = [];
  let used = 0;
  let last: { cell: number; sign: string } = { cell: -1, sign: SIGNS.unnamed };
  for (const point of drawable(scenario.front)) {
    const here = cell(point);
    // Along a front, points of the same cell follow each other.
    if (last.cell !== here) last = { cell: here, sign: LETTERS[used++] ?? SIGNS.unnamed };
    // However many share a cell, the legend has to end.
    const sign = lettered.length < LETTERS.length ? last.sign : SIGNS.unnamed;
    const paint = paintOfColour(colours.get(point.configuration.id) ?? 0);
    lettered.push({ ...point, sign, paint, regressed: regressed.has(placeKeyOf(point)) });
  }
  return lettered;
}

/** Points that have a place on axes that start at 0. */
export function drawable<P extends Pick<FrontPoint, 'x' | 'y'>>(points: readonly P[]): P[] {
  return points.filter(({ x, y }) => isCoordinate(x) && isCoordinate(y));
}

function regressedIn({ scenario }: ScenarioFront, compared: ComparisonReport | null): ReadonlySet<string> {
  return regressedPlaces(scenario.id, compared?.comparison.rows ?? []);
}

function placeOf({ metrics }: Point): { x: number | null; y: number | null } {
  return { x: metrics['throughput-per-user'], y: metrics['throughput-per-gpu'] };
}

function marked(sign: Sign, { x, y }: { readonly x: number | null; readonly y: number | null }): Mark[] {
  return isCoordinate(x) && isCoordinate(y) ? [{ sign, paint: PAINTS[sign], x, y }] : [];
}
