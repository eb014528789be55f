import type { Byproduct } from './byproduct.ts';
import { HARNESSES } from './harnesses.ts';

const BYPRODUCTS = HARNESSES.flatMap(({ byproducts }) => byproducts);

/** As much of a text as tells whether it is one, characters. */
const BEGINNING = 16_384;

/** Whether a file of that name may be none but a byproduct. */
export function mayBeByproduct(name: string): boolean {
  return BYPRODUCTS.some(({ file }) => file.test(name));
}

/** What a harness writes besides that a file of that name holds; null for any other. */
export function byproductOf(name: string, text: string): Byproduct | null {
  const beginning = text.slice(0, BEGINNING);
  return BYPRODUCTS.find(({ file, content }) => file.test(name) && content.test(beginning)) ?? null;
}
