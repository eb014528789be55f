/** The median of the known values; null where none is known. */
export function median(values: readonly (number | null)[]): number | null {
  if (values.length === 1) return values[0] ?? null;
  const known = values.filter((value) => value !== null).sort((a, b) => a - b);
  const upper = known[Math.floor(known.length / 2)];
  const lower = known[Math.ceil(known.length / 2) - 1];
  if (upper === undefined || lower === undefined) return null;
  return upper === lower ? upper : lower + (upper - lower) / 2;
}
