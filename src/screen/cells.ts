import { broken, type CutPlace, truncated, widthOf } from './widetext.ts';

/*
 * Text measured in terminal cells: a CJK character or an emoji takes two, a combining mark none.
 */

export function cellsOf(text: string): number {
  return NARROW.test(text) ? text.length : widthOf(text);
}

/**
 * What nearly every text is made of, whatever follows what: Latin letters, dashes and quotes, arrows, mathematics and
 * lines. Anything else is looked up, for which the library first reads tables of emoji.
 */
const NARROW = /^[ -~\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205e\u2190-\u22ff\u2500-\u25ef]*$/;

/** At most so many cells of a text, with `…` in place of what is removed. */
export function cut(text: string, cells: number, position: CutPlace = 'middle'): string {
  if (cells <= 0) return '';
  if (cellsOf(text) <= cells) return text;
  // The library keeps a wide character that straddles the end.
  const cuts = [0, 1, 2].map((less) => truncated(text, Math.max(1, cells - less), position));
  return cuts.find((shorter) => cellsOf(shorter) <= cells) ?? '…';
}

/** A text padded to a number of cells. */
export function padded(text: string, cells: number, align: 'left' | 'right' = 'left'): string {
  const space = ' '.repeat(Math.max(0, cells - cellsOf(text)));
  return align === 'right' ? space + text : text + space;
}

/**
 * A sentence on lines of at most so many cells, broken at spaces, and within words that are longer than a line.
 *
 * @param cells null if lines may have any length
 * @param hanging how many cells lines after the first are indented
 */
export function wrapped(text: string, cells: number | null, hanging = 0): string[] {
  if (cells === null || cellsOf(text) <= cells) return [text];
  const indent = Math.min(hanging, Math.floor(cells / 4));
  const [first = '', ...rest] = linesOf(text, cells);
  if (indent === 0 || rest.length === 0) return [first, ...rest];
  // The library normalises characters, so a line can only be found again in text that is normalised too.
  const others = linesOf(text.normalize().slice(first.length).trimStart(), cells - indent);
  return [first, ...others.map((line) => ' '.repeat(indent) + line)];
}

function linesOf(text: string, cells: number): string[] {
  // A character of two cells does not fit on a line of one.
  return broken(text, Math.max(2, cells));
}

/** Parts side by side, as many per line as fit; a part is only broken if it is longer than a line. */
export function flowed(parts: readonly string[], cells: number | null, gap = '   '): string[] {
  const lines: string[] = [];
  // Nothing follows a part that takes several lines.
  let isOpen = false;
  for (const part of parts) {
    const joined = `${lines.at(-1)}${gap}${part}`;
    if (isOpen && (cells === null || cellsOf(joined) <= cells)) {
      lines[lines.length - 1] = joined;
      continue;
    }
    const added = wrapped(part, cells);
    lines.push(...added);
    isOpen = added.length === 1;
  }
  return lines;
}
