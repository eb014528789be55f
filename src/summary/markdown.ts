import { overviewTable } from './columns.ts';
import { alertOf, comparedBlocks, comparisonBlocks } from './comparison.ts';
import { type Detail, fitTo } from './detail.ts';
import { escapeText } from './escape.ts';
import type { ImageUrl } from './image.ts';
import { notes, omissions, problemNotes } from './note.ts';
import { formatPlural } from './number.ts';
import { conditionsOf, sizeOf, titleOf } from './phrase.ts';
import { rejectedFiles } from './problem.ts';
import type { Report } from './report.ts';
import { sectionOf } from './section.ts';
import { markdownTable } from './table.ts';
import { countsOf } from './verdict.ts';

export interface MarkdownOptions {
  /** `relativeImages`, `namedImages`, or URLs of one's own. */
  readonly images: ImageUrl;
  /** Most UTF-8 bytes: `JOB_SUMMARY_BYTES`, `COMMENT_BYTES`; none by default. */
  readonly limit?: number;
}

/** The report as GitHub Markdown, with as much detail as fits: verdict and answer first, what they rest on last. */
export function renderMarkdown(report: Report, { images, limit = Number.POSITIVE_INFINITY }: MarkdownOptions): string {
  return fitTo(
    limit,
    (detail) =>
      page([
        ...alertOf(report),
        ...heading(report),
        ...changeAndFronts(report, images, detail),
        ...comparedBlocks(report, detail),
        notes(report),
        ...problemNotes(report, detail),
        omissions(report, detail),
      ]),
    () =>
      page([...alertOf(report), ...heading(report), 'There is no room here for more; all of it is in `report.json`.']),
  );
}

/** Blocks set apart by an empty line, which ends a table, a list or HTML before the next begins. */
function page(blocks: readonly string[]): string {
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

function heading(report: Report): string[] {
  const against = report.compared === null ? [] : countsOf(report.compared);
  return [...titleBlocks(report), ...(against.length > 0 ? [escapeText(against.join(' · '))] : [])];
}

function titleBlocks({ scenarios, runs, problems }: Report): string[] {
  const [only] = scenarios;
  const rejected = rejectedFiles(problems);
  const unread = rejected === 0 ? [] : [`**${formatPlural(rejected, 'report')} could not be used**`];
  const counted = formatPlural(runs.length, 'run');
  if (only === undefined) return ['## No benchmark run to show', [counted, ...unread].join(' · ')];
  if (scenarios.length > 1) {
    return [`## Pareto fronts of ${formatPlural(scenarios.length, 'scenario')}`, [counted, ...unread].join(' · ')];
  }
  const facts = escapeText([...conditionsOf(only.scenario), sizeOf(only.scenario), counted].join(' · '));
  return [`## ${escapeText(titleOf(only.scenario))}`, [facts, ...unread].join(' · ')];
}

/** What became of a baseline, then the fronts as they are now. */
function changeAndFronts(report: Report, images: ImageUrl, detail: Detail): string[] {
  const comparison = comparisonBlocks(report, detail);
  const headed = comparison.length > 0;
  return [...comparison, overview(report, headed, detail), ...sections(report, headed, images, detail)];
}

function overview({ scenarios }: Report, headed: boolean, { overviewRows }: Detail): string {
  if (scenarios.length < 2) return '';
  const hidden = scenarios.length - overviewRows;
  const more = hidden > 0 ? `\n\nand ${formatPlural(hidden, 'more scenario')} in \`report.json\`` : '';
  return (headed ? '### Scenarios\n\n' : '') + markdownTable(overviewTable(scenarios, overviewRows)) + more;
}

function sections({ scenarios, plots, compared }: Report, headed: boolean, images: ImageUrl, detail: Detail): string[] {
  const { frontRows, pointTables } = detail;
  const titled = scenarios.length > 1;
  return scenarios
    .slice(0, detail.scenarios)
    .flatMap((scenario, i) =>
      sectionOf(scenario, { titled, headed, plots, images, compared, frontRows, listed: i < pointTables }),
    );
}
