import { setTimeout as sleep } from 'node:timers/promises';
import type { getOctokit } from '@actions/github';
import type { Patience } from './patience.ts';
import { Permissions } from './permissions.ts';
import { whyUnanswered } from './proxy.ts';
import { explainRefusal, type Feature, permissionLacking, type Refused, Unavailable } from './unavailable.ts';

export type Octokit = ReturnType<typeof getOctokit>;

/** How often a request is tried that fails on the way or on GitHub's side. */
const TRIES = 3;
/** First wait after such a failure, in ms; it doubles. */
const FIRST_WAIT = 500;
/** Wait where GitHub says “too many” and not how long, in ms: a minute, as its documentation asks. */
const RATE_WAIT = 60_000;
/** What an answer may take that comes, in ms; what it takes beyond that is waiting. */
const BRISK = 2000;
/** What is left after a wait, in ms, for the answer that was waited for. */
const LEAST_TIME = 1000;
/** Pages of 100 that are read of any list. */
const MAX_PAGES = 100;

/** A refusal as octokit throws it; without an answer the request never arrived. */
interface Refusal extends Error {
  readonly status: number;
  readonly request?: { readonly url: string };
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

/** How a request is treated that fails. */
export interface Treatment {
  /** Whether it must not be done twice: it is not sent again where the first may have arrived. */
  readonly once?: boolean;
  /** Says in a clause what a refusal means; what GitHub's own answers mean unless given. */
  readonly explain?: typeof explainRefusal;
}

/** GitHub's API: one request after the other, with patience that ends. */
export class Client {
  readonly repo: { readonly owner: string; readonly repo: string };
  /** What the requests so far needed, and were refused for. */
  readonly permissions = new Permissions();
  readonly #patience: Patience;
  readonly #octokit: Octokit;
  /** That the request under way is for. */
  #feature: Feature = 'comment';

  constructor(octokit: Octokit, repo: { readonly owner: string; readonly repo: string }, patience: Patience) {
    this.#octokit = octokit;
    this.repo = repo;
    this.#patience = patience;
    octokit.hook.wrap('request', async (request, options) => {
      const feature = this.#feature;
      const started = performance.now();
      options.request.signal = AbortSignal.timeout(Math.floor(patience.left(feature)));
      const answer = await request(options);
      requireDocument(answer);
      patience.spend(feature, Math.max(0, performance.now() - started - BRISK));
      return answer;
    });
  }

  /**
   * One request.
   *
   * @throws Unavailable where GitHub refuses, or does not answer in time
   */
  async ask<Answer>(
    feature: Feature,
    request: (octokit: Octokit) => Promise<Answer>,
    { once = false, explain = explainRefusal }: Treatment = {},
  ): Promise<Answer> {
    this.permissions.ask(feature);
    for (let attempt = 1; ; attempt += 1) {
      this.#patience.require(feature);
      this.#feature = feature;
      const started = performance.now();
      try {
        return await request(this.#octokit);
      } catch (error) {
        if (!isRefusal(error)) throw error;
        this.#patience.spend(feature, performance.now() - started);
        const failure = failureOf(error);
        const again = attempt < TRIES && !(once && failure.kind === 'unanswered') && failure.kind !== 'refused';
        const delay = failure.delay ?? backoff(attempt);
        if (again && (await this.#wait(feature, delay))) continue;
        const lacking = permissionLacking(refusedOf(feature, error));
        if (lacking !== null) this.permissions.refuse(lacking, feature);
        throw new Unavailable(feature, reasonOf(feature, error, failure, explain), failure.kind, lacking);
      }
    }
  }

  /** Waits before something is tried again, as long as there is patience; false where there is none. */
  pause(feature: Feature, attempt: number): Promise<boolean> {
    return this.#wait(feature, backoff(attempt));
  }

  /** What an answer may take at most, in ms, of a server that is not asked through octokit. */
  timeLeft(feature: Feature): number {
    return this.#patience.left(feature);
  }

  async #wait(feature: Feature, delay: number): Promise<boolean> {
    const may = this.#patience.take(feature, delay, LEAST_TIME);
    if (may) await sleep(delay);
    return may;
  }

  /** Pages of a list, 100 entries each: all, or the first few. */
  async *pages<Data>(
    feature: Feature,
    request: (octokit: Octokit, page: { per_page: number; page: number }) => Promise<Page<Data>>,
    most: number = MAX_PAGES,
    explain: typeof explainRefusal = explainRefusal,
  ): AsyncGenerator<Data, void, undefined> {
    for (let page = 1; page <= most; page += 1) {
      const { data, headers } = await this.ask(feature, (octokit) => request(octokit, { per_page: 100, page }), {
        explain,
      });
      requireList(feature, data);
      yield data;
      if (!headers.link?.includes('rel="next"')) return;
    }
  }
}

/** Whether an error is GitHub's answer, or the want of one; anything else is a mistake of ours. */
function isRefusal(error: unknown): error is Refusal {
  return error instanceof Error && 'status' in error && typeof error.status === 'number';
}

/** For where an answer that there is none of it is no failure: on any of some statuses, null instead of a refusal. */
export function nullWhere(...statuses: readonly number[]): (error: unknown) => null {
  return (error) => {
    if (isRefusal(error) && statuses.includes(error.status)) return null;
    throw error;
  };
}

/** For what we may not change, because it is another's: null instead of a refusal, and no lack of the token's. */
export function nullWhereDenied(error: unknown): null {
  if (isRefusal(error) && failureOf(error).kind === 'refused') return null;
  throw error;
}

/** What came instead of an answer: a page of something in between, or half of it. */
class Garbled extends Error {
  readonly status = 502;
}

/** GitHub's answers are documents. What is none comes from a proxy in between, or was cut off. */
function requireDocument({ status, data }: { readonly status: number; readonly data: unknown }): void {
  const isDocument = typeof data === 'object' && data !== null;
  if ((status === 200 || status === 201) && !isDocument) throw new Garbled('the answer is not JSON');
}

/** A document of another form is a server's in between, too. */
function requireList(feature: Feature, data: unknown): void {
  if (Array.isArray(data)) return;
  throw new Unavailable(feature, 'the answer is not a list, as GitHub’s is', 'unanswered');
}

function backoff(attempt: number): number {
  return FIRST_WAIT * 2 ** (attempt - 1);
}

/** What a refusal is, and for how long GitHub asks to wait, in ms; null where it does not say. */
interface Failure {
  readonly kind: Unavailable['kind'];
  readonly delay: number | null;
}

function failureOf({ status, message, response }: Refusal): Failure {
  const headers = response?.headers ?? {};
  const retryAfter = delayIn(headers['retry-after']);
  if (status >= 500) return { kind: 'unanswered', delay: retryAfter };
  const isLimited =
    status === 429 || (status === 403 && ('retry-after' in headers || /rate limit|abuse/i.test(message)));
  if (!isLimited) return { kind: 'refused', delay: null };
  const reset =
    Number(headers['x-ratelimit-remaining']) === 0 ? Number(headers['x-ratelimit-reset']) * 1000 : Number.NaN;
  const untilReset = Number.isFinite(reset) ? Math.max(0, reset - Date.now()) : null;
  return { kind: 'limited', delay: retryAfter ?? untilReset ?? RATE_WAIT };
}

/** `retry-after` in ms: it has seconds, or a date; null where it has neither. */
function delayIn(value: string | number | undefined): number | null {
  if (value === undefined || value === '') return null;
  const seconds = Number(value);
  const delay = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(String(value)) - Date.now();
  return Number.isFinite(delay) ? Math.max(0, delay) : null;
}

function reasonOf(feature: Feature, error: Refusal, { kind, delay }: Failure, explain: typeof explainRefusal): string {
  if (kind === 'unanswered' && error.response === undefined) {
    const { request, message } = error;
    return `GitHub does not answer (${request === undefined ? message : whyUnanswered(request.url, error)})`;
  }
  if (kind === 'limited') {
    return `GitHub’s rate limit asks for a wait of ${Math.ceil((delay ?? 0) / 1000)} s: run the job again later`;
  }
  return explain(refusedOf(feature, error));
}

function refusedOf(feature: Feature, { status, message, response }: Refusal): Refused {
  const accepted = response?.headers['x-accepted-github-permissions'];
  return { feature, status, message, accepted: accepted === undefined ? null : String(accepted) };
}
