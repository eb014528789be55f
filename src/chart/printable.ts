/**
 * Controls, lone surrogates, private use and unassigned code points, and the invisible marks that reorder or join text,
 * except for the two marks that join or separate letters, where the script uses them.
 */
const UNPRINTABLE =
  /(?:(?!(?<=[\p{scx=Arabic}\p{scx=Devanagari}])[\u200c\u200d](?=[\p{scx=Arabic}\p{scx=Devanagari}]))[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\u2028\u2029])+/gu;

/** A name from a report as a single line that is safe to lay out and to write as XML. */
export function printable(text: string): string {
  return text.normalize('NFC').replace(UNPRINTABLE, ' ').replace(/\s+/gu, ' ').trim();
}

/** Letters of scripts that run from right to left. */
const FROM_THE_RIGHT = /[\p{scx=Arabic}\p{scx=Hebrew}\p{scx=Syriac}\p{scx=Thaana}\p{scx=Nko}\p{scx=Adlam}]/u;

const [ISOLATE, POP] = ['\u2068', '\u2069'];

/** A name within a text; if it runs from right to left, it is isolated, so that what follows stays in place. */
export function isolated(name: string): string {
  return FROM_THE_RIGHT.test(name) ? ISOLATE + name + POP : name;
}
