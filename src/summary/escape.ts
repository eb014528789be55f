import { largestOf } from '../run/extent.ts';

/** Longest text of a cell, in characters; longer ones lose their middle. */
const CELL_LENGTH = 120;

/** Breaks what GitHub would link or notify after Markdown is gone, where no escape reaches: @name, #1, URLs. */
const JOINER = '\u2060';

/** A number stays on one line with its percent sign. */
const BEFORE_PERCENT = /(?<=\d) (?=%)/g;
export const NO_BREAK = '\u00a0';

/** All but what joins two emoji to one. */
const INVISIBLE =
  /(?!(?<=\p{Extended_Pictographic}[\uFE0F\p{Emoji_Modifier}]?)\u200D\p{Extended_Pictographic})[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
const LINKED = /[@#]|:(?=\/\/)|www(?=\.)|(?<![A-Za-z0-9])gh-(?=\d)/gi;
const SPECIAL = /[&<>|`[\]!\\*~$@#]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g;
/** What would begin a list, a rule or a heading's underline. */
const LEADING = /^(?:[-+](?=[-\s]|$)|=|\d+(?=[.)](?:\s|$)))/;

/** One line without control, bidirectional or other invisible characters: each is shown as `�`. */
export function plain(text: string): string {
  return text.replace(/\s+/g, ' ').replace(INVISIBLE, '\uFFFD').trim();
}

/** At most `length` characters, the middle left out: names differ at their ends. */
export function shorten(text: string, length = CELL_LENGTH): string {
  if (text.length <= length) return text;
  const characters = [...text];
  if (characters.length <= length) return text;
  const tail = Math.floor((length - 1) / 2);
  return `${characters.slice(0, length - 1 - tail).join('')}…${characters.slice(characters.length - tail).join('')}`;
}

/**
 * Text that Markdown shows as it is, wherever it stands: in a sentence, a cell or a heading.
 * Character references rather than backslashes, since those hold in tables and in HTML too.
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

/** A URL as the value of an attribute; what a path may hold and a URL may not is percent-encoded. */
export function escapeUrl(url: string): string {
  const encoded = plain(url).replace(/[^\w\-.~:/?#[\]@!$&'()*+,;=%]/gu, (character) => encodeURIComponent(character));
  return encoded.replace(/[&<>"']/g, reference);
}

/** Text in the font of code. */
export function code(text: string): string {
  const line = plain(text);
  // A plain span where nothing in it can end the span or the cell, or be linked in a mail that quotes it.
  return /^[\w ./,:=+()-]+$/.test(line) ? `\`${line}\`` : `<code>${escapeText(line)}</code>`;
}

/** Lines in the font of code, as they are but for invisible characters; no line of theirs can end the block. */
export function fence(lines: readonly string[], language = 'text'): string {
  const shown = lines.map((line) => line.replace(INVISIBLE, '\uFFFD').trimEnd()).join('\n');
  const longest = largestOf([2, ...(shown.match(/`+/g) ?? []).map(({ length }) => length)]);
  const ticks = '`'.repeat(longest + 1);
  return `${ticks}${language}\n${shown}\n${ticks}`;
}

function reference(character: string): string {
  return `&#${character.charCodeAt(0)};`;
}
