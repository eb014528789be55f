import type { Byproduct } from './byproduct.ts';
import { HARNESSES } from './harnesses.ts';

const BYPRODUCTS = HARNESSES.flatMap(({ byproducts }) => byproducts);

/** How much of a text is needed to recognise a byproduct, in characters. */
const BEGINNING = 16_384;

/** Whether a file with that name can be nothing but a byproduct. */
export function mayBeByproduct(name: string): boolean {
  return BYPRODUCTS.some(({ file }) => file.test(name));
}

/** The byproduct that a text in a file with that name is; null for any other text. */
export function byproductOf(name: string, text: string): Byproduct | null {
  const beginning = text.slice(0, BEGINNING);
  return BYPRODUCTS.find(({ file, content }) => file.test(name) && content.test(beginning)) ?? null;
}
