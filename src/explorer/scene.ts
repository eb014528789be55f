import { coloursOf } from '../chart/colour.ts';
import { alongFront } from '../chart/ranking.ts';
import { hasRates } from '../chart/ratechart.ts';
import { judgedBy } from '../chart/within.ts';
import { coordinatesOf, type FrontPoint, paretoFront, type ScenarioFront } from '../pareto/front.ts';
import {
  curvesOf,
  type Reading,
  readingAt,
  readSpeed,
  roundSpeeds,
  type SpeedReading,
} from '../pareto/frontreading.ts';
import { COST, type NamedPlane, PLANES, type Plane, TRADEOFF, valueOn } from '../pareto/plane.ts';
import type { Bound } from '../regression/bound.ts';
import { meetsAll } from '../regression/objective.ts';
import { placeKeyOf } from '../regression/regressed.ts';
import { isHigherBetter, METRICS } from '../run/metric.ts';
import { isAlike } from '../scenario/alike.ts';
import { type PlacedPoint, placedPoints } from '../scenario/placedpoint.ts';
import type { Configuration, Scenario } from '../scenario/scenario.ts';
import { loadOf } from '../summary/phrase.ts';
import type { Book } from './book.ts';
import type { ChartChoice, View } from './view.ts';

/** What a view shows of a book. */
export interface Scene {
  /** The kinds of chart with something to see, in order of preference. */
  readonly charts: readonly ChartChoice[];
  /** The chosen chart: the plane, or latencies over the request rate. */
  readonly chart: ChartChoice;
  readonly plane: NamedPlane;
  /** Complete, whatever is filtered. */
  readonly scenario: Scenario;
  /** What is shown of it, and the front of the points that meet the objectives in the plane. */
  readonly shown: ScenarioFront;
  /** Colours by id, for the configurations that have one, in their order along the front. */
  readonly colours: ReadonlyMap<string, number>;
  /** The same for the baseline; null if there is none, or it is switched off. */
  readonly baseline: ScenarioFront | null;
  /** Keys of the points shown that miss an objective, and of those about which too little is known to tell. */
  readonly missed: ReadonlySet<string>;
  readonly unjudged: ReadonlySet<string>;
  /** Keys of points that are regressions. */
  readonly regressed: ReadonlySet<string>;
  readonly bounds: readonly Bound[];
  /** Everything that is shown of the baseline, with or without its front; null if there is none. */
  readonly before: Scenario | null;
  /** What is available at round speeds within the objectives, now and before. */
  readonly readings: readonly (SpeedReading & { readonly before: Reading | null })[];
  /** Other scenarios that can be overlaid on this one. */
  readonly others: readonly Scenario[];
}

/** What is to be shown; null in a book without scenarios. */
export function sceneOf(book: Book, view: View): Scene | null {
  const chosen = book.scenarios.find(({ id }) => id === view.scenario) ?? book.scenarios[0];
  if (chosen === undefined) return null;
  const others = book.scenarios.filter((other) => other !== chosen && isAlike(other, chosen));
  const isOverlaid = view.isOverlaid && others.length > 0;
  const scenario = isOverlaid ? overlaid([chosen, ...others]) : chosen;
  const charts = chartsFor(scenario);
  const chart = charts.find((one) => one === view.chart) ?? charts[0] ?? 'tradeoff';
  const plane = PLANES.find(({ id }) => id === chart) ?? TRADEOFF;
  const bounds = boundsOf(view);
  const shown = filtered(scenario, view);
  const before = isOverlaid ? undefined : book.baseline.get(chosen.id);
  const known = before === undefined ? null : filtered(before, view);
  const keys = new Set(placedPoints(shown).map(placeKeyOf));
  const front = frontWithin(shown, bounds, plane);
  return {
    charts,
    chart,
    plane,
    scenario,
    shown: front,
    colours: coloursOf(
      scenario,
      alongFront(isOverlaid ? [...front.front, ...ownFronts(shown, [chosen, ...others], bounds, plane)] : front.front),
    ),
    baseline: known !== null && view.hasBaseline ? frontWithin(known, bounds, plane) : null,
    ...judgedBy(shown, bounds),
    regressed: new Set(isOverlaid ? [] : book.judged?.regressed[chosen.id]?.filter((key) => keys.has(key))),
    bounds,
    before: known,
    readings: readingsOf(shown, view.hasBaseline ? known : null, bounds),
    others,
  };
}

function readingsOf(shown: Scenario, before: Scenario | null, bounds: readonly Bound[]): Scene['readings'] {
  const curves = (side: Scenario | null, plane: Plane) =>
    side === null ? [] : curvesOf(side, (placed) => meetsAll(placed, bounds), plane);
  const [now, costs, old] = [curves(shown, TRADEOFF), curves(shown, COST), curves(before, TRADEOFF)];
  return roundSpeeds(now).map((x) => ({ ...readSpeed(now, costs, x), before: readingAt(old, x) }));
}

/** The kinds of chart for a scenario with something to see, in order of preference. */
function chartsFor(scenario: Scenario): ChartChoice[] {
  const points = placedPoints(scenario);
  const planes = PLANES.filter(({ x, y }) =>
    points.some((placed) => valueOn(x, placed) !== null && valueOn(y, placed) !== null),
  );
  return [...planes.map(({ id }) => id), ...(hasRates({ scenario }) ? ['latency' as const] : [])];
}

/** The fronts of the overlaid scenarios, one after another: those hidden behind another still have colours. */
function ownFronts(
  shown: Scenario,
  scenarios: readonly Scenario[],
  bounds: readonly Bound[],
  plane: Plane,
): FrontPoint[] {
  return scenarios.flatMap((one) => {
    const ids = new Set(one.configurations.map(({ id }) => idIn(one, id)));
    const configurations = shown.configurations.filter(({ id }) => ids.has(id));
    return frontWithin({ ...shown, configurations }, bounds, plane).front;
  });
}

function idIn({ accelerator }: Scenario, id: string): string {
  return `${accelerator ?? 'unknown'} · ${id}`;
}

/** Several scenarios as one, whose configurations are named after their accelerators too. */
function overlaid(scenarios: readonly Scenario[]): Scenario {
  const [first] = scenarios;
  const configurations = scenarios.flatMap((scenario) =>
    scenario.configurations.map((one) => ({ ...one, id: idIn(scenario, one.id) })),
  );
  const accelerators = scenarios.map(({ accelerator }) => accelerator ?? 'unknown accelerator').join(', ');
  return { ...(first as Scenario), accelerator: accelerators, configurations };
}

/** Objectives as bounds in the better direction. */
function boundsOf({ objectives }: View): Bound[] {
  return METRICS.flatMap(({ id }) => {
    const limit = objectives[id];
    if (limit === undefined) return [];
    const [kind, sign] = isHigherBetter(id) ? (['at-least', '>='] as const) : (['at-most', '<='] as const);
    return [{ metric: id, kind, limit, text: `${sign} ${limit}` }];
  });
}

/** The front of the points within the objectives; its area is not needed here. */
function frontWithin(scenario: Scenario, bounds: readonly Bound[], plane: Plane): ScenarioFront {
  const isWithin = (placed: PlacedPoint) => meetsAll(placed, bounds);
  const front: FrontPoint[] = paretoFront(
    placedPoints(scenario)
      .filter(isWithin)
      .flatMap((placed) => coordinatesOf(placed, plane) ?? []),
    plane,
  );
  return { scenario, front, area: null };
}

/** The configurations and loads that are not filtered out. */
function filtered(scenario: Scenario, { search, kind, variant, load, only }: View): Scenario {
  const words = search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const isKept = ({ id, deployment, ...configuration }: Configuration) =>
    (only.length === 0 || only.includes(id)) &&
    words.every((word) => id.toLowerCase().includes(word)) &&
    (kind === 'all' || deployment.disaggregated === (kind === 'disaggregated')) &&
    (variant === null || configuration.variant === variant);
  const configurations = scenario.configurations.filter(isKept).map((one) => ({
    ...one,
    points: load === null ? one.points : one.points.filter((point) => loadOf(point.load) === load),
  }));
  return { ...scenario, configurations: configurations.filter(({ points }) => points.length > 0) };
}
