import type { ScenarioFront } from '../pareto/front.ts';
import { bestIn } from './best.ts';
import { phoneFrontTable } from './columns.ts';
import { contentsOf } from './contents.ts';
import type { Detail } from './detail.ts';
import { escapeText } from './escape.ts';
import { fold } from './fold.ts';
import { byKind, type ImageUrl, MAIN_PLOT, morePlots, pictureMarkdown } from './image.ts';
import { formatPlural } from './numberformat.ts';
import { conditionsOf, titleOf } from './phrase.ts';
import type { Report } from './report.ts';
import { answerList, frontBlocks } from './section.ts';
import { textPlot } from './textplot.ts';
import { worstScenariosFirst } from './worst.ts';

/*
 * Scenarios in a comment: their plots, the worst first, and their fronts, folded away.
 */

/** Scenarios whose plots are visible without unfolding. */
const OPEN_PLOTS = 2;

/** The most scenarios in a comment; the report has the others. */
const MAX_SCENARIOS = 20;

/** The plot of each scenario, and what its front says if there is no change to report. */
export function plotDigest(report: Report, images: ImageUrl, detail: Detail): string[] {
  const shown = shownOf(report, detail);
  const blocks = shown.map((scenario, i) => {
    const answers = leadsWithAnswers(report) ? [answerList(scenario, report.compared)] : [];
    const told = [...answers, ...plotsOf(scenario, report, images, i < detail.textPlots)];
    return told.length === 0 ? [] : [...titleLine(scenario, report), ...told];
  });
  const folded = blocks.slice(OPEN_PLOTS).filter(({ length }) => length > 0);
  const title = formatPlural(folded.length, 'more scenario');
  return [...blocks.slice(0, OPEN_PLOTS).flat(), ...(folded.length === 0 ? [] : fold(title, folded.flat()))];
}

/**
 * For many scenarios: a link to each, the worst first, and a section for each with its plots and its front, folded away
 * except for the worst.
 */
export function contentsDigest(
  report: Report,
  images: ImageUrl,
  detail: Detail,
  anchor: string,
): { readonly list: readonly string[]; readonly sections: Iterable<string> } {
  const objectives = report.objectives?.bounds ?? [];
  const shown = shownOf(report, detail);
  const contents = contentsOf(report, worstScenariosFirst(report), anchor);
  function* sections(): Iterable<string> {
    for (const [i, scenario] of shown.entries()) {
      yield* contents.section(scenario, i, [
        escapeText([titleOf(scenario.scenario), ...conditionsOf(scenario.scenario)].join(' · ')),
        answerList(scenario, report.compared),
        ...plotsOf(scenario, report, images, i < detail.textPlots),
        ...frontBlocks(scenario, detail.frontRows, objectives, phoneFrontTable),
      ]);
    }
  }
  return { list: contents.list(shown.length, Math.min(MAX_SCENARIOS, detail.overviewRows)), sections: sections() };
}

/** The tables of the fronts, folded away. */
export function frontDigest(report: Report, detail: Detail): string[] {
  const objectives = report.objectives?.bounds ?? [];
  const shown = shownOf(report, detail);
  const [only] = shown;
  const hidden = report.scenarios.length - shown.length;
  const more = hidden > 0 ? [`and ${formatPlural(hidden, 'more scenario')} in \`report.json\``] : [];
  if (only === undefined) return more;
  const fronts = shown.flatMap((scenario) => [
    ...titleLine(scenario, report),
    ...(leadsWithAnswers(report) ? [] : [answerList(scenario, report.compared)]),
    ...frontBlocks(scenario, detail.frontRows, objectives, phoneFrontTable),
  ]);
  if (fronts.length === 0) return more;
  const title =
    report.scenarios.length === 1
      ? `Front: ${formatPlural(only.front.length, 'point')}`
      : `Fronts of ${formatPlural(shown.length, 'scenario')}`;
  return fold(title, [...fronts, ...more]);
}

function shownOf(report: Report, { scenarios }: Detail): ScenarioFront[] {
  return worstScenariosFirst(report).slice(0, Math.min(scenarios, MAX_SCENARIOS));
}

/** Where nothing was compared, the fronts themselves are the news. */
function leadsWithAnswers({ compared }: Report): boolean {
  return compared === null || compared.baseline === null;
}

function plotsOf(scenario: ScenarioFront, report: Report, images: ImageUrl, inCharacters: boolean): string[] {
  const { main, others } = byKind(report.plots.filter((plot) => plot.scenario === scenario.scenario.id));
  const isTold = inCharacters && main[0]?.kind === MAIN_PLOT;
  const picture = pictureMarkdown(scenario, main, images, bestIn(report, scenario.scenario.id));
  const first = picture === '' && isTold ? textPlot(scenario, report.compared) : picture;
  const more = others.map((plots) => pictureMarkdown(scenario, plots, images)).filter((block) => block !== '');
  return [...(first === '' ? [] : [first]), ...(more.length === 0 ? [] : fold(morePlots(others), more))];
}

/** Only if there are several scenarios: a single one is named in the comment's heading. */
function titleLine({ scenario }: ScenarioFront, { scenarios }: Report): string[] {
  if (scenarios.length === 1) return [];
  return [`**${escapeText(titleOf(scenario))}** · ${escapeText(conditionsOf(scenario).join(' · '))}`];
}
