import type { Reading } from '../pareto/frontreading.ts';
import type { AbsoluteResult } from '../regression/absolute.ts';
import { boundInWords } from '../regression/bound.ts';
import type { Comparison } from '../regression/compare.ts';
import type { EffectRow } from '../regression/effectrow.ts';
import type { FrontChange } from '../regression/judgedfront.ts';
import type { ReadingChange } from '../regression/judgedreading.ts';
import { metricOf } from '../regression/readingkind.ts';
import type { Row } from '../regression/row.ts';
import type { RowVerdict } from '../regression/verdict.ts';
import type { ReportJson } from '../report/reportjson.ts';
import { type Load, reportedConcurrency } from '../run/load.ts';
import { giverOf } from './phrase.ts';
import type { ComparisonReport } from './report.ts';

type ComparisonJson = NonNullable<ReportJson['comparison']>;

/** A comparison in `report.json`: only the keys of the contract, in its order. */
export function comparisonOf({ baseline, comparison }: ComparisonReport): ComparisonJson {
  const { rows, fronts, readings, effects, detectable, absolute } = comparison;
  return {
    baseline: baseline === null ? null : { source: baseline.source, commit: baseline.commit, runs: baseline.runs },
    counts: countsOf(rows),
    points: rows.map(rowOf),
    fronts: fronts.map(frontOf),
    effects: effects.map(effectOf),
    detectable: [...detectable],
    readings: readings.map(readingOf),
    absolute: absolute.map(absoluteOf),
    remeasure: remeasureOf(comparison),
  };
}

/** The points that more runs would settle, as a matrix for a job that measures them. */
export function remeasureOf({ remeasure }: Pick<Comparison, 'remeasure'>): ComparisonJson['remeasure'] {
  return {
    include: remeasure.map(({ scenario, configuration, load, runs }) => ({
      ...{ scenario, configuration, ...placeOf(load), runs },
    })),
  };
}

function placeOf(load: Load | null): { concurrency: number | null; rate: number | null } {
  return { concurrency: load?.concurrency ?? null, rate: load?.rate ?? null };
}

/** Counts rows; a point on one side only is one row. */
function countsOf(rows: readonly Row[]): ComparisonJson['counts'] {
  const count = (verdict: RowVerdict) => rows.filter((row) => row.verdict === verdict).length;
  return {
    pass: count('pass'),
    regression: count('regression'),
    improvement: count('improvement'),
    inconclusive: count('inconclusive'),
    missing: count('missing'),
    new: count('new'),
    'not-comparable': count('not-comparable'),
  };
}

/** The load has the same form as in `scenarios`, so that the two can be joined. */
function rowOf(row: Row): ComparisonJson['points'][number] {
  const { scenario, configuration, load, metric, baseline, candidate, change, bound, test, verdict } = row;
  return {
    ...{ scenario, configuration, concurrency: load?.concurrency ?? null, rate: load?.rate ?? null, metric },
    ...{ baseline, candidate, change, bound },
    test:
      test === null
        ? null
        : { name: test.name, p: test.p, runs: test.runs, samples: [test.samples[0], test.samples[1]] },
    verdict,
  };
}

function frontOf(front: FrontChange): ComparisonJson['fronts'][number] {
  const { scenario, baselineArea, candidateArea, change, bound, verdict } = front;
  return { scenario, baselineArea, candidateArea, change, bound, verdict };
}

function effectOf({ load, ...of }: EffectRow): ComparisonJson['effects'][number] {
  const { scenario, metric, effect, configuration, change, p, verdict } = of;
  return { scenario, metric, effect, configuration, ...placeOf(load), change, p, verdict };
}

function readingOf({ scenario, read, x, ...reading }: ReadingChange): ComparisonJson['readings'][number] {
  const { baseline, candidate, change, bound, verdict } = reading;
  return {
    scenario,
    metric: metricOf(read),
    'throughput-per-user': x,
    baseline: baseline?.y ?? null,
    baselineBy: baseline === null ? null : giverOf(baseline, (id) => id),
    candidate: candidate?.y ?? null,
    candidateBy: candidate === null ? null : giverOf(candidate, (id) => id),
    ...{ change, bound, verdict },
  };
}

/** The loads that a reading lies between: concurrencies, otherwise requested rates; null where nothing is read. */
export function loadsOf(reading: Reading | null): ComparisonJson['absolute'][number]['between'] {
  const [from, to] = (reading?.between ?? []).map(({ load }) => reportedConcurrency(load) ?? load.rate);
  return reading === null ? null : [from ?? null, to ?? null];
}

function absoluteOf(result: AbsoluteResult): ComparisonJson['absolute'][number] {
  const { scenario, bounds, best, reading, verdict } = result;
  return {
    scenario,
    bounds: bounds.map(boundInWords),
    best: best === null ? null : { configuration: best.configuration.id, concurrency: best.point.load.concurrency },
    between: loadsOf(reading),
    value: reading?.y ?? null,
    verdict,
  };
}
