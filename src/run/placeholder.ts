/** Stands in a file that was written for a user to fill in, where only the user knows. */
export const PLACEHOLDER = 'TODO';

/** Where one is left in a document; null where none is. */
export function placeholderIn(document: unknown): (string | number)[] | null {
  if (document === PLACEHOLDER) return [];
  if (typeof document !== 'object' || document === null) return null;
  for (const [key, value] of Object.entries(document)) {
    const path = placeholderIn(value);
    if (path !== null) return [Array.isArray(document) ? Number(key) : key, ...path];
  }
  return null;
}
