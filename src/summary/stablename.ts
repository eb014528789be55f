import { loadName } from '../regression/match.ts';
import { factWords } from '../run/factwords.ts';
import type { Load } from '../run/load.ts';
import type { Configuration, Scenario } from '../scenario/scenario.ts';
import { plain, shorten } from './escape.ts';

/*
 * Names for readers with a memory: trackers follow a series, and test histories a case, by its name from run to run. So
 * these names depend only on the thing itself, whereas ids in a report are only as long as the other ids require.
 */

/** The longest part of a name, in characters: Bencher accepts names of up to 1,024. */
const PART_LENGTH = 120;

/** Joins the parts of a name. */
export const JOINT = ' · ';

/** Significant digits of a measured length. */
const LENGTH_DIGITS = 2;

/** What identifies a scenario, part by part, each under a label; parts that are not stated are left out. */
export function scenarioLabels(scenario: Scenario): Map<string, string> {
  const { model, accelerator, quantization, prefix, workload, harness, isl, osl, areRequested } = scenario;
  const facts = [...workload].map(([name, value]) => factWords(name, value)).sort();
  return labelled([
    ['model', model ?? 'unknown model'],
    ['accelerator', accelerator ?? 'unknown accelerator'],
    ['isl', lengthOf(isl, areRequested.isl)],
    ['osl', lengthOf(osl, areRequested.osl)],
    ['quantization', quantization],
    ['prefix', prefix],
    ['workload', facts.length === 0 ? null : facts.join(', ')],
    ['harness', harness],
  ]);
}

/** `meta-llama/Llama-3.1-70B-Instruct · H100 · ISL 9999 · OSL 1000 · vllm-benchmark`. */
export function stableScenario(scenario: Scenario): string {
  return [...scenarioLabels(scenario)]
    .map(([label, text]) => (SPOKEN[label] === undefined ? text : `${SPOKEN[label]} ${text}`))
    .join(JOINT);
}

const SPOKEN: Readonly<Record<string, string>> = { isl: 'ISL', osl: 'OSL', prefix: 'prefix' };

/** The configuration's key, which ends with the hash of its facts: `2R-TP4 · fp8 · #1a2b3c4d`. */
export function stableConfiguration({ key }: Pick<Configuration, 'key'>): string {
  return part(key);
}

/** A load without anything that was only estimated: `concurrency 64`, `4 requests/s (at most 64 in flight)`. */
export function stableLoad(load: Load): string {
  return part(loadName(load));
}

/** Texts under their labels, each in one line and not too long. */
export function labelled(entries: readonly (readonly [label: string, text: string | null])[]): Map<string, string> {
  return new Map(entries.flatMap(([label, text]) => (text === null ? [] : [[label, part(text)] as const])));
}

function part(text: string): string {
  return shorten(plain(text), PART_LENGTH);
}

/** Mean lengths differ in their last digits from night to night, although the workload is the same. */
function lengthOf(length: number | null, isRequested: boolean): string {
  if (length === null) return 'unknown';
  return isRequested ? String(Math.round(length)) : `≈ ${Number(length.toPrecision(LENGTH_DIGITS))}`;
}

/** The names themselves; a name that is already taken gets a number, so that no two things share one. */
export class NameRegistry {
  readonly #names = new Set<string>();

  free(name: string): string {
    let free = name;
    for (let count = 2; this.#names.has(free); count += 1) free = `${name} (${count})`;
    this.#names.add(free);
    return free;
  }
}
