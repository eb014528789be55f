import type { ScenarioFront } from '../pareto/front.ts';
import { PAPER, type Screen } from '../screen/screen.ts';
import { overviewTable } from './columns.ts';
import { formatPlural } from './numberformat.ts';
import type { Report } from './report.ts';
import { faintLines, tableLines, textExhibit } from './textexhibit.ts';
import { movementExhibits } from './textmovement.ts';
import { scenarioBlocks } from './textscenario.ts';
import { bestLines, closingLines, headlineLines, type ReportPaths, verdictLines, writtenLines } from './textverdict.ts';
import { worstScenariosFirst } from './worst.ts';

export type { ReportPaths } from './textverdict.ts';

/** The most rows and scenarios in output to a file, which can be read at leisure. */
const PAPER_ROWS = 50;
const PAPER_SCENARIOS = 20;

/** Scenarios that a screen shows individually; the others have their rows in the overview. */
const SCREEN_SCENARIOS = 3;

/** The shares of a screen's lines that tables may take, and their least rows: for the fronts, and for what moved. */
const FRONT_SHARE = 0.5;
const LEAST_FRONT = 10;
const MOVED_SHARE = 0.2;
const LEAST_MOVED = 5;

/**
 * The report for a terminal, or for a file in its place: the verdict and the answer first and last; in between each
 * scenario's trade-off and front, and what moved. Everything else is in the output folder.
 *
 * @param written where the report was written; null if readers have no use for that
 */
export function renderTerminal(report: Report, screen: Screen = PAPER, written: ReportPaths | null = null): string {
  const { scenarios } = report;
  const shown = scenariosOn(screen, report);
  const hidden = scenarios.length - shown.length;
  const frontRows = rowsOn(screen, FRONT_SHARE, LEAST_FRONT);
  const overview = overviewTable(report, frontRows);
  const best = bestLines(report, screen);
  const body = [
    [...headlineLines(report, screen)],
    best,
    ...(scenarios.length > 1 ? [tableLines(overview, scenarios.length - overview.rows.length, screen)] : []),
    ...shown.flatMap((scenario) => scenarioBlocks(scenario, report, frontRows, screen)),
    ...(hidden > 0 ? [faintLines(`${formatPlural(hidden, 'more scenario')} in summary.md`, screen)] : []),
    ...movementExhibits(report, rowsOn(screen, MOVED_SHARE, LEAST_MOVED)).map((shown) => textExhibit(shown, screen)),
  ];
  const closing = [closingLines(report, screen), writtenLines(written, screen)];
  const isLong = screen.height !== null && [...body, ...closing].flat().length > screen.height;
  return joined([...body, ...(isLong ? [best] : []), ...closing]);
}

/** Only the verdict, and the answer at each speed that was asked for. */
export function renderVerdict(report: Report, screen: Screen = PAPER): string {
  return joined([[...verdictLines(report, screen), ...(report.at.length > 0 ? bestLines(report, screen) : [])]]);
}

function joined(blocks: readonly (readonly string[])[]): string {
  return `${blocks
    .filter(({ length }) => length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

/** The worst first; on a screen, those with a front before the others. */
function scenariosOn({ height }: Screen, report: Report): readonly ScenarioFront[] {
  const all = worstScenariosFirst(report);
  if (height === null) return all.slice(0, PAPER_SCENARIOS);
  const withFirst = report.compared === null ? all.toSorted((a, b) => Number(isBare(a)) - Number(isBare(b))) : all;
  return withFirst.slice(0, SCREEN_SCENARIOS);
}

function isBare({ front }: ScenarioFront): boolean {
  return front.length === 0;
}

function rowsOn({ height }: Screen, share: number, least: number): number {
  return height === null ? PAPER_ROWS : Math.max(least, Math.floor(height * share));
}
