import { assumptionsOf } from './assumption.ts';
import type { Detail } from './detail.ts';
import { escapeText } from './escape.ts';
import { fold } from './fold.ts';
import { formatPlural } from './numberformat.ts';
import { problemBlocks } from './problemlist.ts';
import { countProblems, rejectedFiles } from './problemorder.ts';
import type { Report } from './report.ts';
import { rowsOf, tallyOf } from './tally.ts';

/** What the figures are based on. */
export function notes(report: Report): string {
  if (report.scenarios.length === 0 && report.leftOut.length === 0) return '';
  const lines = assumptionsOf(report).map((line) => `- ${escapeText(line)}`);
  return `**Assumptions**\n\n${lines.join('\n')}`;
}

/** An alert if something is missing or untrustworthy, and the problems, the worst first. */
export function problemNotes(report: Report, detail: Detail): string[] {
  const { problems } = report;
  return [...incompleteAlert(report), ...problemList(problems, detail.problems, rejectedFiles(problems) > 0)];
}

/** An alert if something is missing or untrustworthy. */
export function incompleteAlert({ problems, scenarios }: Report): string[] {
  const rejected = rejectedFiles(problems);
  const failed = tallyOf(scenarios).mostlyFailed;
  const alert = [
    ...(rejected > 0 ? [`Not counted here: ${formatPlural(rejected, 'report')} that could not be used.`] : []),
    ...(failed > 0 ? [`At ${formatPlural(failed, 'point')} more than half of the requests failed.`] : []),
  ];
  return alert.length > 0 ? [`> [!WARNING]\n> ${alert.join(' ')}`] : [];
}

function problemList(problems: Report['problems'], rows: number, open: boolean): string[] {
  if (problems.length === 0) return [];
  const title = `Problems: ${countProblems(problems)}`;
  if (rows === 0) return [`${title}, listed in \`report.json\``];
  return fold(title, problemBlocks(problems, rows), open);
}

/** What this page leaves out in order to fit; nothing if it is complete. */
export function omissions({ scenarios, compared }: Report, detail: Detail): string {
  const shown = scenarios.slice(0, detail.scenarios);
  const unlisted = shown.slice(detail.pointTables).filter((scenario) => rowsOf(scenario).length > 0);
  const parts = [
    omitted('the sections', scenarios.length - shown.length),
    omitted('part of the front', shown.filter(({ front }) => front.length > detail.frontRows).length),
    omitted('the tables of all points', unlisted.length),
    ...(detail.compared === 0 && compared !== null && compared.comparison.rows.length > 0 ? [EVERY_ROW] : []),
  ].filter((part) => part !== '');
  if (parts.length === 0) return '';
  const elsewhere = 'All of it is in `report.json`, every run in `runs.csv`.';
  return `> [!NOTE]\n> Left out here for length: ${parts.join('; ')}. ${elsewhere}`;
}

const EVERY_ROW = 'the table of everything compared';

function omitted(what: string, count: number): string {
  return count === 0 ? '' : `${what} of ${formatPlural(count, 'scenario')}`;
}
