import { wrapped } from '../screen/cells.ts';
import type { Paint } from '../screen/paint.ts';
import type { Screen } from '../screen/screen.ts';
import { bestAt } from './best.ts';
import { plain } from './escape.ts';
import { gapLines } from './gapline.ts';
import { TERMINAL } from './medium.ts';
import { formatPlural } from './numberformat.ts';
import { nameOf } from './phrase.ts';
import { countProblems } from './problemorder.ts';
import type { Report } from './report.ts';
import { faintLines } from './textexhibit.ts';
import { HANGING, ledLines } from './textsentence.ts';
import { verdictPaint } from './verdictpaint.ts';
import { countsOf, type Headline, headlineOf, type Tone, verdictLine } from './verdictwords.ts';

/** Where a report was written, as the user would name the place. */
export interface ReportPaths {
  /** `pareto-report/summary.md`. */
  readonly summary: string;
  /** The interactive page; null if there is none. */
  readonly page: string | null;
  /** The rest of the folder: `report.json`, `plots/`. */
  readonly others: readonly string[];
}

/** The most speeds whose answers are listed individually. */
const MOST_BEST = 10;

const TONES: Readonly<Record<Tone, Paint | null>> = {
  CAUTION: 'bad',
  WARNING: 'doubtful',
  TIP: 'good',
  NOTE: null,
};

/** The first lines on a comparison; none if nothing was compared. */
export function headlineLines(report: Report, screen: Screen): string[] {
  if (report.compared === null) return [];
  const headline = headlineOf(report, report.compared);
  return ledLines(headline.word, `: ${plain(headline.text)}`, paintOf(headline, report), screen);
}

/** The answer at each speed that was asked for, and the previous one. */
export function bestLines(report: Report, screen: Screen): string[] {
  const { shown, hidden } = bestAt(report, MOST_BEST);
  const lines = shown.flatMap(({ lead, answer }) => ledLines(lead, `: ${answer}`, 'strong', screen));
  return hidden > 0
    ? [...lines, ...faintLines(`${formatPlural(hidden, 'more reading')} in summary.md`, screen)]
    : lines;
}

/** The verdict, what to do about it, what it is based on, and what else a reader must know. */
export function closingLines(report: Report, screen: Screen): string[] {
  const { problems, leftOut, compared, runs, scenarios } = report;
  const next = compared === null ? [] : headlineOf(report, compared).next.map(plain);
  const against = compared === null ? [] : countsOf(compared, TERMINAL);
  return [
    ...verdictLines(report, screen),
    ...[
      ...next,
      ...(against.length > 0 ? [against.join(' · ')] : []),
      ...gapLines(compared?.baseline ?? null, TERMINAL),
      ...leftOut.map(({ option, runs: left }) => `${formatPlural(left, 'run')} left out by ${nameOf(option)}`),
      `${formatPlural(runs.length, 'run')} in ${formatPlural(scenarios.length, 'scenario')}${
        problems.length === 0 ? '' : `, ${countProblems(problems)}`
      }`,
    ].flatMap((sentence) => wrapped(sentence, screen.columns, HANGING)),
  ];
}

/** `Verdict: regression (…)`. */
export function verdictLines(report: Report, screen: Screen): string[] {
  if (report.compared === null) return ledLines('Verdict', ': none (nothing was gated)', 'strong', screen);
  const headline = headlineOf(report, report.compared);
  const { verdict } = report.compared.comparison;
  const reason = plain(verdictLine(headline, report.compared)).slice(verdict.length);
  return ledLines(`Verdict: ${verdict}`, reason, paintOf(headline, report), screen);
}

/** `Wrote pareto-report/summary.md, …`. */
export function writtenLines(written: ReportPaths | null, { columns }: Screen): string[] {
  if (written === null) return [];
  const { summary, page, others } = written;
  const files = [summary, ...others].join(', ');
  return [
    ...wrapped(`Wrote ${plain(files)}`, columns),
    ...(page === null ? [] : wrapped(`Explore interactively: ${plain(page)}`, columns)),
  ];
}

function paintOf({ tone }: Headline, { compared }: Report): Paint | null {
  return tone === 'NOTE' && compared !== null ? verdictPaint(compared.comparison.verdict) : TONES[tone];
}
