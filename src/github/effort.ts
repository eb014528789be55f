import type { Feature } from './unavailable.ts';

/** What a step spends time on beside its report: GitHub's features, and the summary, which takes no request. */
type Work = Feature | 'job summary';

/** What one of them has taken. */
interface FeatureEffort {
  requests: number;
  readonly span: Span;
}

/** Requests to GitHub's API and seconds, by what they were for. */
export class Effort {
  readonly #spent = new Map<Work, FeatureEffort>();
  readonly #all = new Span();

  /** Counts a request. */
  request(feature: Feature): void {
    this.#of(feature).requests += 1;
  }

  /** Counts the time that something takes, also while others are under way. */
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

  /** `seconds: 4.2 (baseline 2.1, …)`, `requests: 31 (baseline 14, images 9, comment 8)`; neither where there is none. */
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

/** Time in which at least one of several things was under way, which may be within each other. */
class Span {
  #under = 0;
  #begun = 0;
  #taken = 0;

  /** @returns what is to be called where it ends */
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
