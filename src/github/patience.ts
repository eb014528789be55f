/** Longest that one feature waits in all, and all of them together, in ms: a job that is done must not hang. */
const ONE_FEATURE = 10_000;
const ALL_FEATURES = 20_000;

/** How long may still be waited for an answer that was put off. */
export class Patience {
  readonly #spent = new Map<string, number>();

  /** Whether a feature may wait that long, in ms; if so, it is counted as waited. */
  take(feature: string, delay: number): boolean {
    const own = this.#spent.get(feature) ?? 0;
    const all = [...this.#spent.values()].reduce((sum, spent) => sum + spent, 0);
    if (own + delay > ONE_FEATURE || all + delay > ALL_FEATURES) return false;
    this.#spent.set(feature, own + delay);
    return true;
  }
}
