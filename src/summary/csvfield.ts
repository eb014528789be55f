/** What a field of a CSV may hold; unknown is null. */
export type Cell = string | number | null;

/** A field by RFC 4180: numbers unrounded, unknown values empty. */
export function csvField(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : '';
  // A spreadsheet would run such text as a formula.
  const text = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
