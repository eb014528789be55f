import { compareLoads } from '../run/load.ts';
import { formatCount } from '../run/number.ts';
import { type Problem, problem } from '../run/problem.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { KeyPair, Sides } from '../scenario/sides.ts';
import { identityOf, loadName } from './match.ts';
import type { Row } from './row.ts';

/**
 * Says what differs where nothing of the candidate has a counterpart: the scenarios, the configurations or the loads.
 */
export function notComparable(sides: readonly Sides[]): Problem[] {
  const before = sides.flatMap(({ baseline }) => baseline ?? []);
  const after = sides.flatMap(({ candidate }) => candidate ?? []);
  if (before.length === 0 || after.length === 0) return [];
  const both = sides.filter(({ baseline, candidate }) => baseline !== null && candidate !== null);
  const [what, why] = both.length === 0 ? unlikeScenarios(before, after) : unlikeWithin(both);
  return [problem('warning', 'not-comparable', `the sides have no ${what} in common, so nothing was compared: ${why}`)];
}

function unlikeScenarios(before: readonly Scenario[], after: readonly Scenario[]): [what: string, why: string] {
  const differing = [...TRAITS, ...workloadsOf([...before, ...after])].flatMap(([name, read]) => {
    const [old, now] = [valuesOf(before, read), valuesOf(after, read)];
    const isSame = old.length === now.length && old.every((value, index) => value === now[index]);
    return isSame ? [] : [`${name}: ${some(old)} in the baseline, ${some(now)} in the candidate`];
  });
  const more = differing.length - MOST_TRAITS;
  const told = [...differing.slice(0, MOST_TRAITS), ...(more > 0 ? [`${formatCount(more)} more differ`] : [])];
  return ['scenario', told.length === 0 ? 'their combinations differ' : told.join('; ')];
}

/** Configurations have counterparts but no load in common, or there are no counterparts. */
function unlikeWithin(both: readonly Sides[]): [what: string, why: string] {
  const configurations = both.map(({ baseline, candidate }) => [
    baseline?.configurations ?? [],
    candidate?.configurations ?? [],
  ]);
  const [old, now] = [0, 1].map((side) => configurations.flatMap((sided) => sided[side] ?? []));
  const ids = new Set((now ?? []).map(({ id }) => id));
  const paired = (old ?? []).some(({ id }) => ids.has(id));
  const told = (some: Scenario['configurations'] = []) => listOf(paired ? loadsOf(some) : some.map(({ key }) => key));
  const name = paired ? 'loads' : 'configurations';
  return [paired ? 'load' : 'configuration', `${name}: ${told(old)} in the baseline, ${told(now)} in the candidate`];
}

/** Names configurations with the same label on both sides that could not be matched. */
export function unmatched(sides: readonly Sides[]): Problem[] {
  return sides.flatMap(({ candidate, unmatched: all }) =>
    all.map(({ label, baseline, candidate: added }) => {
      const message = `${label} in ${candidate?.id}: ${listOf(baseline)} of the baseline and ${listOf(added)} of the candidate are missing and new, since neither names nor facts say which ones match`;
      return problem('warning', 'no-counterpart', message);
    }),
  );
}

/** Names configurations that are compared because they are the likeliest match for each other among those left over. */
export function likened(sides: readonly Sides[]): Problem[] {
  return sides.flatMap(({ baseline, candidate, likened: pairs }) => {
    if (pairs.length === 0) return [];
    const message = `the sides of ${candidate?.id} have no key in common: by likeness, ${pairList(pairs)} of the baseline is compared; give matching configurations the same name`;
    // A configuration that is alone on each side can hardly be another one.
    const isAlone = [baseline, candidate].every((side) => side?.configurations.length === 1);
    return [problem(isAlone ? 'notice' : 'warning', 'likeness', message)];
  });
}

/** Names configurations that are compared because they state the same, though their names differ. */
export function renamed(sides: readonly Sides[]): Problem[] {
  return sides.flatMap(({ candidate, renamed: pairs }) => {
    if (pairs.length === 0) return [];
    const message = `${candidate?.id}: ${pairList(pairs)} of the baseline is compared under another name, since what both state agrees; if they are different setups, state what tells them apart`;
    return [problem('notice', 'another-name', message)];
  });
}

/** `“now” with “before”`, with a count of those past a number. */
function pairList(pairs: readonly KeyPair[]): string {
  const some = pairs.slice(0, MOST_NAMES).map((pair) => `“${pair.candidate}” with “${pair.baseline}”`);
  const more = pairs.length - some.length;
  return [...some, ...(more > 0 ? [`${formatCount(more)} more`] : [])].join(', ');
}

/**
 * Names configurations of both sides that one side did not measure at a common load, and says whether they were
 * compared all the same.
 */
export function unlikeLoads(sides: readonly Sides[], rows: readonly Row[]): Problem[] {
  const whole = new Set(
    rows.flatMap(({ load, scenario, configuration }) => (load === null ? `${scenario}\n${configuration}` : [])),
  );
  return sides.flatMap(({ baseline, candidate }) => {
    const before = new Map((baseline?.configurations ?? []).map((one) => [one.id, one]));
    return (candidate?.configurations ?? []).flatMap((now) => {
      const old = before.get(now.id);
      if (old === undefined) return [];
      const loads = new Set(old.points.map(({ load }) => identityOf(load)));
      if (now.points.some(({ load }) => loads.has(identityOf(load)))) return [];
      const [earlier, after] = [loadsOf([old]), loadsOf([now])];
      const message = `${now.id} in ${candidate?.id} has no load in common: ${listOf(earlier)} in the baseline, ${listOf(after)} in the candidate`;
      const isCompared = whole.has(`${candidate?.id}\n${now.id}`);
      return isCompared
        ? [problem('notice', 'no-counterpart', `${message}; compared as a whole`)]
        : [problem('warning', 'no-counterpart', message)];
    });
  });
}

function loadsOf(some: Scenario['configurations']): string[] {
  const loads = some.flatMap(({ points }) => points.map(({ load }) => load));
  return [...new Set(loads.toSorted(compareLoads).map(loadName))];
}

/** The most names in a sentence, and the most differences. */
const MOST_NAMES = 4;
const MOST_TRAITS = 10;

function listOf(keys: readonly string[]): string {
  return some(keys.map((key) => `“${key}”`));
}

/** The first few names, and how many more there are. */
function some(names: readonly string[]): string {
  const more = names.length - MOST_NAMES;
  return [...names.slice(0, MOST_NAMES), ...(more > 0 ? [`${formatCount(more)} more`] : [])].join(', ');
}

const TRAITS: readonly [string, (scenario: Scenario) => string][] = [
  ['model', ({ model }) => model ?? 'unknown'],
  ['accelerator', ({ accelerator }) => accelerator ?? 'unknown'],
  ['ISL', ({ isl }) => (isl === null ? 'unknown' : String(Math.round(isl)))],
  ['OSL', ({ osl }) => (osl === null ? 'unknown' : String(Math.round(osl)))],
  ['harness', ({ harness }) => harness ?? 'unknown'],
  ['quantization', ({ quantization }) => quantization ?? 'not stated'],
  ['prefix', ({ prefix }) => prefix ?? 'none'],
];

/** Other facts that are stated about the requests, by every name that any scenario uses. */
function workloadsOf(scenarios: readonly Scenario[]): typeof TRAITS {
  const names = new Set(scenarios.flatMap(({ workload }) => [...workload.keys()]));
  return [...names].sort().map((name) => [name, ({ workload }) => workload.get(name) ?? 'not stated']);
}

function valuesOf(scenarios: readonly Scenario[], read: (scenario: Scenario) => string): string[] {
  return [...new Set(scenarios.map(read))].sort();
}
