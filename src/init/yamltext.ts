import { stringify } from 'yaml';
import { plain } from '../summary/escape.ts';

/** A name or a figure as YAML on one line, quoted where it has to be. */
export function scalar(value: string | number): string {
  const isPlain = typeof value === 'number' || /^[\x20-\x7e\p{L}]*$/u.test(value);
  return isPlain ? stringify(value, { lineWidth: 0 }).trimEnd() : escaped(value);
}

/** JSON is valid YAML, and escapes line breaks; other invisible characters are escaped as well. */
function escaped(text: string): string {
  const hex = (character: string) =>
    Array.from({ length: character.length }, (_, i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`);
  return JSON.stringify(text).replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, (character) => hex(character).join(''));
}

/** Words as a comment on a line of its own. */
export function comment(words: string): string {
  return `# ${plain(words)}`;
}

/** Options that do nothing until their `#` is taken away; unlike a comment, none has a single space after it. */
export function switchedOff(lines: readonly string[]): string[] {
  return lines.map((line) => `#${line}`);
}
