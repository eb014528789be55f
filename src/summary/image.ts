import type { ScenarioFront } from '../pareto/front.ts';
import { describe } from './answer.ts';
import { code, escapeAttribute, plain } from './escape.ts';
import { titleOf } from './phrase.ts';
import type { PlotFile } from './report.ts';

/** Where a reader finds a plot's file; null where no URL shows it, so that it is named instead. */
export type ImageUrl = (file: string) => string | null;

/** For a page that lies in the output folder, beside `plots/`. */
export const relativeImages: ImageUrl = (file) => file;

/** For a page that can show no picture: a job summary shows only what has a URL. */
export const namedImages: ImageUrl = () => null;

/** One kind of plot of one scenario, for both of GitHub's themes, in a link to the picture itself. */
export function plotMarkdown(scenario: ScenarioFront, plots: readonly PlotFile[], url: ImageUrl): string {
  const light = plots.find(({ theme }) => theme === 'light') ?? plots[0];
  if (light === undefined) return '';
  const dark = plots.find(({ theme }) => theme === 'dark') ?? light;
  const [lightUrl, darkUrl] = [url(light.file), url(dark.file)];
  if (lightUrl === null) return named(plots);
  const source = `<source media="(prefers-color-scheme: dark)" srcset="${attribute(darkUrl ?? lightUrl)}">`;
  const image = `<img alt="${escapeAttribute(altOf(scenario, light.kind))}" src="${attribute(lightUrl)}">`;
  return `<a href="${attribute(lightUrl)}"><picture>${source}${image}</picture></a>`;
}

/** `tradeoff` as `Trade-off`, `ttft-by-load` as `ttft by load`. */
function kindName(kind: string): string {
  return kind === 'tradeoff' ? 'Trade-off' : kind.replaceAll('-', ' ');
}

function altOf(scenario: ScenarioFront, kind: string): string {
  const title = `${kindName(kind)} plot of ${titleOf(scenario.scenario)}`;
  return kind === 'tradeoff' ? `${title}, tok/s/GPU against tok/s/user. ${describe(scenario)}` : `${title}.`;
}

function named(plots: readonly PlotFile[]): string {
  const files = plots.map(({ file, theme }) => `${code(file)} (${theme})`);
  return `${kindName(plots[0]?.kind ?? '')} plot, in the output folder: ${files.join(', ')}.`;
}

/** A URL as an attribute's value; what a path may hold and a URL may not is percent-encoded. */
function attribute(url: string): string {
  const encoded = plain(url).replace(/[^\w\-.~:/?#[\]@!$&'()*+,;=%]/gu, (character) => encodeURIComponent(character));
  return encoded.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
