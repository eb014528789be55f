import { compareLoads, reportedConcurrency } from '../run/load.ts';
import { EXPLAINING, type MetricId } from '../run/metric.ts';
import { type Problem, problem } from '../run/problem.ts';
import { type Placed, placedPoints } from '../scenario/placed.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Sides } from '../scenario/sides.ts';
import { type Comparison, isComparable } from './compare.ts';
import { loadName } from './match.ts';
import { type Acceptance, boundsAt, covers, type Place, type Scope, type Thresholds } from './thresholds.ts';
import { likened, notComparable, unlikeLoads, unmatched } from './unjoined.ts';
import { LEAST_SAMPLES } from './welch.ts';

/** Requests a run needs per request in flight before it says much of that load. */
const REQUESTS_PER_USER = 2;

/** What a reader of a comparison must know besides its verdicts. */
export function remarksOn(
  { rows, fronts, accepted }: Comparison,
  sides: readonly Sides[],
  thresholds: Thresholds,
  today: string,
): Problem[] {
  const comparable = isComparable(sides);
  return [
    ...(comparable
      ? [...likened(sides), ...unmatched(sides), ...unlikeLoads(sides), ...withoutFront(sides, fronts, thresholds)]
      : notComparable(sides)),
    ...unmatchedScopes(sides, thresholds),
    ...expired(thresholds.acceptances, today),
    ...accepted.map(({ acceptance, scenario, row, change }) => {
      const what =
        row === null
          ? `front of ${scenario}`
          : `${row.configuration} at ${loadName(row.load)} in ${scenario}, ${row.metric}`;
      const allowed = `${percent(change)}, within ${acceptance.bound.text} until ${acceptance.until}`;
      return problem('notice', 'accepted-loss', `accepted loss: ${what} ${allowed}: ${acceptance.reason}`);
    }),
    ...sameRuns(sides),
    ...fewRepeats(rows),
    ...fewRequests(sides),
    ...(comparable ? [...harnessVersions(sides), ...unlikeArrivals(sides)] : []),
  ];
}

/** What is past a bound, the worst first, for annotations. */
export function regressionsIn({ rows, fronts, absolute }: Comparison): Problem[] {
  const points = rows
    .filter(({ verdict }) => verdict === 'regression')
    .sort((a, b) => Math.abs(b.change ?? 0) - Math.abs(a.change ?? 0))
    .map(({ scenario, configuration, load, metric, change, bound }) => {
      const where = `${configuration} at ${loadName(load)} (${scenario})`;
      return problem('error', 'regression', `${where}: ${metric} ${percent(change ?? 0)}, bound ${bound}`);
    });
  const whole = fronts
    .filter(({ verdict }) => verdict === 'regression')
    .map(({ scenario, change, bound }) =>
      problem('error', 'regression', `front of ${scenario}: ${percent(change ?? 0)}, bound ${bound}`),
    );
  const unmet = absolute
    .filter(({ verdict }) => verdict === 'regression')
    .map(({ scenario, bounds, misses }) => {
      const who = misses.length === 0 ? 'no point meets' : `${misses.length} points miss`;
      return problem('error', 'regression', `${scenario}: ${who} ${bounds.join(' and ')}`);
    });
  return [...whole, ...points, ...unmet];
}

/** Says where a front that is gated could not be judged at all. */
function withoutFront(sides: readonly Sides[], fronts: Comparison['fronts'], thresholds: Thresholds): Problem[] {
  return sides.flatMap(({ baseline, candidate }) => {
    if (baseline === null || candidate === null || fronts.some(({ scenario }) => scenario === candidate.id)) return [];
    const gated = boundsAt(thresholds, { scenario: candidate }).some(({ metric }) => metric === 'front');
    const message = `front of ${candidate.id} is not judged: no point that both sides have has both coordinates`;
    return gated ? [problem('warning', 'no-front', message)] : [];
  });
}

/** Entries of the config file that hold for nothing that was measured: a misspelt name would gate nothing in silence. */
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
      const what = `accepted ${bound.metric} ${bound.text} ended on ${until}`;
      return problem('warning', 'expired-acceptance', `${what} and is not applied: ${reason}; renew it or take it out`);
    });
}

/** Says how many runs are on both sides: no two runs have the same figures to the last digit. */
function sameRuns(sides: readonly Sides[]): Problem[] {
  const after = sides.map(({ candidate }) => runsOf(candidate));
  const same = sides.flatMap(({ baseline }, index) => {
    const before = new Set(runsOf(baseline));
    return (after[index] ?? []).filter((figures) => before.has(figures));
  }).length;
  if (same === 0) return [];
  const message = `${same} of ${after.flat().length} runs have the same figures on both sides: they compare with themselves`;
  return [problem('warning', 'same-files', message)];
}

function runsOf(scenario: Scenario | null): string[] {
  return (scenario === null ? [] : placedPoints(scenario))
    .flatMap(({ point }) => point.samples)
    .filter((sample) => sample['output-throughput'] !== null)
    .map((sample) => [...FIGURES, ...EXPLAINING].map((metric) => sample[metric]).join(' '));
}

/** What tells a run from others: no two agree in all. */
const FIGURES: readonly MetricId[] = [
  'duration',
  'completed',
  'output-throughput',
  'request-throughput',
  'ttft',
  'e2el',
];

function fewRepeats(rows: Comparison['rows']): Problem[] {
  const untested = rows.filter(
    ({ bound, change, test, verdict }) =>
      bound !== null && change !== null && test === null && verdict !== 'inconclusive',
  ).length;
  if (untested === 0) return [];
  const message = `${untested} of ${rows.length} rows have fewer than ${LEAST_SAMPLES} runs a point on a side: the bound alone decides there`;
  return [problem('notice', 'few-repeats', message)];
}

function fewRequests(sides: readonly Sides[]): Problem[] {
  const few = sides
    .flatMap(({ baseline, candidate }) => [baseline, candidate].filter((side) => side !== null))
    .flatMap(placedPoints)
    .filter(isShort);
  const [first] = few;
  if (first === undefined) return [];
  const example = `${first.configuration.id} at concurrency ${first.point.load.concurrency} has ${first.point.metrics.completed}`;
  const message = `${few.length === 1 ? '1 point' : `${few.length} points`} completed fewer than ${REQUESTS_PER_USER} requests per request in flight (${example}): they compare little`;
  return [problem('warning', 'few-requests', message)];
}

function isShort({ point: { load, metrics } }: Placed): boolean {
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
    const message = `${candidate?.harness ?? 'harness'} ${old} measured the baseline and ${now} the candidate: a change may be the harness's`;
    return [problem('warning', 'harness-version', message)];
  });
}

/** Arrivals at one rate are another load where fewer may be in flight, or where they come in bursts. */
function unlikeArrivals(sides: readonly Sides[]): Problem[] {
  return sides.flatMap(({ baseline, candidate }) => {
    if (baseline === null || candidate === null) return [];
    const [old, now] = [conditionsOf(baseline), conditionsOf(candidate)];
    if (old === null || now === null || old === now) return [];
    const message = `requests arrived under other conditions in ${candidate.id}: ${old} in the baseline, ${now} in the candidate; a change may be theirs`;
    return [problem('warning', 'unlike-arrivals', message)];
  });
}

/** What was asked of arrivals at a rate, in words; null where there are none. */
function conditionsOf({ configurations }: Scenario): string | null {
  const loads = configurations.flatMap(({ points }) => points.flatMap(({ load }) => (load.rate === null ? [] : load)));
  const conditions = [...new Set(loads.toSorted(compareLoads).map(({ condition }) => condition ?? 'no limit'))];
  return conditions.length === 0 ? null : conditions.join(' or ');
}

function percent(change: number): string {
  return `${(change * 100).toFixed(1).replace('-', '−')} %`;
}
