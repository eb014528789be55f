/**
 * Compares texts with the numbers in them by size, `TP2` before `TP16`; below 0 if the first text comes first. Given these
 * options, String.localeCompare would create a collator for each pair, and take ten times as long.
 */
export const compareNaturally: (a: string, b: string) => number = new Intl.Collator('en', { numeric: true }).compare;
