import leven from 'leven';

/*
 * Words in messages: what a misspelt one may mean, where only some are known, and lists of them.
 */

/** `did you mean ttft? ` for a message; empty if no word is close. */
export function didYouMean(word: string, words: readonly string[]): string {
  const meant = nearestTo(word, words);
  return meant === null ? '' : `did you mean ${meant}? `;
}

/** The word that a misspelt one is closest to, ignoring case; null if it is close to none. */
export function nearestTo(word: string, words: readonly string[]): string | null {
  const most = Math.max(2, word.length / 3);
  const distances = words
    .filter((one) => Math.abs(one.length - word.length) <= most)
    .map((one) => ({ one, distance: leven(word.toLowerCase(), one.toLowerCase()) }));
  const [nearest] = distances.sort((a, b) => a.distance - b.distance);
  if (nearest === undefined || nearest.distance > most) return null;
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
