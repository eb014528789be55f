import { isRecord } from './recognise.ts';

/*
 * Reading of `args` and `config`, which each harness fills as it likes: nothing there is promised, so what is not of
 * the expected form is absent.
 */

/** The value behind keys and indices; undefined where any is missing. */
export function dig(value: unknown, ...steps: readonly (string | number)[]): unknown {
  return steps.reduce<unknown>((inner, step) => {
    if (typeof step === 'number') return Array.isArray(inner) ? inner[step] : undefined;
    return isRecord(inner) && Object.hasOwn(inner, step) ? inner[step] : undefined;
  }, value);
}

/** A finite number above 0, also where it is written as text; else null. */
export function positive(value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) && number > 0 ? number : null;
}

/** A whole number from 0 up, also where it is written as text; else null. */
export function index(value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isInteger(number) && number >= 0 ? number : null;
}

/**
 * A copy of a text that is kept, one for all that are alike. A part of a report's text would otherwise hold the whole of
 * it in memory: of 12,000 reports, some 100 MB.
 */
export function kept(text: string): string {
  const known = KEPT.get(text);
  if (known !== undefined) return known;
  const copy = Buffer.from(text, 'utf16le').toString('utf16le');
  KEPT.set(copy, copy);
  return copy;
}

const KEPT = new Map<string, string>();

/** A whole number from 1 up, also where it is written as text; else null. */
export function count(value: unknown): number | null {
  const number = index(value);
  return number === 0 ? null : number;
}

/** As `word`, but for how Python and JSON write that there is none. */
export function given(value: unknown): string | null {
  const text = word(value);
  return text === 'None' || text === 'null' ? null : text;
}

/** Text that says something: not empty, not “unknown”. */
export function word(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const trimmed = value.trim();
  return trimmed === '' || trimmed.toLowerCase() === 'unknown' ? null : kept(trimmed);
}
