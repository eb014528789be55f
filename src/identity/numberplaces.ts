import { type Load, reportedConcurrency, requestedConcurrency } from '../run/load.ts';
import type { Trail } from './trail.ts';

/** The quantities that a number may stand for, null if a run does not state them. */
const QUANTITIES: readonly ((load: Load) => number | null)[] = [
  requestedConcurrency,
  ({ rate }) => rate,
  ({ prompts }) => prompts,
];

/**
 * Which numbers of names are the load, by their pattern: those that equal the same stated quantity in all runs with the
 * pattern. If a word already tells the load, that may be chance: there must be at least two different numbers.
 */
export class NumberPlaces {
  readonly #patterns = new Map<string, PatternNumbers>();

  /** Counts a run of that load below that path. */
  add(trail: Trail, load: Load): void {
    if (trail.numbers.length === 0) return;
    let known = this.#patterns.get(trail.pattern);
    if (known === undefined) {
      known = new PatternNumbers(trail.numbers);
      this.#patterns.set(trail.pattern, known);
    }
    known.add(trail, load);
  }

  /** Whether each number of a name is the load, once all runs are counted. */
  of(trail: Trail): readonly boolean[] {
    return this.#patterns.get(trail.pattern)?.areLoad ?? [];
  }
}

/** The numbers of one pattern, place by place. */
class PatternNumbers {
  readonly #places: { readonly first: number; varies: boolean; quantities: typeof QUANTITIES }[];
  #isSaid = false;

  constructor(numbers: readonly number[]) {
    this.#places = numbers.map((first) => ({ first, varies: false, quantities: QUANTITIES }));
  }

  add({ numbers, saysLoad }: Trail, load: Load): void {
    this.#isSaid ||= saysLoad && (reportedConcurrency(load) !== null || load.rate !== null);
    for (const [index, place] of this.#places.entries()) {
      const number = numbers[index];
      place.varies ||= number !== place.first;
      if (place.quantities.length > 0) place.quantities = place.quantities.filter((of) => of(load) === number);
    }
  }

  get areLoad(): boolean[] {
    return this.#places.map(({ varies, quantities }) => quantities.length > 0 && (varies || !this.#isSaid));
  }
}
