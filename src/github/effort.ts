import type { Feature } from './unavailable.ts';

/** Requests to GitHub's API and the time that they took, waits included, by feature. */
export class Effort {
  readonly #spent = new Map<Feature, { requests: number; time: number }>();

  /** Counts a request. */
  request(feature: Feature): void {
    this.#of(feature).requests += 1;
  }

  /** Adds a time in ms. */
  took(feature: Feature, time: number): void {
    this.#of(feature).time += time;
  }

  get requests(): number {
    return [...this.#spent.values()].reduce((sum, { requests }) => sum + requests, 0);
  }

  /** `31 (baseline 14, images 9, comment 8)`; `0`. */
  counts(): string {
    return this.#line(String(this.requests), ({ requests }) => String(requests));
  }

  /** `31 requests in 4.2 s (baseline 14 in 2.1 s, …)`. */
  times(): string {
    const all = [...this.#spent.values()].reduce((sum, { time }) => sum + time, 0);
    return this.#line(
      `${this.requests} requests in ${seconds(all)}`,
      ({ requests, time }) => `${requests} in ${seconds(time)}`,
    );
  }

  #line(whole: string, part: (spent: { requests: number; time: number }) => string): string {
    const parts = [...this.#spent].map(([feature, spent]) => `${feature} ${part(spent)}`);
    return parts.length === 0 ? whole : `${whole} (${parts.join(', ')})`;
  }

  #of(feature: Feature): { requests: number; time: number } {
    const spent = this.#spent.get(feature) ?? { requests: 0, time: 0 };
    this.#spent.set(feature, spent);
    return spent;
  }
}

function seconds(time: number): string {
  return `${(time / 1000).toFixed(1)} s`;
}
