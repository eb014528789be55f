import { type Feature, Unavailable } from './unavailable.ts';

/** Longest that one feature waits in all, and all of them together, in ms: a job that is done must not hang. */
const ONE_FEATURE = 10_000;
const ALL_FEATURES = 20_000;

/** What an answer may take that comes, and all of them together, in ms; what they take beyond that is waiting. */
const BRISK = 2000;
const ALL_BRISK = 30_000;

/** How long may still be waited for GitHub. */
export class Patience {
  readonly #spent = new Map<Feature, number>();
  #brisk = ALL_BRISK;

  /** What a feature may still wait, in ms; 0 where it has none left. */
  left(feature: Feature): number {
    const all = [...this.#spent.values()].reduce((sum, spent) => sum + spent, 0);
    return Math.max(0, Math.min(ONE_FEATURE - (this.#spent.get(feature) ?? 0), ALL_FEATURES - all));
  }

  /** Counts a time in ms as waited. */
  spend(feature: Feature, time: number): void {
    this.#spent.set(feature, (this.#spent.get(feature) ?? 0) + time);
  }

  /** Counts what an answer took that came, in ms, as waited, but for what it may take. */
  answered(feature: Feature, time: number): void {
    const free = Math.min(time, BRISK, this.#brisk);
    this.#brisk -= free;
    this.spend(feature, time - free);
  }

  /** Whether a feature may wait that long and have so much left, in ms; if so, it is counted as waited. */
  take(feature: Feature, delay: number, rest = 0): boolean {
    if (delay + rest > this.left(feature)) return false;
    this.spend(feature, delay);
    return true;
  }

  /** Throws Unavailable where a feature has none left: it is not even begun, so that the job ends in time. */
  require(feature: Feature): void {
    if (this.left(feature) >= 1) return;
    const bound = `${ONE_FEATURE / 1000} s for one feature, ${ALL_FEATURES / 1000} s in all`;
    throw new Unavailable(feature, `gave up waiting for GitHub (${bound})`, 'unanswered');
  }
}
