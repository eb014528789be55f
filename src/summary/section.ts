import type { ScenarioFront } from '../pareto/front.ts';
import { answersOf } from './answer.ts';
import { configurationTable, frontTable, pointTable } from './columns.ts';
import { escapeText } from './escape.ts';
import { markdownBody } from './exhibit.ts';
import { fold } from './fold.ts';
import { readingsExhibit } from './frontchange.ts';
import { type ImageUrl, plotMarkdown } from './image.ts';
import { formatPlural } from './number.ts';
import { conditionsOf, sizeOf, titleOf } from './phrase.ts';
import type { Compared, PlotFile } from './report.ts';
import { markdownTable } from './table.ts';
import { rowsOf } from './tally.ts';

/** The plot that a section shows at once; the others are folded away. */
const MAIN_PLOT = 'tradeoff';

/** What a section holds besides the scenario's answers. */
export interface SectionOptions {
  /** Whether it has a heading of its own. */
  readonly titled: boolean;
  /** Whether other blocks have headings, so that the only section needs one to be told from them. */
  readonly headed: boolean;
  /** Plots of any scenario. */
  readonly plots: readonly PlotFile[];
  readonly images: ImageUrl;
  readonly compared: Compared | null;
  /** Most rows of the front; with 0 the answers stand alone. */
  readonly frontRows: number;
  /** Whether every configuration and point is listed, folded away. */
  readonly listed: boolean;
}

/** One scenario: what its front says, its plot, the front, and everything else folded away. */
export function sectionOf(scenario: ScenarioFront, options: SectionOptions): string[] {
  const { titled, headed, images, frontRows, listed } = options;
  const answers = answersOf(scenario).map(({ lead, text }) => `- **${escapeText(lead)}:** ${escapeText(text)}`);
  const blocks = [...(titled ? headingOf(scenario) : headed ? ['### Front'] : []), answers.join('\n')];
  if (frontRows === 0) return blocks;
  const plots = options.plots.filter((plot) => plot.scenario === scenario.scenario.id);
  const main = plots.filter(({ kind }) => kind === MAIN_PLOT);
  return [
    ...blocks,
    plotMarkdown(scenario, main, images),
    ...frontOf(scenario, frontRows),
    ...readingsOf(scenario, options),
    ...otherPlots(scenario, plots, images),
    ...(listed ? everything(scenario) : []),
  ];
}

function headingOf({ scenario }: ScenarioFront): string[] {
  const conditions = [...conditionsOf(scenario), sizeOf(scenario)];
  return [`### ${escapeText(titleOf(scenario))}`, escapeText(conditions.join(' · '))];
}

function readingsOf(scenario: ScenarioFront, { compared, frontRows }: SectionOptions): string[] {
  if (compared === null) return [];
  return readingsExhibit(scenario, compared, frontRows).flatMap((shown) => [
    `**${shown.title}**`,
    ...markdownBody(shown),
  ]);
}

function frontOf(scenario: ScenarioFront, rows: number): string[] {
  const hidden = scenario.front.length - rows;
  if (scenario.front.length === 0) return [];
  const more = hidden > 0 ? [`and ${formatPlural(hidden, 'more point')} in \`report.json\``] : [];
  return [markdownTable(frontTable(scenario, rows)), ...more];
}

function otherPlots(scenario: ScenarioFront, plots: readonly PlotFile[], images: ImageUrl): string[] {
  const kinds = [...new Set(plots.map(({ kind }) => kind))].filter((kind) => kind !== MAIN_PLOT);
  if (kinds.length === 0) return [];
  const drawn = kinds.map((kind) => plots.filter((plot) => plot.kind === kind));
  return fold(
    'More plots',
    drawn.map((both) => plotMarkdown(scenario, both, images)),
  );
}

function everything(scenario: ScenarioFront): string[] {
  if (rowsOf(scenario).length === 0) return [];
  const tables = [configurationTable(scenario), pointTable(scenario)];
  return fold(`Everything measured: ${sizeOf(scenario.scenario)}`, tables.map(markdownTable));
}
