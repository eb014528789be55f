/** Longest that one feature waits in all, and all of them together, in ms: a job that is done must not hang. */
const ONE_FEATURE = 10_000;
const ALL_FEATURES = 20_000;

/** How long may still be waited for GitHub. */
export class Patience {
  readonly #spent = new Map<string, number>();

  /** What a feature may still wait, in ms; 0 where it has none left. */
  left(feature: string): number {
    const all = [...this.#spent.values()].reduce((sum, spent) => sum + spent, 0);
    return Math.max(0, Math.min(ONE_FEATURE - (this.#spent.get(feature) ?? 0), ALL_FEATURES - all));
  }

  /** Counts a time in ms as waited. */
  spend(feature: string, time: number): void {
    this.#spent.set(feature, (this.#spent.get(feature) ?? 0) + time);
  }

  /** Whether a feature may wait that long, in ms; if so, it is counted as waited. */
  take(feature: string, delay: number): boolean {
    if (delay > this.left(feature)) return false;
    this.spend(feature, delay);
    return true;
  }
}
