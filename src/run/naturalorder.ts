/** Created on demand, because that takes 7 ms. */
let collator: Intl.Collator | null = null;

/** Compares texts with the numbers in them by size, `TP2` before `TP16`; below 0 if the first text comes first. */
export function compareNaturally(a: string, b: string): number {
  // Given these options, String.localeCompare would create a collator for each pair, and take ten times as long.
  collator ??= new Intl.Collator('en', { numeric: true });
  return collator.compare(a, b);
}
