/** Controls, lone surrogates, private use and unassigned code points, and the invisible marks that reorder or join text. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\u2028\u2029]+/gu;

/** A name from a report as one line that is safe to lay out and to write as XML. */
export function printable(text: string): string {
  return text.normalize('NFC').replace(UNPRINTABLE, ' ').replace(/\s+/gu, ' ').trim();
}
