import { harnessOf } from '../../src/report/harnesses.ts';
import { reportedConcurrency } from '../../src/run/load.ts';
import type { Run } from '../../src/run/run.ts';

/*
 * Which readings are of one measurement by their figures, each held against all before it: slow, and plain to see right.
 */

interface LocatedRun {
  readonly path: string;
  readonly run: Run;
}

const figuresOf = ({ measured }: Run) =>
  [
    measured.ttft?.mean,
    measured.e2el?.mean,
    measured.itl?.mean,
    measured.tpot?.mean,
    measured.requestThroughput,
    measured.outputThroughput,
    measured.totalThroughput,
  ].map((figure) => (figure == null || figure === 0 ? null : figure.toPrecision(9)));

const mayBe = (a: string | null, b: string | null) => a === null || b === null || a.toLowerCase() === b.toLowerCase();
const last = (model: string | null) => model?.split('/').at(-1) ?? null;
const family = ({ harness }: Run) => harnessOf(harness)?.family ?? harness;

function isOne(a: Run, b: Run): boolean {
  const [one, other] = [reportedConcurrency(a.load), reportedConcurrency(b.load)];
  const isNear =
    one === null ||
    other === null ||
    one === other ||
    (!(Number.isInteger(one) && Number.isInteger(other)) && Math.max(one, other) <= 1.2 * Math.min(one, other));
  return (
    isNear &&
    mayBe(family(a), family(b)) &&
    mayBe(a.deployment.label, b.deployment.label) &&
    mayBe(last(a.model), last(b.model)) &&
    (a.load.rate === null || b.load.rate === null || a.load.rate === b.load.rate) &&
    [...a.facts.setup].every(([name, value]) => mayBe(value, b.facts.setup.get(name) ?? null))
  );
}

/** Groups of those that state some figures alike, by which figures any two of them state. */
export function firstFit<One extends LocatedRun>(readings: readonly One[]): One[][] {
  const masks = [...new Set(readings.map(({ run }) => maskOf(run)))].sort();
  return masks.flatMap((mask, index) => masks.slice(index).flatMap((other) => groups(readings, mask, other)));
}

const maskOf = (run: Run) =>
  figuresOf(run)
    .map((figure) => (figure === null ? '0' : '1'))
    .join('');

function groups<One extends LocatedRun>(readings: readonly One[], mask: string, other: string): One[][] {
  const common = [...mask].flatMap((bit, i) => (bit === '1' && other[i] === '1' ? [i] : []));
  if (common.length < 3) return [];
  const alike = (a: Run, b: Run) => common.every((i) => figuresOf(a)[i] === figuresOf(b)[i]);
  const found: One[][] = [];
  const items = [...new Set([mask, other])].flatMap((own) => readings.filter(({ run }) => maskOf(run) === own));
  for (const item of items) {
    const takes = (group: readonly One[]) => group.every((one) => alike(one.run, item.run) && isOne(one.run, item.run));
    const group = found.find(takes);
    if (group === undefined) found.push([item]);
    else group.push(item);
  }
  return found.filter(({ length }) => length > 1);
}
