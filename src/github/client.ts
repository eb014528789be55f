import { setTimeout as sleep } from 'node:timers/promises';
import type { getOctokit } from '@actions/github';
import { Patience } from './patience.ts';
import { explainRefusal, type Feature, Unavailable } from './unavailable.ts';

export type Octokit = ReturnType<typeof getOctokit>;

/** How often a request is tried that fails on the way or on GitHub's side. */
const TRIES = 3;
/** First wait after such a failure, in ms; it doubles. */
const FIRST_WAIT = 500;
/** Wait where GitHub says «too many» and not how long, in ms: a minute, as its documentation asks. */
const RATE_WAIT = 60_000;
/** Longest that one answer may take, in ms. */
const ANSWER_TIME = 15_000;
/** Pages of 100 that are read of any list. */
const MAX_PAGES = 100;

/** A refusal as octokit throws it; without an answer the request never arrived. */
interface Refusal extends Error {
  readonly status: number;
  readonly response?: {
    readonly headers: Readonly<Record<string, string | number | undefined>>;
    readonly data?: unknown;
  };
}

/** An answer of a list. */
interface Page<Data> {
  readonly data: Data;
  readonly headers: { readonly link?: string | undefined };
}

/** GitHub's API: one request after the other, with patience that ends. */
export class Client {
  readonly repo: { readonly owner: string; readonly repo: string };
  readonly #octokit: Octokit;
  readonly #patience = new Patience();

  constructor(octokit: Octokit, repo: { readonly owner: string; readonly repo: string }) {
    this.#octokit = octokit;
    this.repo = repo;
    octokit.hook.before('request', (options) => {
      options.request.signal = AbortSignal.timeout(ANSWER_TIME);
    });
  }

  /**
   * One request.
   *
   * @param tries 1 for what must not be done twice
   * @throws Unavailable where GitHub refuses, or does not answer in time
   */
  async ask<Answer>(
    feature: Feature,
    request: (octokit: Octokit) => Promise<Answer>,
    tries: number = TRIES,
  ): Promise<Answer> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await request(this.#octokit);
      } catch (error) {
        if (!isRefusal(error)) throw error;
        const delay = delayAfter(error, attempt);
        if (delay === null || attempt >= tries || !this.#patience.take(feature, delay)) {
          throw new Unavailable(feature, reasonOf(feature, error, delay), error.status >= 500);
        }
        await sleep(delay);
      }
    }
  }

  /** All pages of a list, 100 entries each. */
  async *pages<Data>(
    feature: Feature,
    request: (octokit: Octokit, page: { per_page: number; page: number }) => Promise<Page<Data>>,
  ): AsyncGenerator<Data, void, undefined> {
    for (let page = 1; page <= MAX_PAGES; page += 1) {
      const { data, headers } = await this.ask(feature, (octokit) => request(octokit, { per_page: 100, page }));
      yield data;
      if (!headers.link?.includes('rel="next"')) return;
    }
  }
}

/** Whether an error is GitHub's answer, or the want of one; anything else is a mistake of ours. */
export function isRefusal(error: unknown): error is Refusal {
  return error instanceof Error && 'status' in error && typeof error.status === 'number';
}

/** How long to wait before the request is sent again, in ms; null where that would not help. */
function delayAfter({ status, message, response }: Refusal, attempt: number): number | null {
  const headers = response?.headers ?? {};
  const isLimited =
    status === 429 || (status === 403 && ('retry-after' in headers || /rate limit|abuse/i.test(message)));
  if (isLimited) {
    if (headers['retry-after'] !== undefined) return Number(headers['retry-after']) * 1000;
    if (Number(headers['x-ratelimit-remaining']) === 0) {
      return Math.max(0, Number(headers['x-ratelimit-reset']) * 1000 - Date.now());
    }
    return RATE_WAIT;
  }
  return status >= 500 ? FIRST_WAIT * 2 ** (attempt - 1) : null;
}

function reasonOf(feature: Feature, { status, message, response }: Refusal, delay: number | null): string {
  if (response === undefined) return `GitHub does not answer (${message.split('\n')[0]})`;
  if (status < 500 && delay !== null) {
    return `GitHub limits the rate of requests and asks to wait ${Math.ceil(delay / 1000)} s: run it again later`;
  }
  return explainRefusal(feature, status, message);
}
