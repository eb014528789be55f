import { isAscii } from '../run/ascii.ts';

/** A name from a report as a single line that is safe to lay out and to write as XML. */
export function printable(text: string): string {
  const shown = isAscii(text) ? text : text.normalize('NFC').replace(unprintable(), ' ');
  return shown.replace(/\s+/gu, ' ').trim();
}

/**
 * Controls, lone surrogates, private use and unassigned code points, and the invisible marks that reorder or join text,
 * except for the two marks that join or separate letters, where the script uses them.
 */
function unprintable(): RegExp {
  return /(?:(?!(?<=[\p{scx=Arabic}\p{scx=Devanagari}])[\u200c\u200d](?=[\p{scx=Arabic}\p{scx=Devanagari}]))[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\u2028\u2029])+/gu;
}

const [ISOLATE, POP] = ['\u2068', '\u2069'];

/** A name within a text; if it runs from right to left, it is isolated, so that what follows stays in place. */
export function isolated(name: string): string {
  return isAscii(name) || !hasFromTheRight(name) ? name : ISOLATE + name + POP;
}

/** Whether a text has letters of scripts that run from right to left. */
function hasFromTheRight(text: string): boolean {
  return /[\p{scx=Arabic}\p{scx=Hebrew}\p{scx=Syriac}\p{scx=Thaana}\p{scx=Nko}\p{scx=Adlam}]/u.test(text);
}
