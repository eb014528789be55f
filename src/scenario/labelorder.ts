import { compareNaturally } from '../run/naturalorder.ts';

/**
 * Sorts by label, then as `compare` says. Few labels are compared for thousands of items, since comparing numbers in texts
 * takes long.
 */
export function sortedByLabel<Item extends { readonly label: string }>(
  items: readonly Item[],
  compare: (a: Item, b: Item) => number,
): Item[] {
  const labels = [...new Set(items.map(({ label }) => label))].sort(compareLabels);
  const ranks = new Map<string, number>();
  let rank = 0;
  for (const [index, label] of labels.entries()) {
    if (compareLabels(labels[index - 1] ?? label, label) !== 0) rank = index;
    ranks.set(label, rank);
  }
  return items.toSorted((a, b) => (ranks.get(a.label) ?? 0) - (ranks.get(b.label) ?? 0) || compare(a, b));
}

/** Aggregated before disaggregated, then by the numbers in the label. */
function compareLabels(a: string, b: string): number {
  const split = (label: string) => Number(label.includes('/'));
  return a === b ? 0 : split(a) - split(b) || compareNaturally(a, b);
}
