import { escapeText, escapeUrl } from './escape.ts';

/** Text that links to a web page; other addresses leave it as plain text. */
export function link(text: string, url: string): string {
  return /^https?:\/\//.test(url) ? `<a href="${escapeUrl(url)}">${escapeText(text)}</a>` : escapeText(text);
}
