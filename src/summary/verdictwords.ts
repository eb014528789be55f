import type { Comparison } from '../regression/compare.ts';
import { lossesOf } from '../regression/losses.ts';
import type { RowVerdict, Verdict } from '../regression/verdict.ts';
import type { Problem } from '../run/problem.ts';
import { adviceOn } from './advice.ts';
import { doubts, frontMove, gaps, judgedRows, kept, moves, placesIn, pointsIn, readingMoves } from './claim.ts';
import { blindSpots, detectableLine, effectClauses, gainsBeside, suspectClauses } from './effectwords.ts';
import { plain, shorten } from './escape.ts';
import { limits } from './limitclaim.ts';
import type { Medium } from './medium.ts';
import { hasSeveralScenarios } from './moved.ts';
import { formatCount, formatPlural } from './numberformat.ts';
import { originOf } from './origin.ts';
import type { ComparisonReport, Report } from './report.ts';

/** GitHub's kinds of alert. */
export type Tone = 'CAUTION' | 'WARNING' | 'TIP' | 'NOTE';

/** The verdict in one line of plain words, and what to do about it, all in plain text. */
export interface Headline {
  readonly tone: Tone;
  /** `Regression`, `Baseline not found`. */
  readonly word: string;
  readonly text: string;
  /** Sentences; none if there is nothing to do. */
  readonly next: readonly string[];
}

/** The longest reason that fits the line, in characters. */
const REASON_LENGTH = 400;

const WORDS: Readonly<Record<Verdict, string>> = {
  regression: 'Regression',
  missing: 'Missing',
  inconclusive: 'Inconclusive',
  'not-comparable': 'Not comparable',
  improvement: 'Improvement',
  pass: 'Pass',
  none: 'Nothing gated',
};

const TONES: Readonly<Record<Verdict, Tone>> = {
  regression: 'CAUTION',
  missing: 'WARNING',
  inconclusive: 'WARNING',
  'not-comparable': 'WARNING',
  improvement: 'TIP',
  pass: 'TIP',
  none: 'NOTE',
};

/** What to say first about a comparison. */
export function headlineOf(report: Report, compared: ComparisonReport): Headline {
  const { verdict } = compared.comparison;
  const lost = baselineLost(compared);
  const isDoubtful = lost || nothingMatches(compared.comparison) || isOfItself(report, compared);
  const isWarned = isDoubtful && TONES[verdict] !== 'CAUTION';
  const unfound = lost && verdict === 'none';
  const failure = unfound ? report.problems.find(({ code }) => code === 'baseline-error') : undefined;
  const clauses = unfound
    ? [failure === undefined ? 'nothing was compared' : reasonOf(failure)]
    : clausesOf(report, compared);
  const word = failure === undefined ? 'Baseline not found' : 'Baseline could not be read';
  return {
    tone: isWarned ? 'WARNING' : TONES[verdict],
    word: unfound ? word : WORDS[verdict],
    text: clauses.join('; '),
    next: adviceOn(report, compared),
  };
}

/** Why there is no baseline, without its title, which is the word before it. */
function reasonOf({ message }: Problem): string {
  return shorten(plain(message.replace(/^baseline .+?: (?:cannot be read: )?/, '')), REASON_LENGTH);
}

/** Whether everything that passed was compared with itself. */
function isOfItself({ problems }: Report, { comparison }: ComparisonReport): boolean {
  return TONES[comparison.verdict] === 'TIP' && problems.some(({ code }) => code === 'same-files');
}

/** The verdict for a terminal: `regression (3 of 65 points lost …)`, `none (baseline not found: …)`; plain text. */
export function verdictLine({ word, text }: Headline, { comparison: { verdict } }: ComparisonReport): string {
  const why = word === WORDS[verdict] ? text : `${word.toLowerCase()}: ${text}`;
  return `${verdict} (${why})`;
}

/** `65 points compared with the baseline: 3 regressions, 62 pass`, `6 missing`, in the form that the medium needs. */
export function countsOf({ baseline, comparison }: ComparisonReport, medium: Medium): string[] {
  if (baseline === null) return [];
  const { rows } = comparison;
  const judged = judgedRows(rows);
  const losses = lossesOf(comparison);
  const kinds = [
    ...regressions(losses.points),
    ...counted(judged, 'inconclusive', (count) => `${formatCount(count)} inconclusive`),
    ...counted(judged, 'improvement', (count) => formatPlural(count, 'improvement')),
    ...counted(judged, 'pass', (count) => `${formatCount(count)} pass`),
    ...regressions(losses.together, ' of points together'),
    ...regressions(losses.beside, ' of a point beside the others'),
    ...regressions(losses.readings, ' of what a front gives'),
  ];
  const origin = originOf(baseline, medium);
  const [what, note] =
    baseline.runs > 1
      ? [formatPlural(baseline.runs, 'earlier run'), `the newest from ${origin}`]
      : ['the baseline', origin];
  const source = `with ${what}${origin === '' ? '' : ` (${note})`}`;
  const metrics = judged.length > pointsIn(judged) ? ` in ${formatPlural(judged.length, 'row')}` : '';
  return [
    judged.length === 0
      ? `No point compared ${source}`
      : `${placesIn(judged)} compared ${source}${metrics}: ${kinds.join(', ')}`,
    ...counted(rows, 'missing', (count) => `${formatCount(count)} missing`),
    ...counted(rows, 'new', (count) => `${formatCount(count)} new`),
    ...counted(rows, 'not-comparable', (count) => `${formatCount(count)} not comparable`),
    ...detectableLine(comparison),
  ];
}

function regressions(count: number, of = ''): string[] {
  return count === 0 ? [] : [`${formatPlural(count, 'regression')}${of}`];
}

/** Whether a baseline was asked for and not found. */
function baselineLost({ asked, baseline }: ComparisonReport): boolean {
  return asked && baseline === null;
}

/** Whether no point of the baseline has a counterpart, whatever bounds in units say. */
function nothingMatches({ rows }: Pick<Comparison, 'rows'>): boolean {
  return rows.length > 0 && rows.every(({ verdict }) => verdict === 'not-comparable');
}

/** First the clause for the verdict itself, then what else the reader must know. */
function clausesOf(report: Report, compared: ComparisonReport): string[] {
  const { rows, fronts, readings, absolute, accepted, verdict } = compared.comparison;
  const several = hasSeveralScenarios({ ...report, compared });
  const front = frontMove(fronts);
  const own: Readonly<Record<Verdict, readonly string[]>> = {
    regression: [
      ...effectClauses(compared.comparison, 'regression', several),
      ...gainsBeside(compared.comparison, several),
      ...moves(rows, 'regression'),
      ...limits(report, absolute, 'regression'),
      ...front,
      ...readingMoves(readings, 'regression'),
      ...doubts(compared.comparison),
    ],
    missing: [...gaps(compared), ...limits(report, absolute, 'missing'), ...others(compared), ...front],
    inconclusive: [
      ...effectClauses(compared.comparison, 'inconclusive', several),
      ...doubts(compared.comparison),
      ...limits(report, absolute, 'inconclusive'),
      ...front,
    ],
    'not-comparable': front,
    improvement: [
      ...effectClauses(compared.comparison, 'improvement', several),
      ...moves(rows, 'improvement'),
      ...readingMoves(readings, 'improvement'),
      ...limits(report, absolute, 'pass'),
      ...front,
    ],
    pass: [
      ...kept(rows),
      ...suspectClauses(compared.comparison, compared.baseline?.runs ?? 0, several),
      ...blindSpots(compared.comparison),
      ...limits(report, absolute, 'pass'),
      ...front,
    ],
    none: front.length > 0 ? front : ['no bound applies to any point or front'],
  };
  return [
    ...own[verdict],
    ...(nothingMatches({ rows }) ? [whyNothingMatches(report)] : []),
    ...(accepted.length > 0 ? [`${formatPlural(accepted.length, 'loss', 'losses')} accepted`] : []),
    ...oneSided(compared.comparison),
    ...(baselineLost(compared) ? ['the baseline was not found, so nothing was compared with it'] : []),
  ];
}

/** What differs, in the words of the remark. */
function whyNothingMatches(report: Report): string {
  const remark = report.problems.find(({ code }) => code === 'not-comparable')?.message;
  return shorten(plain(remark ?? 'the sides have nothing in common, so nothing was compared'), REASON_LENGTH);
}

/** What became of the points that are not missing. */
function others({ comparison }: ComparisonReport): string[] {
  const unsure = doubts(comparison);
  if (unsure.length > 0) return unsure;
  const points = pointsIn(judgedRows(comparison.rows));
  if (points === 0) return [];
  return [
    points === 1 ? 'the other point keeps its bounds' : `the other ${formatCount(points)} points keep their bounds`,
  ];
}

/** Points on one side only; missing ones are left out if they are the verdict, which was mentioned before. */
function oneSided({ rows, verdict }: Comparison): string[] {
  const missing =
    verdict === 'missing' ? [] : counted(rows, 'missing', (count) => `${formatPlural(count, 'point')} missing`);
  const added = counted(rows, 'new', (count) =>
    missing.length > 0 ? `${formatCount(count)} new` : `${formatPlural(count, 'point')} new`,
  );
  return missing.length + added.length === 0 ? [] : [[...missing, ...added].join(', ')];
}

/** How many rows have a verdict, in words; nothing if none has. */
function counted(rows: Comparison['rows'], wanted: RowVerdict, words: (count: number) => string): string[] {
  const count = rows.filter(({ verdict }) => verdict === wanted).length;
  return count === 0 ? [] : [words(count)];
}
