import { largestOf } from '../run/extent.ts';
import { matchesGlob } from './glob.ts';

/** What a GPU-hour costs, as a user states it: of every accelerator that the name fits. */
export interface Price {
  /** `H100`, `NVIDIA-H100-80GB-HBM3`, or a glob. */
  readonly name: string;
  /** $ per GPU-hour, above 0. */
  readonly dollars: number;
}

/** The prices whose names fit an accelerator best: one, none, or several that fit equally well. */
export function pricesOf(accelerator: string, prices: readonly Price[]): Price[] {
  const fitting = prices.map((price) => ({ price, fit: fitOf(price.name, accelerator) }));
  const best = largestOf(fitting.map(({ fit }) => fit ?? 0));
  return fitting.flatMap(({ price, fit }) => (fit === best ? [price] : []));
}

/** Words of a name: what neither a letter nor a digit parts. */
export function wordsOf(name: string): string[] {
  return name.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/**
 * How well a name fits an accelerator: best where they are equal, else by its number of words; all of them are in the
 * accelerator's in their order, or the name is a glob. Null where it does not.
 */
function fitOf(name: string, accelerator: string): number | null {
  if (name.toLowerCase() === accelerator.toLowerCase()) return Number.POSITIVE_INFINITY;
  const words = wordsOf(name);
  const fits = name.includes('*') ? matchesGlob(name, accelerator) : isWithin(words, wordsOf(accelerator));
  return fits ? words.length : null;
}

function isWithin(words: readonly string[], all: readonly string[]): boolean {
  let found = 0;
  for (const word of all) {
    if (word === words[found]) found += 1;
  }
  return words.length > 0 && found === words.length;
}
