import { parseBound } from '../regression/bound.ts';
import type { Row } from '../regression/row.ts';
import type { RowVerdict } from '../regression/verdict.ts';
import { largestOf } from '../run/extent.ts';
import { groupBy } from '../run/groupby.ts';
import type { Point } from '../scenario/scenario.ts';
import { type Exhibit, exhibit } from './exhibit.ts';
import { loadColumns } from './loadcolumns.ts';
import { formatBound, formatChange, UNKNOWN } from './numberformat.ts';
import { pairIn } from './pair.ts';
import { atLoad, metricLabel, metricName } from './phrase.ts';
import { formatP, scatterWords } from './probability.ts';
import { formatMedian, MEANING_OF_REPEATS, samplesOf } from './repeats.ts';
import type { ComparisonReport, Report } from './report.ts';
import { scenarioNames } from './scenarioname.ts';
import { type Column, ESSENTIAL } from './tableblock.ts';
import { verdictPaint } from './verdictpaint.ts';

/** Verdicts on points that both sides have and that did not simply pass, the worst first. */
const MOVED: readonly RowVerdict[] = ['regression', 'inconclusive', 'improvement'];

const VERDICT: Column<Row> = {
  label: 'Verdict',
  align: 'left',
  worth: 8,
  paint: ({ verdict }) => verdictPaint(verdict),
  text: ({ verdict, isOlder }) => `${verdictWord(verdict)}${isOlder ? OLDER : ''}`,
};

/** Marks what is in doubt only against an older level. */
const OLDER = ' *';
const meaningOfP = (runs: number) => `${P_NOTE} judging by ${scatterWords(runs)}.`;
const P_NOTE = 'p: how likely noise alone would move it this far,';
const MEANING_OF_OLDER = `*: compared with the runs before the newest, since the newest alone may be one bad night.`;

/** The longest name of a point, including its scenario's, in characters. */
const POINT_LENGTH = 240;

/** Whether a report must say which scenario something belongs to: either side may have further ones. */
export function hasSeveralScenarios({ scenarios, compared }: Pick<Report, 'scenarios' | 'compared'>): boolean {
  const ids = [...scenarios, ...(compared?.fronts ?? [])].map(({ scenario }) => scenario.id);
  return new Set(ids).size > 1;
}

/** Rows that moved, the worst first: by verdict, then by how far. */
export function movedRows(rows: readonly Row[]): Row[] {
  return MOVED.flatMap((verdict) =>
    rows
      .filter((row) => row.verdict === verdict)
      // An unknown change could be anything.
      .sort((a, b) => sizeOf(b) - sizeOf(a) || 0),
  );
}

/** As displayed, so that rows that look alike stay in the order of configurations and loads. */
function sizeOf({ change }: Row): number {
  return change === null ? Number.POSITIVE_INFINITY : Math.abs(Math.round(change * 1000));
}

/** The points that moved. */
export function movedExhibit(report: Report, compared: ComparisonReport, most: number): Exhibit[] {
  const rows = movedRows(compared.comparison.rows);
  return exhibit(
    'Points that moved',
    rowColumns(report, compared),
    rows,
    most,
    notesOf(rows, sidesIn(report, compared)),
  );
}

/** The title of a table of rows that share a verdict. */
const TITLES: Readonly<Partial<Record<RowVerdict, string>>> = {
  regression: 'Regressions',
  inconclusive: 'Inconclusive changes',
  improvement: 'Improvements',
};

/**
 * The points that moved, at phone width: a table for each verdict and metric, whose title says what its rows have in
 * common.
 */
export function movedDigest(report: Report, compared: ComparisonReport, most: number): Exhibit[] {
  const rows = movedRows(compared.comparison.rows);
  const shown = new Set(rows.slice(0, most));
  const sides = sidesIn(report, compared);
  return [...groupBy(rows, ({ metric, verdict }) => `${verdict}\n${metric}`).values()].flatMap((own) => {
    const [first] = own;
    if (first === undefined) return [];
    const isOne = own.every(({ bound }) => bound === first.bound);
    const bound = isOne && first.change !== null ? `, bound ${formatBound(first.bound)}` : '';
    const unit = / \(.*\)$/.exec(metricLabel(first.metric))?.[0] ?? '';
    return exhibit(
      `${TITLES[first.verdict] ?? ''} in ${metricName(first.metric)}${unit}${bound}`,
      narrowColumns(report, sides, isOne),
      own,
      own.filter((row) => shown.has(row)).length,
      narrowNotesOf(own, sides),
    );
  });
}

/** Every row of a comparison, including those that passed. */
export function everyRowExhibit(report: Report, compared: ComparisonReport, most: number): Exhibit[] {
  const { rows } = compared.comparison;
  return exhibit(
    'Everything compared',
    [pointColumn(report), ...judgedColumns(report, compared)],
    rows,
    most,
    notesOf(rows, sidesIn(report, compared)),
  );
}

/** `missing`, `not comparable`. */
export function verdictWord(verdict: RowVerdict): string {
  return verdict.replaceAll('-', ' ');
}

/** A column that exists only if there are several scenarios. */
export function scenarioColumn<R>(
  report: Pick<Report, 'scenarios' | 'compared'>,
  of: (row: R) => string | undefined,
): Column<R>[] {
  if (!hasSeveralScenarios(report)) return [];
  const nameOf = scenarioNames(report);
  return [{ label: 'Scenario', align: 'left', worth: 7, text: (row) => nameOf(of(row) ?? '') }];
}

/** Where and how much come first: they are what a phone's screen shows. */
function rowColumns(report: Report, compared: ComparisonReport): Column<Row>[] {
  return [
    ...scenarioColumn<Row>(report, ({ scenario }) => scenario),
    { label: 'Configuration', align: 'left', worth: ESSENTIAL, text: ({ configuration }) => configuration },
    ...loadColumns<Row>(({ load }) => load),
    ...judgedColumns(report, compared),
  ];
}

function judgedColumns(report: Report, compared: ComparisonReport): Column<Row>[] {
  const sides = sidesIn(report, compared);
  return [
    CHANGE,
    VERDICT,
    METRIC,
    { label: 'Baseline', align: 'right', worth: 5, text: (row) => figuresOf(row, sides)[0] },
    { label: 'Candidate', align: 'right', worth: 5, text: (row) => figuresOf(row, sides)[1] },
    BOUND,
    P,
  ];
}

/** For rows of one metric and verdict. */
function narrowColumns(report: Report, sides: RowSides, isOneBound: boolean): Column<Row>[] {
  const { text, ...point } = pointColumn(report);
  return [
    { ...point, text: (row) => `${text(row)}${row.isOlder ? OLDER : ''}` },
    CHANGE,
    { label: 'Before → after', align: 'right', worth: 6, text: (row) => figuresOf(row, sides).join(' → ') },
    ...(isOneBound ? [] : [BOUND]),
  ];
}

/** A point in words, which wrap onto several lines where room is short; numbers never do. */
function pointColumn(report: Report): Column<Row> {
  const several = hasSeveralScenarios(report);
  const nameOf = scenarioNames(report);
  return {
    label: 'Point',
    align: 'left',
    worth: ESSENTIAL,
    length: POINT_LENGTH,
    text: ({ scenario, configuration, load }) =>
      // The configuration starts the line, so that browsers do not break its name.
      `${atLoad(configuration, load)}${several ? ` · ${nameOf(scenario)}` : ''}`,
  };
}

/** Like `notesOf`, for the columns of a narrow table. */
function narrowNotesOf(rows: readonly Row[], sides: RowSides): string[] {
  return notesOf(rows, sides).filter((note) => !note.startsWith(P_NOTE));
}

/** Explanations of what cells say, for those that occur. */
function notesOf(rows: readonly Row[], sides: RowSides): string[] {
  const hasRepeats = rows.some((row) =>
    Object.values(sides(row)).some((side) => samplesOf(side, row.metric).length > 1),
  );
  const runs = rows.flatMap(({ test }) => test?.runs ?? []);
  return [
    ...(rows.some(({ test }) => test !== null && test.runs > 1) ? [MEANING_OF_BASELINE] : []),
    ...(rows.some(({ isOlder }) => isOlder) ? [MEANING_OF_OLDER] : []),
    ...(hasRepeats ? [MEANING_OF_REPEATS] : []),
    ...(runs.length > 0 ? [meaningOfP(largestOf(runs))] : []),
  ];
}

const MEANING_OF_BASELINE =
  'Baseline: the mean of the newest earlier runs, as far back as they agree with one another.';

const CHANGE: Column<Row> = {
  label: 'Change',
  align: 'right',
  worth: ESSENTIAL,
  paint: ({ verdict }) => verdictPaint(verdict),
  text: (row) => formatChange(row.change, limitOf(row)),
};

const METRIC: Column<Row> = {
  label: 'Metric',
  align: 'left',
  worth: 6,
  text: ({ metric }) => metricLabel(metric),
};

const BOUND: Column<Row> = {
  label: 'Bound',
  align: 'right',
  worth: 4,
  text: ({ bound, change }) => formatBound(change === null ? null : bound),
};

const P: Column<Row> = {
  label: 'p',
  align: 'right',
  worth: 2,
  text: ({ test }) => (test === null ? UNKNOWN : formatP(wayOf(test.p))),
};

function figuresOf(row: Row, sides: RowSides): [string, string] {
  const { baseline, candidate } = sides(row);
  return [
    formatMedian(row.metric, row.baseline, samplesOf(baseline, row.metric)),
    formatMedian(row.metric, row.candidate, samplesOf(candidate, row.metric)),
  ];
}

/** The points behind a row's figures; the level of several runs does not belong to one point. */
type RowSides = (row: Row) => { readonly baseline: Point | null; readonly candidate: Point | null };

/** Cached, because every level of detail of a page asks for the same. */
const known = new WeakMap<ComparisonReport, { readonly scenarios: Report['scenarios']; readonly sides: RowSides }>();

function sidesIn({ scenarios }: Report, compared: ComparisonReport): RowSides {
  const before = known.get(compared);
  if (before?.scenarios === scenarios) return before.sides;
  const sides = sidesOf({ scenarios }, compared);
  known.set(compared, { scenarios, sides });
  return sides;
}

function sidesOf(report: Pick<Report, 'scenarios'>, compared: ComparisonReport): RowSides {
  const pairOf = pairIn(report, compared);
  return (row) => {
    const pair = pairOf(row);
    const isLevel = (row.test?.runs ?? 1) > 1;
    return { baseline: isLevel ? null : (pair?.baseline.point ?? null), candidate: pair?.candidate.point ?? null };
  };
}

/** Probability of a change in its own direction: for a gain, of a gain at least as large. */
function wayOf(p: number): number {
  return Math.min(p, 1 - p);
}

/** The bound as the change it allows, or its mirror image where the change goes the other way. */
function limitOf({ metric, bound, change }: Row): number | null {
  const parsed = bound === null ? null : parseBound(metric, bound);
  if (parsed === null || 'mistake' in parsed) return null;
  return Math.sign(change ?? 0) * parsed.bound.limit;
}
