import { cellsOf, cut, wrapped } from '../screen/cells.ts';

/** The most lines per cell; the rest is cut off. */
const MOST_LINES = 4;

/** Where words of a name end. */
const BOUNDARY = /[-_/.:· ]/;

/**
 * The cells of one column within a given width: sentences wrap, names lose what they have in common or, failing that,
 * their middle.
 */
export function cellsWithin(texts: readonly string[], cells: number): readonly (readonly string[])[] {
  const isLong = (text: string) => text.split(' ').some((word) => cellsOf(word) > cells);
  if (!texts.some(isLong)) return texts.map((text) => wrappedCell(text, cells));
  const names = shortNames(texts, cells);
  return texts.map((text, i) => (isLong(text) ? [names[i] ?? ''] : wrappedCell(text, cells)));
}

function wrappedCell(text: string, cells: number): string[] {
  const lines = wrapped(text, cells);
  if (lines.length <= MOST_LINES) return lines;
  return [...lines.slice(0, MOST_LINES - 1), cut(lines.slice(MOST_LINES - 1).join(' '), cells, 'end')];
}

/** Names shortened in such a way that different ones stay different, if there is one. */
function shortNames(texts: readonly string[], cells: number): readonly string[] {
  const common = commonStart(texts);
  const own = texts.map((text) => (common > 1 && cellsOf(text) > cells ? `…${text.slice(common)}` : text));
  const differing = new Set(texts).size;
  const ways = [own, texts].flatMap((names) =>
    (['middle', 'start', 'end'] as const).map((position) => names.map((name) => cut(name, cells, position))),
  );
  return ways.find((names) => new Set(names).size === differing) ?? ways[0] ?? texts;
}

/** How many characters all names start with, up to the end of a word. */
function commonStart(texts: readonly string[]): number {
  const [first = '', ...others] = new Set(texts);
  if (others.length === 0) return 0;
  let same = 0;
  while (same < first.length && others.every((text) => text[same] === first[same])) same++;
  while (same > 0 && !BOUNDARY.test(first[same - 1] ?? '')) same--;
  return same;
}
