import { overviewTable } from './columns.ts';
import { alertOf, comparedBlocks, comparisonBlocks } from './comparison.ts';
import { type Detail, fitTo } from './detail.ts';
import { headingOf } from './heading.ts';
import type { ImageUrl } from './image.ts';
import { type Interactive, interactiveBlocks } from './interactive.ts';
import { notes, omissions, problemNotes } from './note.ts';
import { formatPlural } from './number.ts';
import { page } from './page.ts';
import { publishing } from './publishing.ts';
import { bestBlocks } from './reading.ts';
import type { Report } from './report.ts';
import { sectionOf } from './section.ts';
import { markdownTable } from './table.ts';

export interface MarkdownOptions {
  /** `relativeImages`, `namedImages`, or URLs of one's own. */
  readonly images: ImageUrl;
  /** Most UTF-8 bytes: `JOB_SUMMARY_BYTES`, `COMMENT_BYTES`; none by default. */
  readonly limit?: number;
  /** Where the interactive page is; null, or left out, where there is none. */
  readonly interactive?: Interactive | null;
  /** What could not be published, and why: sentences in plain text. */
  readonly notes?: readonly string[];
}

/** The report as GitHub Markdown, with as much detail as fits: verdict and answer first, what they rest on last. */
export function renderMarkdown(
  report: Report,
  { images, interactive = null, limit = Number.POSITIVE_INFINITY, notes: unpublished = [] }: MarkdownOptions,
): string {
  return fitTo(
    limit,
    (detail) =>
      page([
        ...alertOf(report),
        ...bestBlocks(report, detail.overviewRows),
        ...headingOf(report, 2),
        ...interactiveBlocks(interactive),
        ...changeAndFronts(report, images, detail),
        ...comparedBlocks(report, images, detail),
        notes(report),
        ...problemNotes(report, detail),
        ...publishing(unpublished),
        omissions(report, detail),
      ]),
    () =>
      page([
        ...alertOf(report),
        ...headingOf(report, 2),
        ...interactiveBlocks(interactive),
        ...publishing(unpublished),
        'There is no room here for more; all of it is in `report.json`.',
      ]),
  );
}

/** What became of a baseline, then the fronts as they are now. */
function changeAndFronts(report: Report, images: ImageUrl, detail: Detail): string[] {
  const comparison = comparisonBlocks(report, images, detail);
  const headed = comparison.length > 0;
  return [...comparison, overview(report, headed, detail), ...sections(report, headed, images, detail)];
}

function overview(report: Report, headed: boolean, { overviewRows }: Detail): string {
  const { scenarios } = report;
  if (scenarios.length < 2) return '';
  const hidden = scenarios.length - overviewRows;
  const more = hidden > 0 ? `\n\nand ${formatPlural(hidden, 'more scenario')} in \`report.json\`` : '';
  return (headed ? '### Scenarios\n\n' : '') + markdownTable(overviewTable(report, overviewRows)) + more;
}

function sections(report: Report, headed: boolean, images: ImageUrl, detail: Detail): string[] {
  const { scenarios, plots, compared, objectives: slo } = report;
  const { frontRows, pointTables, textPlots } = detail;
  const objectives = slo?.bounds ?? [];
  const all = { report, titled: scenarios.length > 1, headed, plots, images, compared, frontRows, objectives };
  return scenarios
    .slice(0, detail.scenarios)
    .flatMap((scenario, i) => sectionOf(scenario, { ...all, inCharacters: i < textPlots, listed: i < pointTables }));
}
