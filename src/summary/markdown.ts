import type { ScenarioFront } from '../pareto/front.ts';
import { overviewTable } from './columns.ts';
import { comparedBlocks, comparisonBlocks } from './comparison.ts';
import { type Contents, contentsOf, hasContents } from './contents.ts';
import { type Detail, fitTo } from './detail.ts';
import { escapeText } from './escape.ts';
import { fold } from './fold.ts';
import { headingOf } from './heading.ts';
import type { ImageUrl } from './image.ts';
import { interactiveBlocks, type PageLink } from './interactive.ts';
import { notes, omissions, problemNotes } from './note.ts';
import { formatPlural } from './numberformat.ts';
import { alertOf, openingOf } from './opening.ts';
import { page } from './page.ts';
import { conditionsOf, sizeOf, titleOf } from './phrase.ts';
import { publishing } from './publishnote.ts';
import type { Report } from './report.ts';
import { sectionOf } from './section.ts';
import { markdownTable } from './tableblock.ts';
import { worstScenariosFirst } from './worst.ts';

export interface MarkdownOptions {
  /** `relativeImages`, `namedImages`, or a function that gives URLs. */
  readonly images: ImageUrl;
  /** The most UTF-8 bytes: `JOB_SUMMARY_BYTES`, `COMMENT_BYTES`; unlimited by default. */
  readonly limit?: number;
  /** Where the interactive page is; null, or left out, if there is none. */
  readonly interactive?: PageLink | null;
  /** What could not be published, and why; plain-text sentences. */
  readonly notes?: readonly string[];
  /** Prefix of its ids, since other reports may be on the same page. */
  readonly anchor?: string;
}

/**
 * The report as GitHub Markdown, in as much detail as fits: the verdict and the answer first, their foundations last.
 */
export function renderMarkdown(
  report: Report,
  {
    images,
    interactive = null,
    limit = Number.POSITIVE_INFINITY,
    notes: unpublished = [],
    anchor = '',
  }: MarkdownOptions,
): string {
  const alert = alertOf(report);
  return fitTo(
    limit,
    function* (detail) {
      const opening = openingOf(report, alert, detail.overviewRows);
      yield* opening;
      yield* headingOf(report, 2, opening.length === 0);
      yield* interactiveBlocks(interactive);
      yield* changeAndFronts(report, images, detail, anchor);
      yield* comparedBlocks(report, images, detail);
      yield notes(report);
      yield* problemNotes(report, detail);
      yield* publishing(unpublished);
      yield omissions({ ...report, scenarios: worstScenariosFirst(report) }, detail);
    },
    () =>
      page([
        ...alert,
        ...headingOf(report, 2, report.compared === null),
        ...interactiveBlocks(interactive),
        ...publishing(unpublished),
        'There is no room here for more; all of it is in `report.json`.',
      ]),
  );
}

/** What became of a missing baseline, then the present fronts, the worst first. */
function* changeAndFronts(report: Report, images: ImageUrl, detail: Detail, anchor: string): Iterable<string> {
  const comparison = comparisonBlocks(report, images, detail);
  const headed = comparison.length > 0;
  const scenarios = worstScenariosFirst(report);
  const contents = hasContents(report) ? contentsOf(report, scenarios, anchor) : null;
  const found = overview({ ...report, scenarios }, contents, headed, detail);
  // A table of contents leads the page; the table of a few scenarios precedes their sections.
  yield* contents !== null ? [...found, ...comparison] : [...comparison, ...found];
  yield* sections(report, scenarios, contents, { headed, images, detail });
}

function overview(
  report: Report,
  contents: Contents | null,
  headed: boolean,
  { overviewRows, scenarios: sectioned }: Detail,
): string[] {
  const { scenarios } = report;
  if (scenarios.length < 2) return [];
  const table = markdownTable(overviewTable(report, overviewRows));
  const title = headed || contents !== null ? ['### Scenarios'] : [];
  if (contents !== null) {
    return [...title, ...contents.list(sectioned, overviewRows), ...fold('The scenarios as a table', [table])];
  }
  const hidden = scenarios.length - overviewRows;
  return [...title, table, ...(hidden > 0 ? [`and ${formatPlural(hidden, 'more scenario')} in \`report.json\``] : [])];
}

function* sections(
  report: Report,
  scenarios: readonly ScenarioFront[],
  contents: Contents | null,
  { headed, images, detail }: { readonly headed: boolean; readonly images: ImageUrl; readonly detail: Detail },
): Iterable<string> {
  const { plots, compared, objectives: slo } = report;
  const { frontRows, pointTables, textPlots } = detail;
  const objectives = slo?.bounds ?? [];
  const all = { report, headed, plots, images, compared, frontRows, objectives };
  const titled = scenarios.length > 1 && contents === null;
  for (const [i, scenario] of scenarios.slice(0, detail.scenarios).entries()) {
    const options = { ...all, titled, inCharacters: i < textPlots, listed: i < pointTables };
    if (contents === null) {
      yield* sectionOf(scenario, options);
      continue;
    }
    const about = escapeText(
      [titleOf(scenario.scenario), ...conditionsOf(scenario.scenario), sizeOf(scenario.scenario)].join(' · '),
    );
    yield* contents.section(scenario, i, [about, ...sectionOf(scenario, { ...options, headed: false })]);
  }
}
