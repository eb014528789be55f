import { escapeText, escapeUrl } from './escape.ts';

/** Text that leads to a page of the web; what has another address than such a page is left as text. */
export function link(text: string, url: string): string {
  return /^https?:\/\//.test(url) ? `<a href="${escapeUrl(url)}">${escapeText(text)}</a>` : escapeText(text);
}
