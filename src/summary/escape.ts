import { isAscii } from '../run/ascii.ts';
import { largestOf } from '../run/extent.ts';

/** The longest text in a cell, in characters; longer texts lose their middle. */
const CELL_LENGTH = 120;

/**
 * Breaks what GitHub links or notifies even after Markdown has been rendered, where escaping is too late: @name, #1,
 * URLs.
 */
const JOINER = '\u2060';

/** Keeps a number on one line with its percent sign. */
const BEFORE_PERCENT = /(?<=\d) (?=%)/g;
export const NO_BREAK = '\u00a0';

/** All invisible characters except those that join two emoji into one. */
const INVISIBLE =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}](?<!\p{Extended_Pictographic}[\uFE0F\p{Emoji_Modifier}]?\u200D(?=\p{Extended_Pictographic}))/gu;
const LINKED = /[@#]|:(?=\/\/)|www(?=\.)|(?<![A-Za-z0-9])gh-(?=\d)/gi;
const SPECIAL = /[&<>|`[\]!\\*~$@#]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g;
/** What would start a list, a rule or the underline of a heading. */
const LEADING = /^(?:[-+](?=[-\s]|$)|=|\d+(?=[.)](?:\s|$)))/;

/** One line without control, bidirectional or other invisible characters: each is shown as `�`. */
export function plain(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return (isAscii(line) ? line : line.replace(INVISIBLE, '\uFFFD')).trim();
}

/** At most `length` characters, with the middle left out: names differ at their ends. */
export function shorten(text: string, length = CELL_LENGTH): string {
  if (text.length <= length) return text;
  const characters = [...text];
  if (characters.length <= length) return text;
  const tail = Math.floor((length - 1) / 2);
  return `${characters.slice(0, length - 1 - tail).join('')}…${characters.slice(characters.length - tail).join('')}`;
}

/**
 * Text that Markdown shows verbatim wherever it stands: in a sentence, a cell or a heading. Uses character references
 * rather than backslashes, because they also work in tables and in HTML.
 */
export function escapeText(text: string): string {
  return plain(text)
    .replace(BEFORE_PERCENT, NO_BREAK)
    .replace(LINKED, (match) => match + JOINER)
    .replace(SPECIAL, reference)
    .replace(LEADING, (match) => (/\d/.test(match) ? match + JOINER : reference(match)));
}

/** Text as the value of an HTML attribute in double quotes. */
export function escapeAttribute(text: string): string {
  return escapeText(text).replaceAll('"', '&#34;');
}

/** A URL as the value of an attribute; characters that paths may contain and URLs may not are percent-encoded. */
export function escapeUrl(url: string): string {
  const encoded = plain(url).replace(/[^\w\-.~:/?#[\]@!$&'()*+,;=%]/gu, (character) => encodeURIComponent(character));
  return encoded.replace(/[&<>"']/g, reference);
}

/** Text in the font of code. */
export function code(text: string): string {
  const line = plain(text);
  // A plain code span, if nothing in it can end the span or the cell, or be turned into a link by a mail that quotes
  // it.
  return /^[\w ./,:=+()-]+$/.test(line) ? `\`${line}\`` : `<code>${escapeText(line)}</code>`;
}

/** Lines in the font of code, verbatim except for invisible characters; none of them can end the block. */
export function fence(lines: readonly string[], language = 'text'): string {
  const shown = lines.map((line) => line.replace(INVISIBLE, '\uFFFD').trimEnd()).join('\n');
  const longest = largestOf([2, ...(shown.match(/`+/g) ?? []).map(({ length }) => length)]);
  const ticks = '`'.repeat(longest + 1);
  return `${ticks}${language}\n${shown}\n${ticks}`;
}

function reference(character: string): string {
  return `&#${character.charCodeAt(0)};`;
}
