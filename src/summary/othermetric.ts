import { changeOf } from '../regression/row.ts';
import { EXPLAINING, METRICS, type MetricId } from '../run/metric.ts';
import { type Exhibit, exhibit } from './exhibit.ts';
import { loadColumns } from './loadcolumns.ts';
import { movedRows, scenarioColumn } from './moved.ts';
import { formatChange, formatShare, UNKNOWN } from './numberformat.ts';
import { newestAlone } from './origin.ts';
import { type Pair, pairsOf } from './pair.ts';
import type { ComparisonReport, Report } from './report.ts';
import type { Column } from './tableblock.ts';

/** Metrics that hint at why a point moved. */
const TELLING: readonly MetricId[] = [
  ...(['throughput-per-user', 'throughput-per-gpu', 'output-throughput', 'request-throughput'] as const),
  ...(['ttft', 'ttft-p99', 'tpot', 'tpot-p99', 'itl', 'e2el', 'e2el-p99'] as const),
];

/** How the other metrics changed at the points that moved: they have no bound, and so no verdict. */
export function otherMetricsExhibit(report: Report, compared: ComparisonReport, most: number): Exhibit[] {
  const pairs = pairsOf(report, compared, movedRows(compared.comparison.rows));
  const known = EXPLAINING.filter((id) => pairs.some((pair) => changeIn(pair, id) !== null));
  const columns: Column<Pair>[] = [
    ...scenarioColumn<Pair>(report, ({ scenario }) => scenario),
    { label: 'Configuration', align: 'left', text: ({ candidate }) => candidate.configuration.id },
    ...loadColumns<Pair>(({ candidate }) => candidate.point.load),
    ...METRICS.filter(({ id }) => TELLING.includes(id) || known.includes(id)).map(
      ({ id, label }): Column<Pair> => ({ label, align: 'right', text: (pair) => formatChange(changeIn(pair, id)) }),
    ),
    { label: 'Failed', align: 'right', text: failuresIn },
  ];
  const title = 'Other metrics of the points that moved, without a verdict';
  return exhibit(title, columns, pairs, most, newestAlone(compared));
}

function changeIn({ baseline, candidate }: Pair, id: MetricId): number | null {
  return changeOf(baseline.point.metrics[id], candidate.point.metrics[id]);
}

/** A relative change of a failure rate from 0 is meaningless, so both rates are shown if either is above 0. */
function failuresIn({ baseline, candidate }: Pair): string {
  const [before, now] = [baseline, candidate].map(({ point }) => point.metrics['failure-rate'] ?? null);
  return (before ?? 0) > 0 || (now ?? 0) > 0 ? `${formatShare(before ?? null)} → ${formatShare(now ?? null)}` : UNKNOWN;
}
