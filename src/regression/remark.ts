import { compareLoads, reportedConcurrency } from '../run/load.ts';
import { EXPLAINING, type MetricId } from '../run/metric.ts';
import { asPercent, formatPlural, MINUS } from '../run/number.ts';
import { type Problem, problem } from '../run/problem.ts';
import { type PlacedPoint, placedPoints } from '../scenario/placedpoint.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Sides } from '../scenario/sides.ts';
import { readingId, writtenBound } from './bound.ts';
import { isComparable } from './comparable.ts';
import type { AcceptedRegression, Comparison } from './compare.ts';
import type { EffectRow } from './effectrow.ts';
import { loadName } from './match.ts';
import { type Acceptance, boundsAt, covers, type Place, type Scope, type Thresholds } from './thresholds.ts';
import { likened, notComparable, renamed, unlikeLoads, unmatched } from './unjoined.ts';

/** The fewest requests, per request in flight, that say much about a load. */
const REQUESTS_PER_USER = 2;

/** What a reader of a comparison must know in addition to its verdicts. */
export function remarksOn(
  { rows, fronts, readings, accepted, unjudged }: Comparison,
  sides: readonly Sides[],
  thresholds: Thresholds,
  today: string,
): Problem[] {
  const comparable = isComparable(sides, thresholds);
  return [
    ...(comparable
      ? [
          ...likened(sides),
          ...renamed(sides),
          ...unmatched(sides),
          ...unlikeLoads(sides, rows),
          ...withoutFront(sides, fronts, thresholds),
        ]
      : notComparable(sides)),
    ...withoutReading(readings, thresholds, sides),
    ...unmatchedScopes(sides, thresholds),
    ...expired(thresholds.acceptances, today),
    ...accepted.map(acceptedLoss),
    ...unjudged.map(({ scenario, metric }) =>
      problem(
        'notice',
        'accepted-loss',
        `no effect on ${metric} was judged in ${scenario}: the loss of all its points is accepted`,
      ),
    ),
    ...sameRuns(sides),
    ...fewRequests(sides),
    ...(comparable ? [...harnessVersions(sides), ...unlikeArrivals(sides)] : []),
  ];
}

function acceptedLoss({ acceptance, scenario, row, effect, change }: AcceptedRegression): Problem {
  const one = row ?? effect;
  const what =
    one === null ? `${acceptance.bound.metric} of ${scenario}` : `${placeName(one)} in ${scenario}, ${one.metric}`;
  const allowed = `${percent(change)}, within ${writtenBound(acceptance.bound.text)} until ${acceptance.until}`;
  return problem('notice', 'accepted-loss', `accepted loss: ${what} ${allowed}: ${acceptance.reason}`);
}

function placeName({ configuration, load }: Pick<EffectRow, 'configuration' | 'load'>): string {
  if (configuration === null) return load === null ? 'everything' : loadName(load);
  return load === null ? configuration : `${configuration} at ${loadName(load)}`;
}

/** Names the bounds on readings that judge nothing, because nothing is that fast on either side. */
function withoutReading(readings: Comparison['readings'], thresholds: Thresholds, sides: readonly Sides[]): Problem[] {
  const byId = new Map(sides.flatMap((side) => (side.candidate === null ? [] : [[side.candidate.id, side.candidate]])));
  return readings.flatMap(({ scenario: id, read, x, bound, baseline, candidate, isKnown }) => {
    const scenario = byId.get(id) ?? null;
    if (scenario === null || bound !== null || baseline !== null || candidate !== null) return [];
    const isGated = boundsAt(thresholds, { scenario }).some(({ metric }) => metric === readingId(read, x));
    const tooSlow = isKnown.baseline && isKnown.candidate ? 'neither side is that fast' : 'too little is known';
    const why = read === 'cost' ? 'neither side has a cost at that speed' : tooSlow;
    const message = `${readingId(read, x)} of ${id} is not judged: ${why}`;
    return isGated ? [problem('warning', 'no-front', message)] : [];
  });
}

/** Names the scenarios whose front is gated and could not be judged at all. */
function withoutFront(sides: readonly Sides[], fronts: Comparison['fronts'], thresholds: Thresholds): Problem[] {
  const judged = new Set(fronts.map(({ scenario }) => scenario));
  return sides.flatMap(({ baseline, candidate }) => {
    if (baseline === null || candidate === null || judged.has(candidate.id)) return [];
    const gated = boundsAt(thresholds, { scenario: candidate }).some(({ metric }) => metric === 'front');
    const message = `front of ${candidate.id} is not judged: no point in common has both coordinates`;
    return gated ? [problem('warning', 'no-front', message)] : [];
  });
}

/** Entries of the config file that match nothing that was measured: a misspelt name would silently gate nothing. */
function unmatchedScopes(sides: readonly Sides[], { overrides, acceptances }: Thresholds): Problem[] {
  const places = sides
    .flatMap(({ baseline, candidate }) => [baseline, candidate].filter((side) => side !== null))
    .flatMap((scenario): Place[] => [
      { scenario },
      ...placedPoints(scenario).map(({ configuration, point }) => ({ scenario, configuration, load: point.load })),
    ]);
  const unmatched = (name: string, entries: readonly { readonly scope: Scope }[]) =>
    entries
      .filter(({ scope }) => !places.some((place) => covers(scope, place)))
      .map(({ scope }) =>
        problem('warning', 'unmatched-scope', `${name}: nothing was measured at ${scopeName(scope)}`),
      );
  return [...unmatched('overrides', overrides), ...unmatched('accept', acceptances)];
}

function scopeName(scope: Scope): string {
  return Object.entries(scope)
    .filter(([, value]) => value !== null)
    .map(([key, value]) => `${key} ${value}`)
    .join(', ');
}

function expired(acceptances: readonly Acceptance[], today: string): Problem[] {
  return acceptances
    .filter(({ until }) => until < today)
    .map(({ until, bound, reason }) => {
      const what = `accepted ${bound.metric} ${writtenBound(bound.text)} expired on ${until}`;
      return problem('warning', 'expired-acceptance', `${what} and is not applied: ${reason}; renew or remove it`);
    });
}

/** Says how many runs are on both sides: two different runs never have the same figures to the last digit. */
function sameRuns(sides: readonly Sides[]): Problem[] {
  const after = sides.map(({ candidate }) => runsOf(candidate));
  const same = sides.flatMap(({ baseline }, index) => {
    const before = new Set(runsOf(baseline));
    return (after[index] ?? []).filter((figures) => before.has(figures));
  }).length;
  if (same === 0) return [];
  const message = `${same} of ${after.flat().length} runs have the same figures on both sides: they are compared with themselves`;
  return [problem('warning', 'same-files', message)];
}

function runsOf(scenario: Scenario | null): string[] {
  return (scenario === null ? [] : placedPoints(scenario))
    .flatMap(({ point }) => point.samples)
    .filter((sample) => sample['output-throughput'] !== null)
    .map((sample) => [...FIGURES, ...EXPLAINING].map((metric) => sample[metric]).join(' '));
}

/** What identifies a run: no two runs agree in all of it. */
const FIGURES: readonly MetricId[] = [
  'duration',
  'completed',
  'output-throughput',
  'request-throughput',
  'ttft',
  'e2el',
];

function fewRequests(sides: readonly Sides[]): Problem[] {
  const few = sides
    .flatMap(({ baseline, candidate }) => [baseline, candidate].filter((side) => side !== null))
    .flatMap(placedPoints)
    .filter(isShort);
  const [first] = few;
  if (first === undefined) return [];
  const example = `${first.configuration.id} at concurrency ${first.point.load.concurrency} has ${first.point.metrics.completed}`;
  const message = `${formatPlural(few.length, 'point')} completed fewer than ${REQUESTS_PER_USER} requests per request in flight (${example}): too few for a reliable comparison`;
  return [problem('warning', 'few-requests', message)];
}

function isShort({ point: { load, metrics } }: PlacedPoint): boolean {
  const { completed } = metrics;
  const concurrency = reportedConcurrency(load);
  if (concurrency === null || concurrency <= 1) return false;
  return completed !== null && completed < REQUESTS_PER_USER * concurrency;
}

function harnessVersions(sides: readonly Sides[]): Problem[] {
  return sides.flatMap(({ baseline, candidate }) => {
    const [old, now] = [baseline?.harnessVersions ?? [], candidate?.harnessVersions ?? []].map((list) =>
      list.join(', '),
    );
    if (old === '' || now === '' || old === now) return [];
    const message = `${candidate?.harness ?? 'harness'} ${old} measured the baseline and ${now} the candidate: a change may come from the harness`;
    return [problem('warning', 'harness-version', message)];
  });
}

/** The same rate is another load where fewer requests may be in flight, or where they arrive in bursts. */
function unlikeArrivals(sides: readonly Sides[]): Problem[] {
  return sides.flatMap(({ baseline, candidate }) => {
    if (baseline === null || candidate === null) return [];
    const [old, now] = [conditionsOf(baseline), conditionsOf(candidate)];
    if (old === null || now === null || old === now) return [];
    const message = `requests arrived under other conditions in ${candidate.id}: ${old} in the baseline, ${now} in the candidate; a change may come from them`;
    return [problem('warning', 'unlike-arrivals', message)];
  });
}

/** What was requested of arrivals at a rate, in words; null where nothing was. */
function conditionsOf({ configurations }: Scenario): string | null {
  const loads = configurations.flatMap(({ points }) => points.flatMap(({ load }) => (load.rate === null ? [] : load)));
  const conditions = [...new Set(loads.toSorted(compareLoads).map(({ condition }) => condition ?? 'no limit'))];
  return conditions.length === 0 ? null : conditions.join(' or ');
}

function percent(change: number): string {
  return asPercent((change * 100).toFixed(1).replace('-', MINUS));
}
