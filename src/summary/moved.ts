import { parseBound } from '../regression/bound.ts';
import type { Row } from '../regression/row.ts';
import type { RowVerdict } from '../regression/verdict.ts';
import { groupBy } from '../run/groupby.ts';
import type { Point } from '../scenario/scenario.ts';
import { type Exhibit, exhibit } from './exhibit.ts';
import { loadColumns } from './loadcolumns.ts';
import { formatBound, formatChange, UNKNOWN } from './number.ts';
import { pairIn } from './pair.ts';
import { AGAINST_OLDER, atLoad, metricLabel, metricName } from './phrase.ts';
import { formatP, MEANING_OF_P } from './probability.ts';
import { formatMedian, MEANING_OF_REPEATS, samplesOf } from './repeats.ts';
import type { Compared, Report } from './report.ts';
import { type Column, ESSENTIAL } from './table.ts';
import { verdictPaint } from './verdictpaint.ts';

/** Verdicts on points that both sides have and that did not just pass, the worst first. */
const MOVED: readonly RowVerdict[] = ['regression', 'inconclusive', 'improvement'];

const VERDICT: Column<Row> = {
  label: 'Verdict',
  align: 'left',
  worth: 8,
  paint: ({ verdict }) => verdictPaint(verdict),
  text: ({ verdict, isOlder }) => `${verdictWord(verdict)}${isOlder ? OLDER : ''}`,
};

/** Marks what is in doubt against an older level alone. */
const OLDER = ' *';
const MEANING_OF_OLDER = `*: ${AGAINST_OLDER}, which are the baseline here; the newest alone may be one bad night.`;

/** Longest name of a point with that of its scenario, in characters. */
const POINT_LENGTH = 240;

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
export function movedExhibit(report: Report, compared: Compared, most: number): Exhibit[] {
  const rows = movedRows(compared.comparison.rows);
  const sides = sidesIn(report, compared);
  return exhibit('Points that moved', rowColumns(hasSeveralScenarios(report), sides), rows, most, notesOf(rows, sides));
}

/** The points that moved, as narrow as a comment is: a table for each metric, which its title names. */
export function movedDigest(report: Report, compared: Compared, most: number): Exhibit[] {
  const rows = movedRows(compared.comparison.rows);
  const shown = new Set(rows.slice(0, most));
  const sides = sidesIn(report, compared);
  const columns = narrowColumns(hasSeveralScenarios(report), sides);
  return [...groupBy(rows, ({ metric }) => metric)].flatMap(([metric, own]) => {
    const unit = / \(.*\)$/.exec(metricLabel(metric))?.[0] ?? '';
    return exhibit(
      `Points that moved in ${metricName(metric)}${unit}`,
      columns,
      own,
      own.filter((row) => shown.has(row)).length,
      notesOf(own, sides),
    );
  });
}

/** Every row of a comparison, also those that passed. */
export function everyRowExhibit(report: Report, compared: Compared, most: number): Exhibit[] {
  const { rows } = compared.comparison;
  const sides = sidesIn(report, compared);
  const columns = rowColumns(hasSeveralScenarios(report), sides);
  return exhibit('Everything compared', columns, rows, most, notesOf(rows, sides));
}

/** `missing`, `not comparable`. */
export function verdictWord(verdict: RowVerdict): string {
  return verdict.replaceAll('-', ' ');
}

/** A column that is there only where there are several scenarios. */
export function scenarioColumn<R>(several: boolean, of: (row: R) => string | undefined): Column<R>[] {
  return several ? [{ label: 'Scenario', align: 'left', worth: 7, text: (row) => of(row) ?? '' }] : [];
}

function rowColumns(several: boolean, sides: SidesOf): Column<Row>[] {
  return [
    VERDICT,
    ...scenarioColumn<Row>(several, ({ scenario }) => scenario),
    { label: 'Configuration', align: 'left', worth: ESSENTIAL, text: ({ configuration }) => configuration },
    ...loadColumns<Row>(({ load }) => load),
    { label: 'Metric', align: 'left', worth: 6, text: ({ metric }) => metricLabel(metric) },
    ...changeColumns(sides),
  ];
}

/** Of rows of one metric. Words take several lines where there is no room; numbers never do. */
function narrowColumns(several: boolean, sides: SidesOf): Column<Row>[] {
  const point = ({ scenario, configuration, load }: Row) =>
    `${several ? `${scenario}: ` : ''}${atLoad(configuration, load)}`;
  return [
    VERDICT,
    { label: 'Point', align: 'left', worth: ESSENTIAL, length: POINT_LENGTH, text: point },
    ...changeColumns(sides),
  ];
}

/** What a row's cells say is explained, where they say it. */
function notesOf(rows: readonly Row[], sides: SidesOf): string[] {
  const hasRepeats = rows.some((row) =>
    Object.values(sides(row)).some((side) => samplesOf(side, row.metric).length > 1),
  );
  return [
    ...(rows.some(({ test }) => test !== null && test.runs > 1) ? [MEANING_OF_BASELINE] : []),
    ...(rows.some(({ isOlder }) => isOlder) ? [MEANING_OF_OLDER] : []),
    ...(hasRepeats ? [MEANING_OF_REPEATS] : []),
    ...(rows.some(({ test }) => test !== null) ? [MEANING_OF_P] : []),
  ];
}

const MEANING_OF_BASELINE = 'Baseline: the mean of the newest earlier runs that do not differ from one another.';

function changeColumns(sides: SidesOf): Column<Row>[] {
  const median = (row: Row, side: 'baseline' | 'candidate') =>
    formatMedian(row.metric, row[side], samplesOf(sides(row)[side], row.metric));
  return [
    { label: 'Baseline', align: 'right', worth: 5, text: (row) => median(row, 'baseline') },
    { label: 'Candidate', align: 'right', worth: 5, text: (row) => median(row, 'candidate') },
    { label: 'Change', align: 'right', worth: ESSENTIAL, text: (row) => formatChange(row.change, limitOf(row)) },
    {
      label: 'Bound',
      align: 'right',
      worth: 4,
      text: ({ bound, change }) => formatBound(change === null ? null : bound),
    },
    {
      label: 'p',
      align: 'right',
      worth: 2,
      text: ({ test }) => (test === null ? UNKNOWN : formatP(wayOf(test.p))),
    },
  ];
}

/** The points that a row's figures are of; a level of several runs is no point's. */
type SidesOf = (row: Row) => { readonly baseline: Point | null; readonly candidate: Point | null };

function sidesIn(report: Report, compared: Compared): SidesOf {
  const pairOf = pairIn(report, compared);
  return (row) => {
    const pair = pairOf(row);
    const isLevel = (row.test?.runs ?? 1) > 1;
    return { baseline: isLevel ? null : (pair?.baseline.point ?? null), candidate: pair?.candidate.point ?? null };
  };
}

/** The chance of a change the way that it went: of a gain, one as large a gain. */
function wayOf(p: number): number {
  return Math.min(p, 1 - p);
}

/** The bound as the change it allows, or its mirror image where the change goes the other way. */
function limitOf({ metric, bound, change }: Row): number | null {
  const parsed = bound === null ? null : parseBound(metric, bound);
  if (parsed === null || 'mistake' in parsed) return null;
  return Math.sign(change ?? 0) * parsed.bound.limit;
}
