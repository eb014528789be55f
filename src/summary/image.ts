import { fewOf } from '../chart/askedspeed.ts';
import { inSentence } from '../chart/axis.ts';
import type { ScenarioFront } from '../pareto/front.ts';
import { PLANES, type Plane, TRADEOFF } from '../pareto/plane.ts';
import { purchaseOf } from '../run/costmetric.ts';
import { groupBy } from '../run/groupby.ts';
import { describe } from './answer.ts';
import { code, escapeAttribute, escapeUrl } from './escape.ts';
import { metricName, titleOf } from './phrase.ts';
import type { ComparisonReport, PlotFile } from './report.ts';
import { textPlot } from './textplot.ts';

/** Where a reader finds a plot's file; null if no URL shows it, so that it is described in characters. */
export type ImageUrl = (file: string) => string | null;

/** The plot that a page shows without unfolding, if there is one; also the only one that can be drawn in characters. */
export const MAIN_PLOT = 'tradeoff';

/** The plot that accompanies the table of a trend. */
export const TREND_PLOT = 'trend';

interface Words {
  readonly name: string;
  readonly shows: string;
}

/** What each kind of plot is called, and what it shows. */
const KINDS: Readonly<Record<string, Words>> = {
  ...Object.fromEntries(PLANES.map((plane): [string, Words] => [plane.id, wordsOf(plane)])),
  [MAIN_PLOT]: { name: 'Trade-off', shows: 'tok/s/GPU against tok/s/user' },
  total: { name: 'Input and output', shows: 'input and output tok/s/GPU against tok/s/user' },
  energy: { name: 'Energy', shows: 'output tokens per joule against tok/s/user' },
  latency: { name: 'Latency', shows: 'TTFT and E2EL against the achieved request rate' },
  [TREND_PLOT]: {
    name: 'Trend',
    shows: 'output throughput of earlier runs and the candidate against the present level',
  },
};

/** A plane is called after the axis that the trade-off does not have. */
function wordsOf({ x, y }: Plane): Words {
  const purchase = purchaseOf(y.metric);
  const height = purchase === null ? inSentence(y.label) : `cost of a ${purchase.per}`;
  const { label } = x.metric === TRADEOFF.x.metric ? y : x;
  return { name: label, shows: `${height} against ${metricName(x.metric)}` };
}

/** Title of the plots that are folded away: `More plots: Mean TTFT, Latency`. */
export function morePlots(kinds: readonly (readonly PlotFile[])[]): string {
  return `More plots: ${kinds.map(([plot]) => kindName(plot?.kind ?? '')).join(', ')}`;
}

/** How plots are shown. */
export interface PlotOptions {
  readonly images: ImageUrl;
  readonly compared: ComparisonReport | null;
  /** Whether a plot without a URL is drawn in characters. */
  readonly inCharacters: boolean;
  /** Sentences on the speeds that the user asked for in the scenario; none by default. */
  readonly answers?: readonly string[];
}

/** For a page in the output folder, next to `plots/`. */
export const relativeImages: ImageUrl = (file) => file;

/** For a page that cannot show local pictures: a job summary shows only what has a URL. */
export const namedImages: ImageUrl = () => null;

/**
 * One kind of plot of one scenario, for both of GitHub's themes, in a link to the picture; empty without a URL.
 *
 * @param answers sentences on the speeds that were asked for, which the trade-off shows
 */
export function pictureMarkdown(
  scenario: ScenarioFront,
  plots: readonly PlotFile[],
  url: ImageUrl,
  answers: readonly string[] = [],
): string {
  const light = plots.find(({ theme }) => theme === 'light') ?? plots[0];
  if (light === undefined) return '';
  const dark = plots.find(({ theme }) => theme === 'dark') ?? light;
  const [lightUrl, darkUrl] = [url(light.file), url(dark.file)];
  if (lightUrl === null) return '';
  const source = `<source media="(prefers-color-scheme: dark)" srcset="${escapeUrl(darkUrl ?? lightUrl)}">`;
  const image = `<img alt="${escapeAttribute(altOf(scenario, light.kind, answers))}" src="${escapeUrl(lightUrl)}">`;
  return `<a href="${escapeUrl(lightUrl)}"><picture>${source}${image}</picture></a>`;
}

/** The picture or, without a URL, the trade-off in characters, unless that is too long, and where the files are. */
export function plotBlocks(scenario: ScenarioFront, plots: readonly PlotFile[], options: PlotOptions): string[] {
  const { images, compared, inCharacters, answers } = options;
  const [first] = plots;
  if (first === undefined) return [];
  const picture = pictureMarkdown(scenario, plots, images, answers);
  if (picture !== '') return [picture];
  const text = inCharacters && first.kind === MAIN_PLOT ? textPlot(scenario, compared) : '';
  return [text, named(plots)].filter((block) => block !== '');
}

/**
 * The plots of one scenario: those of the kind that is shown at once, and those of each other kind; trends appear
 * elsewhere.
 */
export function byKind(plots: readonly PlotFile[]): { readonly main: PlotFile[]; readonly others: PlotFile[][] } {
  const own = plots.filter(({ kind }) => kind !== TREND_PLOT);
  const kinds = [...groupBy(own, ({ kind }) => kind).values()];
  const main = kinds.find(([plot]) => plot?.kind === MAIN_PLOT) ?? kinds[0] ?? [];
  return { main, others: kinds.filter((kind) => kind !== main) };
}

/** `tradeoff` as `Trade-off`, `ttft-by-load` as `ttft by load`. */
function kindName(kind: string): string {
  return KINDS[kind]?.name ?? kind.replaceAll('-', ' ');
}

function altOf(scenario: ScenarioFront, kind: string, answers: readonly string[]): string {
  const shows = KINDS[kind]?.shows;
  const title = `${kindName(kind)} plot of ${titleOf(scenario.scenario)}${shows === undefined ? '' : `, ${shows}`}.`;
  if (kind !== MAIN_PLOT) return title;
  return [title, describe(scenario), ...fewOf(answers).map((sentence) => `${sentence}.`)].join(' ');
}

function named(plots: readonly PlotFile[]): string {
  const files = plots.map(({ file, theme }) => `${code(file)} (${theme})`);
  return `${kindName(plots[0]?.kind ?? '')} plot, in the output folder: ${files.join(', ')}.`;
}
