import { escapeText } from './escape.ts';
import { link } from './link.ts';
import { page } from './page.ts';

/** The page in place of a report, if there is none: why, and where to look; Markdown. */
export function renderNothing(reason: string, measured: string, run: string | null): string {
  return page([
    `> [!WARNING]\n> **No report${measured === '' ? '' : ` of ${escapeText(measured.slice(0, 7))}`}: nothing could be measured or compared**\n>\n> ${escapeText(reason)}`,
    run === null ? '' : link('The run', run),
  ]);
}
