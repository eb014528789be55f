import { code, escapeText, plain } from './escape.ts';
import { link } from './link.ts';

/** How a kind of page writes text that is not ours. */
export interface Medium {
  readonly text: (text: string) => string;
  readonly code: (text: string) => string;
  readonly link: (text: string, url: string) => string;
}

export const MARKDOWN: Medium = { text: escapeText, code, link };

/** Terminals have neither fonts nor links. */
export const TERMINAL: Medium = { text: plain, code: plain, link: plain };
