import type { OutgoingAnswer } from './listen.ts';

/** Which of the servers: REST and GraphQL, web pages and git, the results service, or the storage behind artifacts. */
export type Host = 'api' | 'web' | 'results' | 'storage';

/** What goes wrong instead of an answer. */
export type Fault =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly body?: unknown;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** The connection is closed without an answer; `after`: once the request was carried out. */
  | { readonly kind: 'drop'; readonly after?: boolean }
  /** The answer comes, late. */
  | { readonly kind: 'slow'; readonly ms: number }
  /** It is answered as ever, but for what is made of the document. */
  | { readonly kind: 'altered'; readonly alter: (body: unknown) => OutgoingAnswer }
  /** Something happens on GitHub between this request and the one before, which is then answered as ever. */
  | { readonly kind: 'meanwhile'; readonly run: () => Promise<unknown> };

/** When it goes wrong. */
export interface FaultTrigger {
  readonly host?: Host;
  readonly method?: string;
  /** Matched against the path without the API's prefix. */
  readonly path?: string | RegExp;
  /** Matched against the body as it was sent. */
  readonly body?: RegExp;
  /** Requests to let pass before; 0. */
  readonly skip?: number;
  /** How often; 1. Infinity is for ever. */
  readonly times?: number;
}

const documentation_url = 'https://docs.github.com/rest';

/** The usual faults, in GitHub's words. */
export const faults = {
  /** Secondary rate limit, with seconds to wait. */
  secondaryLimit: (retryAfter: number): Fault => ({
    kind: 'answer',
    status: 403,
    headers: { 'retry-after': String(retryAfter) },
    body: {
      message: 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
      documentation_url: `${documentation_url}/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits`,
    },
  }),
  /** Primary rate limit, used up until a time. */
  primaryLimit: (secondsToReset: number): Fault => ({
    kind: 'answer',
    status: 403,
    headers: {
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': String(Math.ceil(Date.now() / 1000 + secondsToReset)),
    },
    body: { message: 'API rate limit exceeded for installation.', documentation_url },
  }),
  notFastForward: (): Fault => ({
    kind: 'answer',
    status: 422,
    body: { message: 'Update is not a fast forward', documentation_url, status: '422' },
  }),
  /** A ruleset of the repository refuses. */
  ruleset: (): Fault => ({
    kind: 'answer',
    status: 422,
    body: {
      message: 'Repository rule violations found\n\nCannot create ref due to creations being restricted.\n\n',
      documentation_url,
      status: '422',
    },
  }),
  serverError: (status = 502): Fault => ({ kind: 'answer', status, body: { message: 'Server Error' } }),
  notFound: (): Fault => ({
    kind: 'answer',
    status: 404,
    body: { message: 'Not Found', documentation_url, status: '404' },
  }),
  gone: (): Fault => ({ kind: 'answer', status: 410, body: { message: 'Gone', documentation_url, status: '410' } }),
  /** Not JSON: what a proxy in between sends. */
  garbage: (): Fault => ({ kind: 'answer', status: 200, body: '<html>It works!</html>' }),
  redirect: (location: string): Fault => ({
    kind: 'answer',
    status: 307,
    headers: { location },
    body: { message: 'Moved', url: location },
  }),
  drop: (after = false): Fault => ({ kind: 'drop', after }),
  slow: (ms: number): Fault => ({ kind: 'slow', ms }),
  altered: (alter: (body: unknown) => OutgoingAnswer): Fault => ({ kind: 'altered', alter }),
  meanwhile: (run: () => Promise<unknown>): Fault => ({ kind: 'meanwhile', run }),
} as const;

/** Faults that wait for their request. */
export class Faults {
  private readonly waiting: { when: FaultTrigger; fault: Fault; skip: number; times: number; hit: number }[] = [];

  add(when: FaultTrigger, fault: Fault): void {
    this.waiting.push({ when, fault, skip: when.skip ?? 0, times: when.times ?? 1, hit: 0 });
  }

  /** The fault for a request, which it uses up, or null. */
  take(host: Host, method: string, path: string, body: string): Fault | null {
    for (const entry of this.waiting) {
      const { when } = entry;
      if ((when.host ?? 'api') !== host || (when.method ?? method) !== method || entry.hit >= entry.times) continue;
      if (typeof when.path === 'string' ? !path.includes(when.path) : when.path?.test(path) === false) continue;
      if (when.body?.test(body) === false) continue;
      if (entry.skip > 0) {
        entry.skip -= 1;
        continue;
      }
      entry.hit += 1;
      return entry.fault;
    }
    return null;
  }

  /** Nothing goes wrong any more. */
  clear(): void {
    this.waiting.length = 0;
  }

  /** Faults that no request ever met: a test that injects one wants to see it. */
  unmet(): string[] {
    return this.waiting.flatMap(({ when, hit }) =>
      hit === 0 ? [`${when.method ?? 'any'} ${when.path ?? 'path'}`] : [],
    );
  }
}
