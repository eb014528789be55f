import { decimalIn } from '../run/decimal.ts';
import { isRecord } from './recognise.ts';

/*
 * Reading of `args` and `config`, which each harness fills as it pleases: nothing about them is guaranteed, so values
 * of an unexpected form count as absent.
 */

/** The value at the end of a path of keys and indices; undefined if any is missing. */
export function dig(value: unknown, ...steps: readonly (string | number)[]): unknown {
  return steps.reduce<unknown>((inner, step) => {
    if (typeof step === 'number') return Array.isArray(inner) ? inner[step] : undefined;
    return isRecord(inner) && Object.hasOwn(inner, step) ? inner[step] : undefined;
  }, value);
}

/** A finite number above 0, possibly written as text; otherwise null. */
export function positive(value: unknown): number | null {
  const number = typeof value === 'string' ? decimalIn(value) : value;
  return typeof number === 'number' && Number.isFinite(number) && number > 0 ? number : null;
}

/** A whole number from 0 up, possibly written as text; otherwise null. */
export function index(value: unknown): number | null {
  const number = typeof value === 'string' ? decimalIn(value) : value;
  return typeof number === 'number' && Number.isInteger(number) && number >= 0 ? number : null;
}

/**
 * A copy of a text to be kept, shared by equal texts. A slice of a report's text would keep the whole report in memory:
 * some 100 MB for 12,000 of them.
 */
export function kept(text: string): string {
  const known = KEPT.get(text);
  if (known !== undefined) return known;
  const copy = Buffer.from(text, 'utf16le').toString('utf16le');
  KEPT.set(copy, copy);
  return copy;
}

const KEPT = new Map<string, string>();

/** A whole number from 1 up, possibly written as text; otherwise null. */
export function count(value: unknown): number | null {
  const number = index(value);
  return number === 0 ? null : number;
}

/** Like `word`, but also null for the way in which Python and JSON write the absence of a value. */
export function given(value: unknown): string | null {
  const text = word(value);
  return text === 'None' || text === 'null' ? null : text;
}

/** Meaningful text: not empty, not “unknown”. */
export function word(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const trimmed = value.trim();
  return trimmed === '' || trimmed.toLowerCase() === 'unknown' ? null : kept(trimmed);
}
