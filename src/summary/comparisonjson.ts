import type { AbsoluteResult } from '../regression/absolute.ts';
import type { FrontChange } from '../regression/front.ts';
import type { Row } from '../regression/row.ts';
import type { RowVerdict } from '../regression/verdict.ts';
import type { ReportJson } from '../report/reportjson.ts';
import type { Compared } from './report.ts';

type ComparisonJson = NonNullable<ReportJson['comparison']>;

/** What `report.json` holds of a comparison: only the keys of the contract, in its order. */
export function comparisonOf({ baseline, comparison }: Compared): ComparisonJson {
  const { rows, fronts, absolute } = comparison;
  return {
    baseline: baseline === null ? null : { source: baseline.source, commit: baseline.commit },
    counts: countsOf(rows),
    points: rows.map(rowOf),
    fronts: fronts.map(frontOf),
    absolute: absolute.map(absoluteOf),
  };
}

/** Of rows: a point on one side only is one row. */
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

/** The load is as the point has it in `scenarios`, so that the two can be joined. */
function rowOf(row: Row): ComparisonJson['points'][number] {
  const { scenario, configuration, load, metric, baseline, candidate, change, bound, test, verdict } = row;
  return {
    ...{ scenario, configuration, concurrency: load.concurrency, rate: load.rate, metric },
    ...{ baseline, candidate, change, bound },
    test: test === null ? null : { name: test.name, p: test.p, samples: [test.samples[0], test.samples[1]] },
    verdict,
  };
}

function frontOf(front: FrontChange): ComparisonJson['fronts'][number] {
  const { scenario, baselineArea, candidateArea, change, bound, verdict, at } = front;
  return {
    ...{ scenario, baselineArea, candidateArea, change, bound, verdict },
    at: at.map(({ x, ...reading }) => ({
      'throughput-per-user': x,
      baseline: reading.baseline,
      candidate: reading.candidate,
      change: reading.change,
    })),
  };
}

function absoluteOf({ scenario, bounds, best, verdict }: AbsoluteResult): ComparisonJson['absolute'][number] {
  return {
    scenario,
    bounds: [...bounds],
    best: best === null ? null : { configuration: best.configuration.id, concurrency: best.point.load.concurrency },
    verdict,
  };
}
