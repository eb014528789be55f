import { largestOf } from '../run/extent.ts';
import { matchesGlob } from './glob.ts';

/** The price of a GPU-hour as a user states it, for every accelerator that the name fits. */
export interface Price {
  /** `H100`, `NVIDIA-H100-80GB-HBM3`, or a glob. */
  readonly name: string;
  /** $ per GPU-hour, above 0. */
  readonly dollars: number;
}

/** The prices whose names fit an accelerator best: none, one, or several that fit equally well. */
export function pricesOf(accelerator: string, prices: readonly Price[]): Price[] {
  const fitting = prices.map((price) => ({ price, fit: fitOf(price.name, accelerator) }));
  const best = largestOf(fitting.map(({ fit }) => fit ?? 0));
  return fitting.flatMap(({ price, fit }) => (fit === best ? [price] : []));
}

/** Words of a name, separated by anything but letters and digits. */
export function wordsOf(name: string): string[] {
  return name.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/**
 * How well a name fits an accelerator: best if they are equal, otherwise by its number of words, all of which must
 * occur in the accelerator's name in the same order; or the name is a glob. Null if it does not fit.
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
