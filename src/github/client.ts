import { setTimeout as sleep } from 'node:timers/promises';
import type { getOctokit } from '@actions/github';
import type { Effort } from './effort.ts';
import { clockOf, failureOf, Garbled, isRefusal, reasonOf, refusedOf } from './failure.ts';
import { readAnswer } from './form.ts';
import type { Patience } from './patience.ts';
import { Permissions } from './permissions.ts';
import { explainRefusal, type Feature, permissionLacking, Unavailable } from './unavailable.ts';

export type Octokit = ReturnType<typeof getOctokit>;

/** How often a request is tried that fails on the way or on GitHub's side. */
const TRIES = 3;
/** First wait after such a failure, in ms; it doubles. */
const FIRST_WAIT = 500;
/** What is left after a wait, in ms, for the answer that was waited for. */
const LEAST_TIME = 1000;
/** Pages of 100 that are read of any list. */
const MAX_PAGES = 100;
/** Statuses of an answer that something is elsewhere now. */
const MOVED: ReadonlySet<number> = new Set([301, 307, 308]);

/** A request and an answer as octokit hands them to who stands between it and GitHub. */
type Asked = Required<Octokit['request']['endpoint']['DEFAULTS']>;
type Answered = Awaited<ReturnType<Octokit['request']>>;
type Send = (options: Asked) => Answered | Promise<Answered>;

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
  /** What the requests so far took, and the step beside them. */
  readonly effort: Effort;
  readonly #patience: Patience;
  readonly #octokit: Octokit;
  /** That the request under way is for. */
  #feature: Feature = 'comment';
  /** How far GitHub's clock is ahead of ours, in ms, by the last answer. */
  #ahead = 0;

  constructor(
    octokit: Octokit,
    repo: { readonly owner: string; readonly repo: string },
    { patience, effort }: { readonly patience: Patience; readonly effort: Effort },
  ) {
    this.#octokit = octokit;
    this.repo = repo;
    this.#patience = patience;
    this.effort = effort;
    octokit.hook.wrap('request', (request, options) => this.#answer(request, options));
  }

  /** The time by GitHub's clock, which ages and days are of; by ours until it has answered. */
  now(): Date {
    return new Date(Date.now() + this.#ahead);
  }

  /**
   * One request.
   *
   * @throws Unavailable where GitHub refuses, does not answer in time, or answers what is none of its answers
   */
  async ask<Answer>(
    feature: Feature,
    request: (octokit: Octokit) => Promise<Answer>,
    { once = false, explain = explainRefusal }: Treatment = {},
  ): Promise<Answer> {
    this.permissions.ask(feature);
    return this.effort.during(feature, async () => {
      for (let attempt = 1; ; attempt += 1) {
        const answer = await this.#attempt(feature, request, { once, explain }, attempt);
        if (answer !== null) return answer.came;
      }
    });
  }

  /** What came; null where it is to be tried again, after a wait that is over. */
  async #attempt<Answer>(
    feature: Feature,
    request: (octokit: Octokit) => Promise<Answer>,
    { once, explain }: Required<Treatment>,
    attempt: number,
  ): Promise<{ readonly came: Answer } | null> {
    this.#patience.require(feature);
    this.#feature = feature;
    const started = performance.now();
    try {
      return { came: await request(this.#octokit) };
    } catch (error) {
      // GraphQL refuses in an answer with errors in it.
      if (error instanceof Error && error.name === 'GraphqlResponseError')
        throw new Unavailable(feature, error.message);
      if (!isRefusal(error)) throw error;
      this.#patience.spend(feature, performance.now() - started);
      const failure = failureOf(error);
      const again = attempt < TRIES && !(once && failure.kind === 'unanswered') && failure.kind !== 'refused';
      const delay = Math.max(failure.delay ?? 0, backoff(attempt));
      if (again && (await this.#wait(feature, delay))) return null;
      const refused = refusedOf(feature, error);
      const lacking = permissionLacking(refused);
      if (lacking !== null) this.permissions.refuse(lacking, feature);
      const isGone = refused.status === 404 || refused.status === 410;
      const reason = reasonOf(refused, error, failure, explain);
      throw new Unavailable(feature, reason, failure.kind, { permission: lacking, isGone });
    }
  }

  /** Sends a request, and checks what comes of it: whatever is read of an answer has the form that GitHub documents. */
  async #answer(request: Send, options: Asked): Promise<Answered> {
    const feature = this.#feature;
    const operation = operationOf(options);
    const started = performance.now();
    // Fetch would follow to whatever host an answer names.
    options.request.redirect = 'manual';
    options.request.signal = AbortSignal.timeout(Math.floor(this.#patience.left(feature)));
    this.effort.request(feature);
    const answer = await followed(request, options).catch((error: unknown) => {
      // Whatever else is thrown is of the answer, such as a type of content that is none.
      throw isRefusal(error) ? error : new Garbled((error as Error).message);
    });
    this.#ahead = (clockOf(answer.headers) ?? Date.now()) - Date.now();
    this.#patience.answered(feature, performance.now() - started);
    requireDocument(answer);
    const read = readAnswer(operation, answer);
    if ('data' in read) return { ...answer, data: read.data };
    const reason =
      ledAway(answer, options) ??
      `GitHub’s answer is not of the form that it documents (${operation}: ${read.wrong}): does a proxy answer in its place?`;
    throw new Unavailable(feature, reason, 'unanswered');
  }

  /** Waits before something is tried again, as long as there is patience; false where there is none. */
  pause(feature: Feature, attempt: number): Promise<boolean> {
    return this.#wait(feature, backoff(attempt));
  }

  /** Counts what an answer took, in ms, of a server that is not asked through octokit. */
  answered(feature: Feature, time: number): void {
    this.#patience.answered(feature, time);
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
      yield data;
      if (!headers.link?.includes('rel="next"')) return;
    }
  }
}

/** `GET /repos/{owner}/{repo}/pulls`; of GraphQL with what is asked, `POST /graphql viewer`. */
function operationOf({ method, url, query }: Asked): string {
  if (!url.endsWith('/graphql')) return `${method} ${url}`;
  const [, name = ''] = /\{\s*(\w+)/.exec(String(query)) ?? [];
  return `${method} /graphql ${name}`;
}

/** Where an answer leads that is not followed, in a clause; null where it is none of those. */
function ledAway({ status, headers: { location } }: Answered, { baseUrl }: Asked): string | null {
  if (status < 300 || status >= 400 || location === undefined) return null;
  return `GitHub’s answer leads to ${new URL(location, baseUrl).origin}, where nothing is asked: does a proxy answer in its place?`;
}

/** GitHub's answers are documents. What is none comes from a proxy in between, or was cut off. */
function requireDocument({ status, data }: Answered): void {
  const isDocument = typeof data === 'object' && data !== null && !(data instanceof ArrayBuffer);
  if ((status === 200 || status === 201) && !isDocument) throw new Garbled('the answer is not JSON');
}

/**
 * Where an answer of GitHub's leads to its own API, of a repository that has been renamed or moved, there it is asked
 * again. Answers that are not to be followed lead elsewhere otherwise, without the token.
 */
async function followed(request: Send, options: Asked): Promise<Answered> {
  const answer = await request(options);
  const { location } = answer.headers;
  if (!MOVED.has(answer.status) || location === undefined) return answer;
  const url = new URL(location, options.baseUrl);
  if (url.origin !== new URL(options.baseUrl).origin) return answer;
  // Octokit goes by the very options that it has handed over; parameters are in the address by now.
  for (const name of options.url.matchAll(/\{(\w+)\}/g)) Reflect.deleteProperty(options, name[1] ?? '');
  options.url = url.href;
  return request(options);
}

function backoff(attempt: number): number {
  return FIRST_WAIT * 2 ** (attempt - 1);
}
