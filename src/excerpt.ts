/** The longest text that a message quotes in full, in characters. */
const MOST_QUOTED = 60;

/** A text for a message; of a longer one, its beginning. */
export function shortened(text: string, most = MOST_QUOTED): string {
  return text.length > most ? `${text.slice(0, most).replace(/[\ud800-\udbff]$/, '')}…` : text;
}
