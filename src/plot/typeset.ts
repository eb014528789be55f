import type { Bidi } from 'bidi-js';
import type { FontCoverage } from './lettering.ts';

/** A stretch of a line that one font sets in one direction. */
export interface Stretch {
  readonly text: string;
  /** Index among the fonts for other scripts; null for the main font. */
  readonly font: number | null;
  readonly direction: 'ltr' | 'rtl';
}

/** Invisible characters, such as the marks that isolate a name; two of them join or separate letters. */
const INVISIBLE = /^\p{Default_Ignorable_Code_Point}$/u;
/** Belongs to the letter before it. */
const JOINED = /^[\p{M}\u200c\u200d]$/u;

/** The characters of a text that no font has. */
export function lackingIn(text: string, coverage: FontCoverage): string[] {
  const isLacking = (character: string) =>
    !INVISIBLE.test(character) && !coverage.isMain(character) && coverage.fontOf(character) === null;
  return Array.from(text).filter(isLacking);
}

/** A text in which each character that no font has is replaced by its code point: `[U+1F600]`. */
export function spelled(text: string, coverage: FontCoverage): string {
  return Array.from(text, (character) =>
    lackingIn(character, coverage).length === 0 ? character : `[${codePointOf(character)}]`,
  ).join('');
}

/** `U+1F600`. */
export function codePointOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/**
 * The stretches of a line in visual order, from the left, by the Unicode Bidirectional Algorithm: a name that runs from
 * right to left is reversed, and the load that follows stays in place.
 */
export function stretchesOf(line: string, coverage: FontCoverage, bidi: Bidi): Stretch[] {
  const embedding = bidi.getEmbeddingLevels(line, 'ltr');
  const logical: (Stretch & { level: number })[] = [];
  let at = 0;
  for (const character of line) {
    const level = embedding.levels[at] ?? 0;
    const direction = level % 2 === 1 ? 'rtl' : 'ltr';
    at += character.length;
    const last = logical.at(-1);
    const font = fontFor(character, last, coverage);
    if (font === undefined) continue;
    const shown =
      font === null && direction === 'rtl' ? (bidi.getMirroredCharacter(character) ?? character) : character;
    if (last?.font === font && last.level === level) logical[logical.length - 1] = { ...last, text: last.text + shown };
    else logical.push({ text: shown, font, direction, level });
  }
  return visual(logical).map(({ level, ...stretch }) => (stretch.font === null ? leftToRight(stretch) : stretch));
}

/** Undefined for invisible characters. */
function fontFor(character: string, last: Stretch | undefined, coverage: FontCoverage): number | null | undefined {
  const follows = JOINED.test(character) && last !== undefined;
  if (follows && last.font !== null && !isElsewhere(character, last.font, coverage)) return last.font;
  if (INVISIBLE.test(character)) return undefined;
  return coverage.isMain(character) ? null : coverage.fontOf(character);
}

/** Whether a mark with a font of its own does not belong to the letter before it. */
function isElsewhere(character: string, font: number, coverage: FontCoverage): boolean {
  const own = coverage.fontOf(character);
  return own !== null && own !== font;
}

/** The main font is always set from left to right. */
function leftToRight({ text, font, direction }: Stretch): Stretch {
  return { text: direction === 'rtl' ? Array.from(text).reverse().join('') : text, font, direction: 'ltr' };
}

/** Reverses what is at each level or a higher one, starting with the highest: rule L2. */
function visual<Item extends { readonly level: number }>(items: readonly Item[]): Item[] {
  const order = [...items];
  for (let level = Math.max(0, ...items.map((item) => item.level)); level > 0; level -= 1) {
    for (let from = 0; from < order.length; from += 1) {
      if ((order[from]?.level ?? 0) < level) continue;
      let to = from;
      while ((order[to]?.level ?? 0) >= level) to += 1;
      order.splice(from, to - from, ...order.slice(from, to).reverse());
      from = to;
    }
  }
  return order;
}
