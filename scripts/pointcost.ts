/**
 * How long fronts, identity and matching of many points take, in seconds of the processor: a part of `npm run bench`, which
 * bundles this, since not every Node that it runs on reads TypeScript.
 */
import { identitiesOf } from '../src/identity/identity.ts';
import { frontOf } from '../src/pareto/front.ts';
import { matchPoints } from '../src/regression/match.ts';
import { median } from '../src/run/median.ts';
import { sidesOf } from '../src/scenario/sides.ts';
import { madeRuns } from '../test/growth/manypoints.ts';

const SIZES = [10_000, 30_000, 100_000];
const GROUPING = { userThroughput: 'concurrency', lengthTolerance: 0.05 } as const;

/** Seconds of each step, `identity`, `grouping`, `fronts` and `matching`, for so many points, half of them the baseline's. */
export function timesOf(points: number): Readonly<Record<string, number>> {
  const times: Record<string, number> = {};
  const timed = <Result>(name: string, work: () => Result): Result => {
    const before = process.cpuUsage();
    const result = work();
    const { user, system } = process.cpuUsage(before);
    times[name] = (user + system) / 1e6;
    return result;
  };
  const [now, before] = [madeRuns(points / 2, 'now'), madeRuns(points / 2, 'before')];
  const identities = timed('identity', () => identitiesOf([...now, ...before], 'auto'));
  const { sides } = timed('grouping', () => sidesOf(now, [before], identities, GROUPING));
  const all = sides.flatMap(({ candidate, baseline }) => [candidate, baseline].filter((side) => side !== null));
  timed('fronts', () => all.map((scenario) => frontOf(scenario)));
  timed('matching', () => sides.map(({ baseline, candidate }) => matchPoints(baseline, candidate)));
  return times;
}

/** Of three rounds: where a collection of all garbage falls, that of the runs themselves included, is chance. */
function mediansOf(points: number): Readonly<Record<string, number>> {
  const rounds = Array.from({ length: 3 }, () => timesOf(points));
  return Object.fromEntries(
    Object.keys(rounds[0] ?? {}).map((name) => [name, median(rounds.map((times) => times[name] ?? 0)) ?? 0]),
  );
}

/** A line for each size, and how much more the largest takes than the smallest. */
export function pointLines(): string[] {
  timesOf(1000);
  const all = SIZES.map((points) => ({ points, times: mediansOf(points) }));
  const sumOf = (times: Readonly<Record<string, number>> = {}) =>
    Object.values(times).reduce((sum, one) => sum + one, 0);
  const lines = all.map(({ points, times }) => {
    const parts = Object.entries(times).map(([name, seconds]) => `${name} ${seconds.toFixed(2)} s`);
    const apart = (sumOf(times) - (times.grouping ?? 0)).toFixed(2);
    return `  ${points.toLocaleString('en')} points: ${parts.join(', ')}; together ${sumOf(times).toFixed(2)} s, without grouping ${apart} s`;
  });
  const growth = sumOf(all.at(-1)?.times) / sumOf(all[0]?.times);
  return [...lines, `  ten times as many take ${growth.toFixed(1)} times as long`];
}
