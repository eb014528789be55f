/** Compares texts by their characters, which takes less time than with numbers in them by size; below 0 if the first comes first. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
