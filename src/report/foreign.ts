import type { Path } from './finding.ts';
import { REPLACEMENT } from './text.ts';
import { nameOf } from './validate.ts';

/*
 * Bytes that are not UTF-8, such as those of a log that was cut off within a character. In a name or a text they are
 * replaced, with a warning; what stood in a key or a number cannot be known.
 */

/** The message about replaced bytes. */
export const REPLACED = `a byte that is not UTF-8: ${REPLACEMENT} stands for it in what is read; write the file as UTF-8`;

/** Why a document with such bytes cannot be relied on: what they are part of; null where it can. */
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

/** Whether a text would be a number without the replacement characters. */
function isBrokenNumber(value: unknown): boolean {
  if (typeof value !== 'string' || !value.includes(REPLACEMENT)) return false;
  const rest = value.replaceAll(REPLACEMENT, '').trim();
  return rest !== '' && /^[-+]?[\d_]*\.?\d*(e[-+]?\d*)?$/i.test(rest);
}
