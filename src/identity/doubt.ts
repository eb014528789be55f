import { isOccasion } from '../report/factcollector.ts';
import { groupBy } from '../run/groupby.ts';
import { asPercent } from '../run/number.ts';
import { type Problem, problem } from '../run/problem.ts';
import { fileOf, type Run } from '../run/run.ts';
import { mean, variance } from '../run/spread.ts';
import type { Identities } from './identity.ts';
import type { Word } from './word.ts';

/** Runs that count as repeats of a point of a configuration. */
interface Repeats {
  readonly scenario: string;
  readonly configuration: string;
  readonly runs: readonly Run[];
}

/** What makes it doubtful that runs are repeats: no pool of unlike ones is made in silence. */
export function doubtsOn(pools: readonly Repeats[], identities: Identities): Problem[] {
  const several = pools.filter(({ runs }) => runs.length > 1);
  return [
    ...unlikeEnvironments(several),
    ...unlikeNumbers(several),
    ...unlikeWords(several, identities),
    ...spreads(several),
    ...failed(several),
  ];
}

/** Once for each fact of a configuration: versions, images and hosts that not all repeats share. */
function unlikeEnvironments(pools: readonly Repeats[]): Problem[] {
  const found = new Map<string, Problem>();
  for (const { scenario, configuration, runs } of pools) {
    if (runs.every(({ facts }) => facts.environment === runs[0]?.facts.environment)) continue;
    for (const name of new Set(runs.flatMap(({ facts }) => [...facts.environment.keys()]))) {
      const values = runs.map(({ facts }) => facts.environment.get(name) ?? 'not stated');
      const unlike = pairOf(runs, values);
      if (unlike === null) continue;
      const message = `repeats of ${configuration} differ in ${name}: ${unlike}; they still count as one point`;
      found.set(
        `${scenario} ${configuration} ${name}`,
        problem('warning', 'unlike-repeats', message, fileOf(runs[0] as Run)),
      );
    }
  }
  return [...found.values()];
}

/**
 * Numbers beside the figures that are no known argument, and yet come again at other points, as a figure hardly does: they
 * may be what a sweep varied.
 */
function unlikeNumbers(pools: readonly Repeats[]): Problem[] {
  const found = new Map<string, Problem>();
  for (const [, own] of groupBy(pools, ({ scenario, configuration }) => `${scenario}\n${configuration}`)) {
    const names = new Set(own.flatMap(({ runs }) => runs.flatMap(({ facts }) => [...facts.occasion.keys()])));
    for (const name of names) {
      if (isOccasion(name)) continue;
      const values = own.map(({ runs }) => runs.map(({ facts }) => facts.occasion.get(name) ?? 'not stated'));
      const at = values.findIndex((all) => new Set(all).size > 1);
      const pool = own[at];
      if (pool === undefined || !comeAgain(values)) continue;
      const unlike = pairOf(pool.runs, values[at] ?? []);
      const message = `repeats of ${pool.configuration} differ in ${name}, which may be part of the setup: ${unlike}; they still count as one point`;
      found.set(
        `${pool.scenario} ${pool.configuration} ${name}`,
        problem('warning', 'unlike-repeats', message, fileOf(pool.runs[0] as Run)),
      );
    }
  }
  return [...found.values()];
}

/** Whether points share their few values; of a single point, whether they are plain numbers. */
function comeAgain(values: readonly (readonly string[])[]): boolean {
  const sets = values.map((all) => new Set(all));
  const [first = new Set()] = sets;
  if (sets.length === 1) return [...first].every((value) => /^(\d{1,3}|0\.\d{1,2}|not stated)$/.test(value));
  return [...first].every((value) => sets.every((set) => set.has(value)));
}

/** Names that differ in nothing but a hash, a machine or a number under a word may be of one thing each. */
function unlikeWords(pools: readonly Repeats[], identities: Identities): Problem[] {
  const found = new Map<string, Problem>();
  for (const { scenario, configuration, runs } of pools) {
    const unlike = pairOf(
      runs,
      runs.map((run) => doubtIn(run, identities) ?? ''),
    );
    if (unlike === null) continue;
    const message = `the names of repeats of ${configuration} differ in what may be a commit, a machine or a setup’s number: ${unlike}; they still count as one point`;
    found.set(`${scenario} ${configuration}`, problem('warning', 'unlike-repeats', message, fileOf(runs[0] as Run)));
  }
  return [...found.values()];
}

function doubtIn(run: Run, identities: Identities): string | null {
  const words = identities.namesOf(run).flatMap(({ segments }) => segments.flat());
  const doubtful = new Set(words.filter(isDoubtful).map(({ text }) => text));
  return doubtful.size === 0 ? null : [...doubtful].join(' ');
}

/** `setup_01` may number repeats or setups. */
function isDoubtful({ kind, key, canonical, text }: Word): boolean {
  return kind === 'doubt' || (kind === 'setup' && key === canonical && text !== key);
}

/** The first two that differ, each with its file; null if all are equal. */
function pairOf(runs: readonly Run[], values: readonly string[]): string | null {
  const other = values.findIndex((value) => value !== values[0]);
  const [first, second] = [runs[0], runs[other]];
  if (other === -1 || first === undefined || second === undefined) return null;
  return `${values[0] || 'none'} (${fileOf(first)}) and ${values[other] || 'none'} (${fileOf(second)})`;
}

/** Coefficient of variation of output throughput beyond which repeats are hardly of one thing; real ones have 0.4 to 0.7%. */
const FAR_APART = 0.1;

function spreads(pools: readonly Repeats[]): Problem[] {
  return pools.flatMap(({ configuration, runs }) => {
    const known = runs.flatMap((run) =>
      run.measured.outputThroughput === null ? [] : [{ run, value: run.measured.outputThroughput }],
    );
    const sorted = known.toSorted((a, b) => a.value - b.value);
    const [least, most] = [sorted[0], sorted.at(-1)];
    const variation = variationOf(known.map(({ value }) => value));
    if (least === undefined || most === undefined || variation === null || variation <= FAR_APART) return [];
    const ends = `${rateOf(least)} to ${rateOf(most)}`;
    const message = `${known.length} repeats of ${configuration} spread from ${ends}, ${asPercent(Math.round(variation * 100))} around their mean: are they all of one setup?`;
    return [problem('warning', 'unlike-repeats', message, fileOf(least.run))];
  });
}

/** The share of failed requests from which on the server is considered not to have served. */
const MOSTLY = 0.5;

/** Repeats that mostly failed next to others that did not: the median of all of them hides it. */
function failed(pools: readonly Repeats[]): Problem[] {
  return pools.flatMap(({ configuration, runs }) => {
    const shares = runs.flatMap((run) => {
      const { failures, attempts } = run.measured;
      return failures === null || attempts === null || attempts <= 0 ? [] : [{ run, share: failures / attempts }];
    });
    const most = shares.filter(({ share }) => share > MOSTLY).sort((a, b) => b.share - a.share);
    const [worst] = most;
    if (worst === undefined || most.length === runs.length) return [];
    const file = fileOf(worst.run);
    const some = `${most.length} of ${runs.length} repeats of ${configuration}`;
    const message = `${some} mostly failed, the worst with ${asPercent(Math.round(worst.share * 100))} of requests failed; the point is the median of all repeats, including these`;
    return [problem('warning', 'failed-repeat', message, file)];
  });
}

function rateOf({ run, value }: { readonly run: Run; readonly value: number }): string {
  return `${Number(value.toPrecision(4))} tok/s (${fileOf(run)})`;
}

function variationOf(values: readonly number[]): number | null {
  const middle = mean(values);
  return values.length < 2 || !(middle > 0) ? null : Math.sqrt(variance(values)) / middle;
}
