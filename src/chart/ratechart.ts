import type { ScenarioFront } from '../pareto/front.ts';
import { formatPlural } from '../run/number.ts';
import { againstOf, type Caption, conditionsOf, type Description, type Overlay, titleOf } from './caption.ts';
import { coloursOf } from './colour.ts';
import type { KeyWords } from './keywords.ts';
import { MOST_REGRESSED, SMALL_SWEEP } from './planelabel.ts';
import { alongFront, inLayers, type Series, seriesOf } from './ranking.ts';
import { LATENCIES, type LatencyId, type RateSeries, ratePoints, sweepsOf } from './rateseries.ts';
import { describeRates, rateKey } from './ratewords.ts';

/** What is shown of a scenario's latencies against the achieved request rate: plain data. */
export interface RateChart extends Caption {
  readonly form: 'rates';
  readonly kind: 'latency';
  /** Id of the scenario. */
  readonly scenario: string;
  /** Those without a colour come first, and are drawn below the others. */
  readonly series: readonly RateSeries[];
  readonly key: readonly KeyWords[];
  readonly description: Description;
}

/** Without rings and slashes, which only the candidate's points have. */
const UNSAID = { regressed: new Set<string>(), missed: new Set<string>() };

/** A chart of a scenario's latencies against the request rate; null if no rates were swept. */
export function rateChart(front: ScenarioFront, beside: Overlay): RateChart | null {
  if (!hasRates(front)) return null;
  const { scenario } = front;
  const series = rateSeries(front, beside);
  const conditions = conditionsOf(scenario);
  const points = series.reduce((sum, one) => sum + one.points.length, 0);
  const subtitle = [
    ...conditions,
    formatPlural(new Set(series.map(({ id }) => id)).size, 'configuration'),
    `${formatPlural(points, 'point')} with a requested rate`,
  ].join(' · ');
  const caption = { title: titleOf(scenario), conditions, subtitle, against: againstOf(beside) };
  return {
    ...{ form: 'rates', kind: 'latency', scenario: scenario.id },
    ...caption,
    series,
    key: rateKey(series, beside.unjudged),
    description: describeRates(caption, series),
  };
}

/** Whether rates were swept: some configuration has points at two different rates. */
export function hasRates({ scenario }: Pick<ScenarioFront, 'scenario'>): boolean {
  return scenario.configurations.some((configuration) =>
    sweepsOf(configuration).some(([, points]) => new Set(points.map(({ load }) => load.rate)).size > 1),
  );
}

/**
 * A series for each configuration with open-loop points. Those on the front have the trade-off's colours; they are
 * followed by those that are best here: no other has both more requests/s and less latency.
 */
export function rateSeries({ scenario, front }: ScenarioFront, { baseline, ...marked }: Overlay): RateSeries[] {
  const { configurations } = scenario;
  const before = new Map((baseline?.scenario.configurations ?? []).map((one) => [one.id, one]));
  const swept = configurations.flatMap((configuration) => {
    const sweeps = sweepsOf(configuration);
    const old = new Map(sweepsOf(before.get(configuration.id)));
    return sweeps.map(([condition, points]) => ({
      ...seriesOf(configuration, new Map()),
      condition: sweeps.length > 1 ? condition : null,
      ...ratePoints(configuration.id, points, marked),
      before: ratePoints(configuration.id, old.get(condition) ?? [], UNSAID).points,
    }));
  });
  const colours = coloursOf(scenario, [...alongFront(front), ...leadersOf(swept)]);
  const lost = swept.flatMap(({ points }) => points.filter(({ regressed }) => regressed)).length;
  const coloured = swept.map((one) => {
    const colour = colours.get(one.id) ?? null;
    const isNoted = lost <= MOST_REGRESSED && one.points.some(({ regressed }) => regressed);
    const isNamed = colour !== null || configurations.length <= SMALL_SWEEP || isNoted;
    return { ...one, colour, isNamed, before: isNamed ? one.before : [] };
  });
  return inLayers(coloured);
}

type RateSweep = Series & Pick<RateSeries, 'points'>;

/**
 * Ids of the configurations with a point that no other point beats in both rate and latency; the highest rate first.
 */
function leadersOf(swept: readonly RateSweep[]): Set<string> {
  return new Set(LATENCIES.flatMap((latency) => leadersIn(swept, latency)));
}

function leadersIn(swept: readonly RateSweep[], latency: LatencyId): string[] {
  const placed = swept.flatMap(({ id, points }) =>
    points.flatMap(({ failed, achieved, mean }) => {
      const value = failed ? null : mean[latency];
      return value === null ? [] : [{ id, achieved, value }];
    }),
  );
  let least = Number.POSITIVE_INFINITY;
  return placed
    .sort((a, b) => b.achieved - a.achieved || a.value - b.value)
    .filter(({ value }) => {
      const leads = value < least;
      least = Math.min(least, value);
      return leads;
    })
    .map(({ id }) => id);
}
