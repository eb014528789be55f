import type { Path } from './finding.ts';
import { REPLACEMENT } from './text.ts';
import { nameOf } from './validate.ts';

/*
 * Bytes that are no UTF-8, as a log that was cut in the middle of a character leaves them. In a name or a text they are
 * replaced, which is said; in a key or a number nobody knows what stood there.
 */

/** What is said where some were replaced. */
export const REPLACED = `a byte that is not UTF-8: ${REPLACEMENT} stands for it in what is read; write the file as UTF-8`;

/** Why a document with some cannot be relied on: what they stand in; null where it can. */
export function unreliable(document: unknown): string | null {
  const open: { readonly value: unknown; readonly path: Path }[] = [{ value: document, path: [] }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { value, path } = next;
    if (isBrokenNumber(value)) return `${nameOf(path)}: a byte that is not UTF-8 in a number; write the file again`;
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, item] of Object.entries(value)) {
      const inner = [...path, Array.isArray(value) ? Number(key) : key];
      if (key.includes(REPLACEMENT)) return `${nameOf(inner)}: a byte that is not UTF-8 in a key; write the file again`;
      if (typeof item === 'object' || typeof item === 'string') open.push({ value: item, path: inner });
    }
  }
  return null;
}

/** Whether a text would be a number without what was replaced. */
function isBrokenNumber(value: unknown): boolean {
  if (typeof value !== 'string' || !value.includes(REPLACEMENT)) return false;
  const rest = value.replaceAll(REPLACEMENT, '').trim();
  return rest !== '' && /^[-+]?[\d_]*\.?\d*(e[-+]?\d*)?$/i.test(rest);
}
