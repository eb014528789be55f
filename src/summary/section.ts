import type { ScenarioFront } from '../pareto/front.ts';
import type { Bound } from '../regression/bound.ts';
import { answersOf } from './answer.ts';
import { frontBefore } from './before.ts';
import { bestIn } from './best.ts';
import { configurationTable, narrowFrontTable, pointTable } from './columns.ts';
import { escapeText } from './escape.ts';
import { markdownBody } from './exhibit.ts';
import { fold } from './fold.ts';
import { byKind, morePlots, type PlotOptions, plotBlocks } from './image.ts';
import { kneesOf } from './kneewords.ts';
import { formatPlural } from './numberformat.ts';
import { conditionsOf, sizeOf, titleOf } from './phrase.ts';
import { readingsExhibit } from './readingexhibit.ts';
import type { PlotFile, Report } from './report.ts';
import { markdownTable } from './tableblock.ts';
import { rowsOf } from './tally.ts';

/** What a section holds in addition to the scenario's answers. */
export interface SectionOptions extends PlotOptions {
  /** Whether it has a heading of its own. */
  readonly titled: boolean;
  /** Whether other blocks have headings, so that even a single section needs one. */
  readonly headed: boolean;
  readonly report: Report;
  /** The plots of all scenarios. */
  readonly plots: readonly PlotFile[];
  /** The most rows of the front; with 0, only the answers remain. */
  readonly frontRows: number;
  /** Service-level objectives, which points may miss. */
  readonly objectives: readonly Bound[];
  /** Whether every configuration and point is listed, folded away. */
  readonly listed: boolean;
}

/** One scenario: what its front says, its plot, the front, and the rest folded away. */
export function sectionOf(scenario: ScenarioFront, options: SectionOptions): string[] {
  const { titled, headed, frontRows, listed } = options;
  const blocks = [
    ...(titled ? headingOf(scenario) : headed ? ['### Front'] : []),
    answerList(scenario, options.report.compared),
  ];
  if (frontRows === 0) return blocks;
  const plots = options.plots.filter((plot) => plot.scenario === scenario.scenario.id);
  const { main, others } = byKind(plots);
  return [
    ...blocks,
    ...plotBlocks(scenario, main, { ...options, answers: bestIn(options.report, scenario.scenario.id) }),
    ...frontBlocks(scenario, frontRows, options.objectives),
    ...readingsOf(scenario, options),
    ...otherPlots(scenario, others, options),
    ...(listed ? everything(scenario, options.objectives) : []),
  ];
}

/** What a front says, as a list. */
export function answerList(scenario: ScenarioFront, compared: Report['compared']): string {
  return [...answersOf(scenario), ...kneesOf(scenario, frontBefore(scenario, compared))]
    .map(({ lead, text }) => `- **${escapeText(lead)}:** ${escapeText(text)}`)
    .join('\n');
}

function headingOf({ scenario }: ScenarioFront): string[] {
  const conditions = [...conditionsOf(scenario), sizeOf(scenario)];
  return [`### ${escapeText(titleOf(scenario))}`, escapeText(conditions.join(' · '))];
}

function readingsOf({ scenario }: ScenarioFront, { report, frontRows }: SectionOptions): string[] {
  return readingsExhibit(report, scenario.id, frontRows).flatMap((shown) => [
    `**${shown.title}**`,
    ...markdownBody(shown),
  ]);
}

/** So many rows of the front. */
export function frontBlocks(
  scenario: ScenarioFront,
  rows: number,
  objectives: readonly Bound[],
  tableOf = narrowFrontTable,
): string[] {
  const hidden = scenario.front.length - rows;
  if (scenario.front.length === 0 || rows === 0) return [];
  const more = hidden > 0 ? [`and ${formatPlural(hidden, 'more point')} in \`report.json\``] : [];
  return [markdownTable(tableOf(scenario, rows, objectives)), ...more];
}

function otherPlots(scenario: ScenarioFront, kinds: readonly PlotFile[][], options: PlotOptions): string[] {
  const blocks = kinds.flatMap((plots) => plotBlocks(scenario, plots, options));
  return blocks.length === 0 ? [] : fold(morePlots(kinds), blocks);
}

function everything(scenario: ScenarioFront, objectives: readonly Bound[]): string[] {
  if (rowsOf(scenario).length === 0) return [];
  const tables = [configurationTable(scenario), pointTable(scenario, objectives)];
  return fold(`Everything measured: ${sizeOf(scenario.scenario)}`, tables.map(markdownTable));
}
