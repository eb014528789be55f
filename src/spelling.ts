import leven from 'leven';

/*
 * Misspelt words where only some are known: names of options, values of a choice, keys, metrics. And words in a list.
 */

/** `did you mean ttft? ` for a message; empty where no word is near. */
export function didYouMean(word: string, words: readonly string[]): string {
  const meant = nearestTo(word, words);
  return meant === null ? '' : `did you mean ${meant}? `;
}

/** What was expected and found, and the word of some that was meant, if one is near. */
export function mismatch(takes: string, found: string, words: readonly string[]): string {
  return [`expected ${takes}, found “${found}”`, didYouMean(found, words).trim()].filter(Boolean).join('; ');
}

/** The word that a misspelt one comes near to, whatever its case; null where it comes near to none. */
export function nearestTo(word: string, words: readonly string[]): string | null {
  const distances = words.map((one) => ({ one, distance: leven(word.toLowerCase(), one.toLowerCase()) }));
  const [nearest] = distances.sort((a, b) => a.distance - b.distance);
  if (nearest === undefined || nearest.distance > Math.max(2, word.length / 3)) return null;
  // What shares no letter is another word, however short both are.
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

/** Intl.ListFormat takes 12 ms to load, and its comma before the last word depends on the locales that Node was built with. */
function listed(words: readonly unknown[], joint: 'and' | 'or'): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${joint} ${words.at(-1)}`;
}
