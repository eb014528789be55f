import leven from 'leven';

/*
 * Words in messages: what a misspelt one may mean, where only some are known, and lists of them.
 */

/** `did you mean ttft? ` for a message; empty if no word is close. */
export function didYouMean(word: string, words: readonly string[]): string {
  const meant = nearestTo(word, words);
  return meant === null ? '' : `did you mean ${meant}? `;
}

/** The longest text that a message quotes in full, in characters. */
const MOST_QUOTED = 60;

/** A text for a message; of a longer one, its beginning. */
export function shortened(text: string, most = MOST_QUOTED): string {
  return text.length > most ? `${text.slice(0, most).replace(/[\ud800-\udbff]$/, '')}…` : text;
}

/** What was expected and found, and the word that may have been meant, if one is close. */
export function mismatch(takes: string, found: string, words: readonly string[]): string {
  return [`expected ${takes}, found “${shortened(found)}”`, didYouMean(found, words).trim()].filter(Boolean).join('; ');
}

/** The word that a misspelt one is closest to, ignoring case; null if it is close to none. */
export function nearestTo(word: string, words: readonly string[]): string | null {
  const distances = words.map((one) => ({ one, distance: leven(word.toLowerCase(), one.toLowerCase()) }));
  const [nearest] = distances.sort((a, b) => a.distance - b.distance);
  if (nearest === undefined || nearest.distance > Math.max(2, word.length / 3)) return null;
  // Words without a letter in common are different, however short both are.
  return nearest.distance < Math.min(word.length, nearest.one.length) ? nearest.one : null;
}

/** `auto, ref or off`. */
export function anyOf(words: readonly unknown[]): string {
  return listed(words, 'or');
}

/** `images, comment and baseline`. */
export function allOf(words: readonly unknown[]): string {
  return listed(words, 'and');
}

/** Written by hand: Intl.ListFormat takes 3 ms of each start, and its last comma depends on the locales built into Node. */
function listed(words: readonly unknown[], joint: 'and' | 'or'): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${joint} ${words.at(-1)}`;
}
