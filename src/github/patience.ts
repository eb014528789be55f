import { type Feature, Unavailable } from './unavailable.ts';

/** The longest that one feature, and all of them together, wait, in ms: a finished job must not hang. */
const ONE_FEATURE = 10_000;
const ALL_FEATURES = 20_000;

/** How long one successful answer, and all of them together, may take before the time counts as waiting, in ms. */
const BRISK = 2000;
const ALL_BRISK = 30_000;

/** How much longer GitHub may be waited for. */
export class Patience {
  readonly #spent = new Map<Feature, number>();
  #brisk = ALL_BRISK;

  /** How long a feature may still wait, in ms; 0 if it has used up its time. */
  left(feature: Feature): number {
    const all = [...this.#spent.values()].reduce((sum, spent) => sum + spent, 0);
    return Math.max(0, Math.min(ONE_FEATURE - (this.#spent.get(feature) ?? 0), ALL_FEATURES - all));
  }

  /** Counts a time, in ms, as waiting. */
  spend(feature: Feature, time: number): void {
    this.#spent.set(feature, (this.#spent.get(feature) ?? 0) + time);
  }

  /** Counts the time of a successful answer, in ms, as waiting, as far as it exceeds what answers may take. */
  answered(feature: Feature, time: number): void {
    const free = Math.min(time, BRISK, this.#brisk);
    this.#brisk -= free;
    this.spend(feature, time - free);
  }

  /**
   * Whether a feature may wait for `delay` and then still have `rest` left, both in ms; if so, the delay is counted.
   */
  take(feature: Feature, delay: number, rest = 0): boolean {
    if (delay + rest > this.left(feature)) return false;
    this.spend(feature, delay);
    return true;
  }

  /** Throws Unavailable if a feature has no time left: it is not even started, so that the job ends in time. */
  require(feature: Feature): void {
    if (this.left(feature) >= 1) return;
    const bound = `${ONE_FEATURE / 1000} s for one feature, ${ALL_FEATURES / 1000} s in all`;
    throw new Unavailable(feature, `gave up waiting for GitHub (${bound})`, 'unanswered');
  }
}
