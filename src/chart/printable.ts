/**
 * Controls, lone surrogates, private use and unassigned code points, and the invisible marks that reorder or join text;
 * but not the two marks that join or part letters, between letters of scripts that are written so.
 */
const UNPRINTABLE =
  /(?:(?!(?<=[\p{scx=Arabic}\p{scx=Devanagari}])[\u200c\u200d](?=[\p{scx=Arabic}\p{scx=Devanagari}]))[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\u2028\u2029])+/gu;

/** A name from a report as one line that is safe to lay out and to write as XML. */
export function printable(text: string): string {
  return text.normalize('NFC').replace(UNPRINTABLE, ' ').replace(/\s+/gu, ' ').trim();
}

/** Letters that are read from the right. */
const FROM_THE_RIGHT = /[\p{scx=Arabic}\p{scx=Hebrew}\p{scx=Syriac}\p{scx=Thaana}\p{scx=Nko}\p{scx=Adlam}]/u;

const [ISOLATE, POP] = ['\u2068', '\u2069'];

/** A name within a text: one that is read from the right keeps to itself, and what follows it stays where it is. */
export function isolated(name: string): string {
  return FROM_THE_RIGHT.test(name) ? ISOLATE + name + POP : name;
}
