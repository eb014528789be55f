/** Made when it is needed: it takes 7 ms. */
let collator: Intl.Collator | null = null;

/** Below 0 where the first text comes first, with the numbers in both by size: `TP2` before `TP16`. */
export function compareNaturally(a: string, b: string): number {
  // With these options String.localeCompare makes one anew for each pair, and takes ten times as long.
  collator ??= new Intl.Collator('en', { numeric: true });
  return collator.compare(a, b);
}
