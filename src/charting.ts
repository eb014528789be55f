import type { Overlay } from './chart/caption.ts';
import { CHART_KINDS, type Chart, type ChartKind } from './chart/chart.ts';
import { planeChart } from './chart/planechart.ts';
import { rateChart } from './chart/ratechart.ts';
import { judgedBy } from './chart/within.ts';
import type { Options } from './options.ts';
import { frontOf, type ScenarioFront } from './pareto/front.ts';
import { COST, type NamedPlane, PLANES, TRADEOFF } from './pareto/plane.ts';
import { namesOfPlots, undrawableIn } from './plot/plot.ts';
import { codePointOf } from './plot/typeset.ts';
import { readingsOf, type ScenarioReadings } from './regression/judgedreading.ts';
import { regressedPlaces } from './regression/regressed.ts';
import { purchaseOf } from './run/costmetric.ts';
import { formatCount } from './run/number.ts';
import { type Problem, problem } from './run/problem.ts';
import { type AskedReadings, askedIn } from './summary/asked.ts';
import { frontBefore } from './summary/before.ts';
import type { ComparisonReport } from './summary/report.ts';
import { trendCharts } from './summary/trendwords.ts';
import type { Background } from './world.ts';

type ChartingOptions = Pick<Options, 'plots' | 'slo' | 'user-throughput' | 'price' | 'at'>;

/** What was found of scenarios. */
export interface ScenarioFindings {
  readonly compared: ComparisonReport | null;
  /** One for each scenario, as in the report. */
  readonly readings: readonly ScenarioReadings[];
}

/**
 * The charts of some scenarios, each with its comparison and the speeds that were asked for, in the order of drawing:
 * of the requested kinds, those for which there is something to show.
 */
export function chartsOf(
  scenarios: readonly ScenarioFront[],
  { compared, readings }: ScenarioFindings,
  asked: ChartingOptions,
): Chart[] {
  const kinds = asked.plots ?? usualKinds(asked);
  return scenarios.flatMap((front) => {
    const beside = besideOf(front, compared, asked);
    return [
      ...planesOf(front, kinds, { ...beside, readings: askedOf(front, readings, asked) }, asked),
      ...(kinds.includes('latency') ? present(rateChart(front, beside)) : []),
      ...(kinds.includes('trend') && compared !== null ? trendCharts(front, compared) : []),
    ];
  });
}

/** Warns of what was requested, or has a name, that pictures cannot show. */
export function unshown(charts: readonly Chart[], asked: Pick<Options, 'plots' | 'price'>): Problem[] {
  return [...unseen(charts, asked), ...unspelt(charts)];
}

/** Kinds that were requested by name and for which no scenario has anything to show; with `all`, none are expected. */
export function unseen(charts: readonly Chart[], { plots, price }: Pick<Options, 'plots' | 'price'>): Problem[] {
  if (plots === null || plots.length === CHART_KINDS.length) return [];
  const missing = plots.filter((kind) => !charts.some((chart) => chart.kind === kind));
  if (missing.length === 0) return [];
  const priced = PLANES.filter(({ id, y }) => missing.includes(id) && purchaseOf(y.metric) !== null);
  const isUnpriced = priced.length > 0 && price.length === 0;
  const remedy = isUnpriced ? `; add price for ${priced.map(({ id }) => id).join(', ')}, such as H100=2.50` : '';
  const what = `no scenario has the data for ${missing.join(', ')}, so it is not drawn`;
  return [problem('warning', 'no-plot', `plots: ${what}${remedy}`)];
}

/** The most characters that are listed individually. */
const NAMED = 10;

/** The characters that pictures show as code points, because no font has them. */
function unspelt(charts: readonly Chart[]): Problem[] {
  const characters = undrawableIn(charts);
  if (characters.length === 0) return [];
  const named = characters.slice(0, NAMED).map((character) => `${character} (${codePointOf(character)})`);
  const more = characters.length > NAMED ? ` and ${characters.length - NAMED} more` : '';
  const message = `pictures have no font for ${named.join(', ')}${more} and show code points instead; tables and report.html have the names as they are`;
  return [problem('notice', 'no-glyph', message)];
}

/** What is drawn by default: with cost if there is a price, and the first latency that an objective is on. */
function usualKinds({ slo: { bounds }, price }: ChartingOptions): readonly ChartKind[] {
  const objective = bounds.flatMap(({ metric }) =>
    PLANES.filter(({ x }) => x.better === 'lower' && x.metric === metric),
  );
  const cost = price.length > 0 ? [COST.id] : [];
  return [TRADEOFF.id, ...cost, ...objective.slice(0, 1).map(({ id }) => id), 'latency', 'trend'];
}

function planesOf(
  front: ScenarioFront,
  kinds: readonly ChartKind[],
  { readings, ...beside }: Overlay & { readonly readings: AskedReadings },
  asked: ChartingOptions,
): Chart[] {
  return PLANES.filter(({ id }) => kinds.includes(id))
    .map((plane) => {
      const baseline = beside.baseline && inPlane(beside.baseline, plane);
      const own = { baseline, plane, userThroughput: asked['user-throughput'], asked: askedIn(plane, readings) };
      const options = { ...beside, ...own };
      return planeChart(inPlane(front, plane), options);
    })
    .filter(({ series }) => series.length > 0);
}

/** The readings of a scenario at the requested speeds only. */
function askedOf(
  { scenario }: ScenarioFront,
  readings: readonly ScenarioReadings[],
  { at, slo }: Pick<ChartingOptions, 'at' | 'slo'>,
): AskedReadings {
  return {
    rows: readingsOf(readings, scenario.id).filter(({ x }) => at.includes(x)),
    scenario,
    objectives: slo.bounds,
  };
}

function inPlane(front: ScenarioFront, plane: NamedPlane): ScenarioFront {
  return plane.id === TRADEOFF.id ? front : frontOf(front.scenario, plane);
}

/** What a scenario's chart shows in addition to its own points. */
function besideOf(
  { scenario }: ScenarioFront,
  compared: ComparisonReport | null,
  { slo: { bounds } }: ChartingOptions,
): Overlay {
  return {
    baseline: frontBefore({ scenario }, compared),
    regressed: regressedPlaces(scenario.id, compared?.comparison.rows ?? []),
    ...judgedBy(scenario, bounds),
    objectives: bounds,
  };
}

function present<Item>(item: Item | null): Item[] {
  return item === null ? [] : [item];
}

/** Most pictures that are drawn unless kinds of them are asked for: more of them nobody looks through. */
const MOST_UNASKED = 200;

/** The charts that are drawn, how many pictures nobody would look at, and what is to be said of those left out. */
export function withoutTooMany(
  charts: readonly Chart[],
  { plots }: Pick<Options, 'plots'>,
  { mostPictures, nameOf }: Background,
): { readonly drawn: readonly Chart[]; readonly undrawn: number; readonly problems: readonly Problem[] } {
  const count = namesOfPlots(charts).length;
  if (count > mostPictures) return { drawn: [], undrawn: count, problems: [] };
  if (plots !== null || count <= MOST_UNASKED) return { drawn: charts, undrawn: 0, problems: [] };
  const drawn = charts.slice(0, Math.floor((MOST_UNASKED / count) * charts.length));
  const message = `${namesOfPlots(drawn).length} of ${formatCount(count)} pictures are drawn, those of the first scenarios: give ${nameOf('plots')} all to draw all, or name the kinds that you need`;
  return { drawn, undrawn: 0, problems: [problem('notice', 'too-many-plots', message)] };
}
