import type { Path } from './report/finding.ts';

/** The one name that schemas pass over in silence, since objects cannot safely have it. */
const UNNAMEABLE = '__proto__';

/** The path to a key of that name in a document; null if it has none. */
export function unnameableIn(document: unknown): Path | null {
  if (typeof document !== 'object' || document === null) return null;
  for (const [key, value] of Object.entries(document)) {
    const step = Array.isArray(document) ? Number(key) : key;
    const path = key === UNNAMEABLE ? [] : unnameableIn(value);
    if (path !== null) return [step, ...path];
  }
  return null;
}
