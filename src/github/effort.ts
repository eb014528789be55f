import type { Feature } from './unavailable.ts';

/** What a step spends time on apart from its report: GitHub's features, and the summary, which takes no requests. */
type Work = Feature | 'job summary';

/** What one of these has taken so far. */
interface FeatureEffort {
  requests: number;
  readonly span: Span;
}

/** Requests to GitHub's API, and the time that work took, by what they were for. */
export class Effort {
  readonly #spent = new Map<Work, FeatureEffort>();
  readonly #all = new Span();

  /** Counts a request. */
  request(feature: Feature): void {
    this.#of(feature).requests += 1;
  }

  /** Counts the time that some work takes, even while other work is in progress. */
  async during<Result>(what: Work, work: () => Promise<Result>): Promise<Result> {
    const ends = [this.#of(what).span.begin(), this.#all.begin()];
    try {
      return await work();
    } finally {
      for (const end of ends) end();
    }
  }

  get requests(): number {
    return [...this.#spent.values()].reduce((sum, { requests }) => sum + requests, 0);
  }

  /**
   * `seconds: 4.2 (baseline 2.1, …)`, `requests: 31 (baseline 14, images 9, comment 8)`; each only if there is anything
   * to count.
   */
  lines(): string[] {
    const sent = [...this.#spent].filter(([, { requests }]) => requests > 0);
    const took = [...this.#spent].map(([what, { span }]): [Work, string] => [what, span.seconds()]);
    return [
      ...lineOf('seconds', this.#all.seconds(), took),
      ...lineOf(
        'requests',
        String(this.requests),
        sent.map(([what, { requests }]) => [what, String(requests)]),
      ),
    ];
  }

  #of(what: Work): FeatureEffort {
    const spent = this.#spent.get(what) ?? { requests: 0, span: new Span() };
    this.#spent.set(what, spent);
    return spent;
  }
}

/** The time during which at least one of several activities was in progress; they may overlap. */
class Span {
  #under = 0;
  #begun = 0;
  #taken = 0;

  /** @returns a function to call when the activity ends */
  begin(): () => void {
    if (this.#under === 0) this.#begun = performance.now();
    this.#under += 1;
    return () => {
      this.#under -= 1;
      if (this.#under === 0) this.#taken += performance.now() - this.#begun;
    };
  }

  seconds(): string {
    return (this.#taken / 1000).toFixed(1);
  }
}

function lineOf(unit: string, all: string, parts: readonly (readonly [Work, string])[]): string[] {
  return parts.length === 0 ? [] : [`${unit}: ${all} (${parts.map((part) => part.join(' ')).join(', ')})`];
}
