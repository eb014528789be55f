import type { Reading } from '../report/read.ts';
import { isAssumed } from '../run/deployment.ts';
import { groupBy } from '../run/groupby.ts';
import { reportedConcurrency } from '../run/load.ts';
import { type Problem, problem } from '../run/problem.ts';
import { type DerivedFigure, type Run, STATISTICS } from '../run/run.ts';
import { placeIn } from './countedonce.ts';
import { lastOf } from './figures.ts';

/** What is compared between files of one run, and the relative difference from which it counts as a contradiction. */
const COMPARED: readonly (readonly [string, (run: Run) => number | string | null, number])[] = [
  ['output throughput', statedFigure('outputThroughput'), 1e-6],
  ['total throughput', statedFigure('totalThroughput'), 1e-6],
  ['request throughput', ({ measured }) => measured.requestThroughput, 1e-6],
  ...(['ttft', 'tpot', 'itl', 'e2el'] as const).flatMap((name) =>
    STATISTICS.map(
      (statistic) =>
        [
          `${statistic} ${name.toUpperCase()}`,
          ({ measured }: Run) => measured[name]?.[statistic] ?? null,
          1e-6,
        ] as const,
    ),
  ),
  ['completed requests', ({ measured }) => measured.completed, 0],
  ['failures', ({ measured }) => measured.failures, 0],
  ['ISL', statedFigure('isl'), 0.01],
  ['OSL', statedFigure('osl'), 0.01],
  ['concurrency', ({ load }) => reportedConcurrency(load), 0],
  ['rate', ({ load }) => load.rate, 0],
  ['GPUs', ({ deployment }) => (isAssumed(deployment) ? null : deployment.gpus), 0],
  ['deployment', ({ deployment }) => (isAssumed(deployment) ? null : deployment.label), 0],
  ['accelerator', ({ deployment }) => deployment.accelerator, 0],
  ['model', ({ model }) => lastOf(model), 0],
  ['quantization', ({ quantization }) => quantization, 0],
  ['prefix', ({ workload }) => workload.prefix, 0],
];

function statedFigure(name: DerivedFigure): (run: Run) => number | null {
  return ({ measured, derived }) => (derived.includes(name) ? null : measured[name]);
}

/** A field that two files state differently. */
interface Contradiction {
  readonly what: string;
  readonly reading: Reading;
  readonly value: number | string;
  readonly best: { readonly reading: Reading; readonly value: number | string };
}

/** Fields that files of one measurement state differently: it is unknown which is right, so both are reported. */
export function contradictions(readings: readonly Reading[]): Problem[] {
  const facts = new Set(readings.flatMap(({ run }) => [...(run?.facts.setup.keys() ?? [])]));
  const compared = [
    ...COMPARED,
    ...[...facts].map((name) => [name, ({ facts: { setup } }: Run) => setup.get(name) ?? null, 0] as const),
  ];
  const found = compared.flatMap(([what, read, tolerance]): Contradiction[] => {
    const stated = readings.flatMap((reading) => {
      const value = reading.run === null ? null : read(reading.run);
      return value === null ? [] : [{ value, reading }];
    });
    const [best] = stated;
    const other = stated.find(({ value }) => best !== undefined && !isNear(value, best.value, tolerance));
    return best === undefined || other === undefined ? [] : [{ what, ...other, best }];
  });
  const pairs = [...groupBy(found, ({ reading }) => reading).values()];
  return pairs.flatMap((pair) => [...groupBy(pair, ({ best }) => best.reading).values()].map(told));
}

/** Most fields in a sentence. */
const MOST_FIELDS = 4;

/** One warning for everything that two files state differently. */
function told(all: readonly Contradiction[]): Problem {
  const [first, ...others] = all;
  if (first === undefined) throw new Error('no contradiction to tell');
  const { what, reading, value, best } = first;
  const also = others.slice(0, MOST_FIELDS - 1).map((one) => `${one.what} ${one.value} and ${one.best.value}`);
  const more = others.length - also.length;
  const list = [...also, ...(more > 0 ? [`${more} more`] : [])].join(', ');
  const rest = list === '' ? '' : `; likewise ${list}`;
  const isWithin = reading.path === best.reading.path;
  const where = isWithin ? placeIn(best.reading) : best.reading.path;
  const own = isWithin && reading.entry?.line == null ? `${placeIn(reading)} ` : '';
  const message = `${own}states ${what} ${value}, but ${where}, of the same run, states ${best.value}${rest}`;
  const line = isWithin ? (reading.entry?.line ?? null) : null;
  return { ...problem('warning', 'unlike-statements', message, reading.path), line };
}

function isNear(a: number | string, b: number | string, tolerance: number): boolean {
  if (typeof a === 'string' || typeof b === 'string') return String(a).toLowerCase() === String(b).toLowerCase();
  return Math.abs(a - b) <= tolerance * Math.max(Math.abs(a), Math.abs(b));
}
