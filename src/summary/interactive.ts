import { link } from './link.ts';

/** Name of the interactive page in the output folder. */
export const PAGE = 'report.html';

/** Where a reader finds the interactive page. */
export interface Interactive {
  /** A page of the web; that of `BESIDE` is a file. */
  readonly url: string;
  /** Whether it lies there in an archive, which is to be downloaded; else a browser opens it at once. */
  readonly archived: boolean;
}

/** For a text that lies in the output folder, beside the page. */
export const BESIDE: Interactive = { url: PAGE, archived: false };

/** The way to the interactive page; nothing where there is none. */
export function interactiveBlocks(interactive: Interactive | null): string[] {
  if (interactive === null) return [];
  const { url, archived } = interactive;
  if (archived) return [`**Explore interactively:** \`${PAGE}\` in ${link('the artifact', url)}`];
  const way = url === PAGE ? `<a href="${PAGE}">Explore interactively</a>` : link('Explore interactively', url);
  return [`**${way}**: every run and metric, with filters, in one page`];
}
