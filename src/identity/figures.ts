import { harnessOf } from '../report/harnesses.ts';
import type { Reading } from '../report/read.ts';
import { hashOf } from '../run/facts.ts';
import { groupBy } from '../run/groupby.ts';
import { reportedConcurrency } from '../run/load.ts';
import type { Run } from '../run/run.ts';

/** Rates and latency means, in units that every format is converted to. */
const FIGURES: readonly ((run: Run) => number | null)[] = [
  ({ measured }) => measured.ttft?.mean ?? null,
  ({ measured }) => measured.e2el?.mean ?? null,
  ({ measured }) => measured.itl?.mean ?? null,
  ({ measured }) => measured.tpot?.mean ?? null,
  ({ measured }) => measured.requestThroughput,
  (run) => (hasFaultyRates(run) ? null : run.measured.outputThroughput),
  (run) => (hasFaultyRates(run) ? null : run.measured.totalThroughput),
];

/** Figures that both must state, above 0 and alike; two measurements never agree in three to nine digits. */
const LEAST_FIGURES = 3;
const DIGITS = 9;

/** Largest ratio of two concurrencies of one run: GuideLLM's converters state the measured one, a little less. */
const SAME_LOAD = 1.2;

/** Averages over intervals are mended in raw results and in reports of them to unlike degrees. */
function hasFaultyRates({ harness }: Run): boolean {
  return harnessOf(harness)?.averagesRates === true;
}

/** A run, and the file that tells of it. */
type SourcedRun = Pick<Reading, 'path' | 'run'>;

interface Item<One extends SourcedRun> {
  readonly reading: One;
  readonly run: Run;
  /** A figure as text, with nine digits; null if it is unknown or 0. */
  readonly figures: readonly (string | null)[];
  /** What it states beside them: those that state the same agree. */
  readonly states: string;
}

/** Groups of two or more readings that tell of one measurement by their figures; nothing that they state contradicts. */
export function likeFigures<One extends SourcedRun>(readings: readonly One[]): One[][] {
  const all = readings.flatMap((reading) => (reading.run === null ? [] : [itemOf(reading, reading.run)]));
  const byMask = groupBy(all, ({ figures }) => figures.map((figure) => (figure === null ? '0' : '1')).join(''));
  const masks = [...byMask.keys()].sort();
  return masks.flatMap((one, index) =>
    masks.slice(index).flatMap((other) => {
      const common = FIGURES.map((_, i) => i).filter((i) => one[i] === '1' && other[i] === '1');
      const items =
        one === other ? (byMask.get(one) ?? []) : [...(byMask.get(one) ?? []), ...(byMask.get(other) ?? [])];
      return common.length < LEAST_FIGURES ? [] : alike(items, common);
    }),
  );
}

/** Whether each of some measurements is among others. */
export function areAmong(some: readonly Run[], others: readonly Run[]): boolean {
  const sides = [some.map((run) => aloneIn('some', run)), others.map((run) => aloneIn('others', run))];
  const common = likeFigures(sides.flat()).filter((group) => new Set(group.map(({ path }) => path)).size > 1);
  const found = new Set(common.flat());
  return sides[0]?.every((reading) => found.has(reading)) === true;
}

function aloneIn(path: string, run: Run): SourcedRun {
  return { path, run };
}

function itemOf<One extends SourcedRun>(reading: One, run: Run): Item<One> {
  const figures = FIGURES.map((figure) => {
    const value = figure(run);
    return value === null || value === 0 ? null : value.toPrecision(DIGITS);
  });
  return { reading, run, figures, states: statesOf(run) };
}

/** Pairs, and more, of items with the same figures and nothing against it. */
function alike<One extends SourcedRun>(items: readonly Item<One>[], common: readonly number[]): One[][] {
  return [...groupBy(items, (item) => common.map((i) => item.figures[i]).join(' ')).values()]
    .filter(({ length }) => length > 1)
    .flatMap(apart)
    .flatMap(agreeing)
    .filter((group) => group.length > 1);
}

/**
 * Items parted by what all of them state and may not state differently: of thousands with the same figures, those that
 * contradict each other are never held against each other.
 */
function apart<One extends SourcedRun>(items: readonly Item<One>[]): Item<One>[][] {
  if (new Set(items.map(({ states }) => states)).size === 1) return [[...items]];
  const stated = items.map(({ run }) => statementsOf(run));
  const names = [...(stated[0]?.keys() ?? [])].filter((name) => stated.every((own) => own.has(name)));
  const keys = new Map(items.map((item, i) => [item, JSON.stringify(names.map((name) => stated[i]?.get(name)))]));
  return [...groupBy(items, (item) => keys.get(item)).values()];
}

/** What a run states of which two that are one state the same; a concurrency that was measured may differ. */
function statementsOf(run: Run): Map<string, string | number> {
  const { deployment, model, quantization, load, facts } = run;
  const concurrency = reportedConcurrency(load);
  const stated = new Map<string, string | number | null>([
    ['family', familyOf(run)],
    ['label', deployment.label],
    ['model', lastOf(model)],
    ['quantization', quantization],
    ['rate', load.rate],
    ['limit', load.limit],
    ['stage', load.stage],
    ['concurrency', Number.isInteger(concurrency) ? concurrency : null],
  ]);
  for (const kind of ['setup', 'workload'] as const) {
    for (const [name, value] of facts[kind]) stated.set(`${kind} ${name}`, value);
  }
  const known = [...stated].flatMap(([name, value]) => (value === null ? [] : [[name, lower(value)] as const]));
  return new Map(known);
}

function lower<Value extends string | number>(value: Value): string | Value {
  return typeof value === 'string' ? value.toLowerCase() : value;
}

/** Readings that agree. */
class Group<One extends SourcedRun> {
  readonly readings: One[] = [];
  /** A run for each that states something else. */
  readonly #stated = new Map<string, Run>();

  add({ reading, run, states }: Item<One>): void {
    this.readings.push(reading);
    this.#stated.set(states, run);
  }

  takes({ run }: Item<One>): boolean {
    return [...this.#stated.values()].every((other) => agree(run, other));
  }
}

/** Each item with the first that it agrees with, which is the same for all that state the same. */
function agreeing<One extends SourcedRun>(items: readonly Item<One>[]): One[][] {
  const groups: Group<One>[] = [];
  const byStates = new Map<string, Group<One>>();
  for (const item of items) {
    const group = byStates.get(item.states) ?? groups.find((known) => known.takes(item)) ?? new Group<One>();
    if (group.readings.length === 0) groups.push(group);
    group.add(item);
    byStates.set(item.states, group);
  }
  return groups.map(({ readings }) => readings);
}

/** All that two runs must not state differently, as text. */
function statesOf(run: Run): string {
  const { deployment, model, quantization, load, facts } = run;
  const names = [familyOf(run), deployment.label, lastOf(model), quantization].map((name) => name?.toLowerCase());
  const loads = [load.rate, load.limit, load.stage, reportedConcurrency(load)];
  return JSON.stringify([names, loads, hashOf(facts.setup), hashOf(facts.workload)]);
}

/** Whether nothing that two runs state rules out that they are the same. */
function agree(a: Run, b: Run): boolean {
  return (
    mayBe(familyOf(a), familyOf(b)) &&
    mayBe(a.deployment.label, b.deployment.label) &&
    mayBe(lastOf(a.model), lastOf(b.model)) &&
    mayBe(a.quantization, b.quantization) &&
    isSameLoad(a, b) &&
    agreeIn(a, b, 'setup') &&
    agreeIn(a, b, 'workload')
  );
}

function mayBe(a: string | null, b: string | null): boolean {
  return a === null || b === null || a.toLowerCase() === b.toLowerCase();
}

function agreeIn({ facts: a }: Run, { facts: b }: Run, kind: 'setup' | 'workload'): boolean {
  if (a[kind] === b[kind]) return true;
  for (const [name, value] of a[kind]) if (!mayBe(value, b[kind].get(name) ?? null)) return false;
  return true;
}

function isSameLoad({ load: a }: Run, { load: b }: Run): boolean {
  if (a.rate !== null && b.rate !== null && a.rate !== b.rate) return false;
  if (a.limit !== null && b.limit !== null && a.limit !== b.limit) return false;
  if (a.stage !== null && b.stage !== null && a.stage !== b.stage) return false;
  const [one, other] = [a, b].map(reportedConcurrency);
  if (one == null || other == null) return true;
  const isMeasured = !Number.isInteger(one) || !Number.isInteger(other);
  return one === other || (isMeasured && Math.max(one, other) <= SAME_LOAD * Math.min(one, other));
}

function familyOf({ harness }: Run): string | null {
  return harnessOf(harness)?.family ?? harness;
}

/** `Llama-3.1-8B` of `meta-llama/Llama-3.1-8B`. */
export function lastOf(model: string | null): string | null {
  return model === null ? null : model.slice(model.lastIndexOf('/') + 1);
}
