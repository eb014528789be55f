import { expect } from 'vitest';

/** Cells of a table's row; a pipe in a cell is always written as a character reference. */
export function cellsOf(row: string): string[] {
  return row.split('|').slice(1, -1);
}

/**
 * Checks what GitHub needs of a page: tables of equal rows, set apart by empty lines;
 * `<details>` closed; no HTML, link or image but those that the program itself writes.
 */
export function expectWellFormed(whole: string): void {
  const page = withoutFences(whole);
  for (const block of page.split('\n\n')) expectTable(block.trim().split('\n'));
  const tags = page.match(/<[^>]*>/g) ?? [];
  const allowed =
    /^<\/?(?:details|summary|code|a|b|sub|picture|source|img)(?: (?:open|href|id|media|srcset|alt|src)(?:="[^"]*")?)*>$/;
  expect(tags.filter((tag) => !allowed.test(tag))).toEqual([]);
  for (const name of ['details', 'summary', 'a', 'b', 'sub', 'picture', 'code']) {
    const count = (pattern: string) => page.match(new RegExp(pattern, 'g'))?.length ?? 0;
    expect(count(`<${name}[ >]`), name).toBe(count(`</${name}>`));
  }
  expect(page).not.toMatch(/\]\(|!\[[^A-Z]|<!--|\]:/);
  expect(page.endsWith('\n')).toBe(true);
}

/** A page without the spaces that keep heads of tables as wide as the names below. */
export function unpadded(page: string): string {
  return page.replace(/[ \u00a0]{2,}\|/g, ' |');
}

/** A page without its blocks of code, in which nothing has a meaning: each from its fence to the one that ends it. */
export function withoutFences(page: string): string {
  const kept: string[] = [];
  let open: string | null = null;
  for (const line of page.split('\n')) {
    // Fewer backticks than opened a block, or more text after them, do not end it.
    const fence = /^ {0,3}(`{3,})([^`]*)$/.exec(line);
    if (open === null) {
      if (fence === null) kept.push(line);
      else open = fence[1] ?? '';
    } else if (fence !== null && (fence[1] ?? '').length >= open.length && fence[2]?.trim() === '') open = null;
  }
  expect(open, 'a fence that nothing ends').toBeNull();
  return kept.join('\n');
}

function expectTable(lines: readonly string[]): void {
  const rows = lines.filter((line) => line.startsWith('|'));
  if (rows.length === 0) return;
  expect(rows).toEqual(lines);
  expect(rows[1]).toMatch(/^\|(?: (?::--|--:) \|)+$/);
  expect(new Set(rows.map((row) => cellsOf(row).length)).size).toBe(1);
}
