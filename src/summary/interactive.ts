import { link } from './link.ts';

/** File name of the interactive page in the output folder. */
export const PAGE = 'report.html';

/** Where readers find the interactive page. */
export interface PageLink {
  /** A web page; for `BESIDE`, a file. */
  readonly url: string;
  /** Whether it is inside an archive that must be downloaded; otherwise a browser opens it directly. */
  readonly archived: boolean;
}

/** For text in the output folder, next to the page. */
export const BESIDE: PageLink = { url: PAGE, archived: false };

/** A link to the interactive page; nothing if there is none. */
export function interactiveBlocks(interactive: PageLink | null): string[] {
  if (interactive === null) return [];
  const { url, archived } = interactive;
  if (archived) return [`**Explore interactively:** \`${PAGE}\` in ${link('the artifact', url)}`];
  const way = url === PAGE ? `<a href="${PAGE}">Explore interactively</a>` : link('Explore interactively', url);
  return [`**${way}**: every run and metric, with filters, in one page`];
}
