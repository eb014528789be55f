/** Marks the places in a generated file that only the user can fill in. */
export const PLACEHOLDER = 'TODO';

/** The path to a placeholder left in a document; null if there is none. */
export function placeholderIn(document: unknown): (string | number)[] | null {
  if (document === PLACEHOLDER) return [];
  if (typeof document !== 'object' || document === null) return null;
  for (const [key, value] of Object.entries(document)) {
    const path = placeholderIn(value);
    if (path !== null) return [Array.isArray(document) ? Number(key) : key, ...path];
  }
  return null;
}
