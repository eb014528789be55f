import { parseBound } from '../regression/bound.ts';
import type { Row } from '../regression/row.ts';
import type { RowVerdict } from '../regression/verdict.ts';
import { groupBy } from '../run/groupby.ts';
import { type Exhibit, exhibit } from './exhibit.ts';
import { loadColumns } from './loadcolumns.ts';
import { formatChange, formatNumber, UNKNOWN } from './number.ts';
import { atLoad, metricLabel, metricName } from './phrase.ts';
import type { Compared, Report } from './report.ts';
import type { Column } from './table.ts';

/** Verdicts on points that both sides have and that did not just pass, the worst first. */
const MOVED: readonly RowVerdict[] = ['regression', 'inconclusive', 'improvement'];

const VERDICT: Column<Row> = { label: 'Verdict', align: 'left', text: ({ verdict }) => verdictWord(verdict) };

/** Longest name of a point with that of its scenario, in characters. */
const POINT_LENGTH = 240;

/** Smallest p that is written out. */
const LEAST_P = 0.001;

/** Whether a report has to say which scenario a thing belongs to: one on either side may not be the only one. */
export function hasSeveralScenarios({ scenarios, compared }: Pick<Report, 'scenarios' | 'compared'>): boolean {
  const ids = [...scenarios, ...(compared?.fronts ?? [])].map(({ scenario }) => scenario.id);
  return new Set(ids).size > 1;
}

/** Rows that moved, the worst first: by verdict, then by how far. */
export function movedRows(rows: readonly Row[]): Row[] {
  return MOVED.flatMap((verdict) =>
    rows
      .filter((row) => row.verdict === verdict)
      // An unknown change may be anything.
      .sort(
        (a, b) => Math.abs(b.change ?? Number.POSITIVE_INFINITY) - Math.abs(a.change ?? Number.POSITIVE_INFINITY) || 0,
      ),
  );
}

/** The points that moved. */
export function movedExhibit(report: Report, { comparison }: Compared, most: number): Exhibit[] {
  const rows = movedRows(comparison.rows);
  return exhibit('Points that moved', rowColumns(hasSeveralScenarios(report)), rows, most);
}

/** The points that moved, as narrow as a comment is: a table for each metric, which its title names. */
export function movedDigest(report: Report, compared: Compared, most: number): Exhibit[] {
  const rows = movedRows(compared.comparison.rows);
  const shown = new Set(rows.slice(0, most));
  const columns = narrowColumns(hasSeveralScenarios(report));
  return [...groupBy(rows, ({ metric }) => metric)].flatMap(([metric, own]) => {
    const unit = / \(.*\)$/.exec(metricLabel(metric))?.[0] ?? '';
    return exhibit(
      `Points that moved in ${metricName(metric)}${unit}`,
      columns,
      own,
      own.filter((row) => shown.has(row)).length,
    );
  });
}

/** Every row of a comparison, also those that passed. */
export function everyRowExhibit(report: Report, { comparison }: Compared, most: number): Exhibit[] {
  return exhibit('Everything compared', rowColumns(hasSeveralScenarios(report)), comparison.rows, most);
}

/** `missing`, `not comparable`. */
export function verdictWord(verdict: RowVerdict): string {
  return verdict.replaceAll('-', ' ');
}

/** A column that is there only where there are several scenarios. */
export function scenarioColumn<R>(several: boolean, of: (row: R) => string | undefined): Column<R>[] {
  return several ? [{ label: 'Scenario', align: 'left', text: (row) => of(row) ?? '' }] : [];
}

function rowColumns(several: boolean): Column<Row>[] {
  return [
    VERDICT,
    ...scenarioColumn<Row>(several, ({ scenario }) => scenario),
    { label: 'Configuration', align: 'left', text: ({ configuration }) => configuration },
    ...loadColumns<Row>(({ load }) => load),
    { label: 'Metric', align: 'left', text: ({ metric }) => metricLabel(metric) },
    ...changeColumns(),
  ];
}

/** Of rows of one metric. Words take several lines where there is no room; numbers, without a space, never do. */
function narrowColumns(several: boolean): Column<Row>[] {
  const point = ({ scenario, configuration, load }: Row) =>
    `${several ? `${scenario}: ` : ''}${atLoad(configuration, load)}`;
  return [
    VERDICT,
    { label: 'Point', align: 'left', length: POINT_LENGTH, text: point },
    ...changeColumns().map((column) => ({ ...column, text: (row: Row) => column.text(row).replaceAll(' ', '') })),
  ];
}

function changeColumns(): Column<Row>[] {
  return [
    { label: 'Baseline', align: 'right', text: ({ baseline }) => formatNumber(baseline) },
    { label: 'Candidate', align: 'right', text: ({ candidate }) => formatNumber(candidate) },
    { label: 'Change', align: 'right', text: (row) => formatChange(row.change, limitOf(row)) },
    { label: 'Bound', align: 'right', text: ({ bound }) => bound ?? UNKNOWN },
    { label: 'p', align: 'right', text: ({ test }) => (test === null ? UNKNOWN : formatP(test.p)) },
  ];
}

/** The bound as the change it allows, or its mirror image where the change goes the other way. */
function limitOf({ metric, bound, change }: Row): number | null {
  const parsed = bound === null ? null : parseBound(metric, bound);
  if (parsed === null || 'mistake' in parsed) return null;
  return Math.sign(change ?? 0) * parsed.bound.limit;
}

function formatP(p: number): string {
  return p < LEAST_P ? `< ${LEAST_P}` : p.toFixed(3);
}
