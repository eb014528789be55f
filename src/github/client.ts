import { setTimeout as sleep } from 'node:timers/promises';
import type { getOctokit } from '@actions/github';
import type { Effort } from './effort.ts';
import { clockOf, failureOf, GarbledAnswer, isRefusal, reasonOf, refusedOf } from './failure.ts';
import { readAnswer } from './form.ts';
import type { Patience } from './patience.ts';
import { Permissions } from './permissions.ts';
import { explainRefusal, type Feature, permissionLacking, Unavailable } from './unavailable.ts';

export type Octokit = ReturnType<typeof getOctokit>;

/** How many times a request that fails on the way or on GitHub's side is tried. */
const TRIES = 3;
/** The first wait after such a failure, in ms; it doubles each time. */
const FIRST_WAIT = 500;
/** How much time, in ms, must be left after a wait for the awaited answer. */
const LEAST_TIME = 1000;
/** The most pages of 100 that are read of any list. */
const MAX_PAGES = 100;
/** Statuses which say that something has moved. */
const MOVED: ReadonlySet<number> = new Set([301, 307, 308]);

/** A request and an answer as octokit passes them to its hooks. */
type OctokitRequest = Required<Octokit['request']['endpoint']['DEFAULTS']>;
type OctokitResponse = Awaited<ReturnType<Octokit['request']>>;
type RequestSender = (options: OctokitRequest) => OctokitResponse | Promise<OctokitResponse>;

/** An answer with part of a list. */
interface Page<Data> {
  readonly data: Data;
  readonly headers: { readonly link?: string | undefined };
}

/** How a failing request is treated. */
export interface Treatment {
  /** Whether it must not be carried out twice: it is not repeated if the first one may have arrived. */
  readonly once?: boolean;
  /** Explains a refusal in a clause; by default, with the meaning of GitHub's own answers. */
  readonly explain?: typeof explainRefusal;
}

/** GitHub's API: one request at a time, with limited patience. */
export class Client {
  readonly repo: { readonly owner: string; readonly repo: string };
  /** What the requests so far needed, and which permissions they were refused for lack of. */
  readonly permissions = new Permissions();
  /** What the requests so far took, and the step beside them. */
  readonly effort: Effort;
  readonly #patience: Patience;
  readonly #octokit: Octokit;
  /** What the current request is for. */
  #feature: Feature = 'comment';
  /** How far GitHub's clock is ahead of ours, in ms, according to the last answer. */
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

  /** The time by GitHub's clock, in which ages and days are measured; by ours until GitHub has answered. */
  now(): Date {
    return new Date(Date.now() + this.#ahead);
  }

  /**
   * Makes one request.
   *
   * @throws Unavailable where GitHub refuses, does not answer in time, or sends something that is not one of its
   * answers
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

  /** The answer; null if the request is to be tried again, which has already been waited for. */
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
      // GraphQL refuses by means of an answer that lists errors.
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

  /** Sends a request and checks its answer: whatever is read from an answer has the form that GitHub documents. */
  async #answer(request: RequestSender, options: OctokitRequest): Promise<OctokitResponse> {
    const feature = this.#feature;
    const operation = operationOf(options);
    const started = performance.now();
    // Fetch would follow a redirect to any host.
    options.request.redirect = 'manual';
    options.request.signal = AbortSignal.timeout(Math.floor(this.#patience.left(feature)));
    this.effort.request(feature);
    const answer = await followed(request, options).catch((error: unknown) => {
      // Anything else that is thrown concerns the answer, such as an invalid content type.
      throw isRefusal(error) ? error : new GarbledAnswer((error as Error).message);
    });
    this.#ahead = (clockOf(answer.headers) ?? Date.now()) - Date.now();
    this.#patience.answered(feature, performance.now() - started);
    requireDocument(answer);
    const read = readAnswer(operation, answer);
    if ('data' in read) return { ...answer, data: read.data };
    const reason =
      ledAway(answer, options) ??
      `GitHub’s answer does not have the form that it documents (${operation}: ${read.wrong}): does a proxy answer in its place?`;
    throw new Unavailable(feature, reason, 'unanswered');
  }

  /** Waits before something is tried again, if there is enough patience; returns false if there is not. */
  pause(feature: Feature, attempt: number): Promise<boolean> {
    return this.#wait(feature, backoff(attempt));
  }

  /** Accounts for the time, in ms, that a server contacted without octokit took to answer. */
  answered(feature: Feature, time: number): void {
    this.#patience.answered(feature, time);
  }

  /** How long, in ms, a server contacted without octokit may take to answer. */
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

/** `GET /repos/{owner}/{repo}/pulls`; for GraphQL, with the operation's field: `POST /graphql viewer`. */
function operationOf({ method, url, query }: OctokitRequest): string {
  if (!url.endsWith('/graphql')) return `${method} ${url}`;
  const [, name = ''] = /\{\s*(\w+)/.exec(String(query)) ?? [];
  return `${method} /graphql ${name}`;
}

/** A clause on where an answer redirects to, if it is not followed; null for other answers. */
function ledAway({ status, headers: { location } }: OctokitResponse, { baseUrl }: OctokitRequest): string | null {
  if (status < 300 || status >= 400 || location === undefined) return null;
  return `GitHub’s answer redirects to ${new URL(location, baseUrl).origin}, which is not followed: does a proxy answer in its place?`;
}

/** GitHub's answers are JSON documents. Anything else comes from a proxy in between, or was cut off. */
function requireDocument({ status, data }: OctokitResponse): void {
  const isDocument = typeof data === 'object' && data !== null && !(data instanceof ArrayBuffer);
  if ((status === 200 || status === 201) && !isDocument) throw new GarbledAnswer('the answer is not JSON');
}

/**
 * Follows a redirect within GitHub's own API, as for a repository that was renamed or moved. Other redirects lead to
 * other hosts, and are followed elsewhere, without the token.
 */
async function followed(request: RequestSender, options: OctokitRequest): Promise<OctokitResponse> {
  const answer = await request(options);
  const { location } = answer.headers;
  if (!MOVED.has(answer.status) || location === undefined) return answer;
  const url = new URL(location, options.baseUrl);
  if (url.origin !== new URL(options.baseUrl).origin) return answer;
  // Octokit reads the very object that it passed us; the new address already contains the parameters.
  for (const name of options.url.matchAll(/\{(\w+)\}/g)) Reflect.deleteProperty(options, name[1] ?? '');
  options.url = url.href;
  return request(options);
}

function backoff(attempt: number): number {
  return FIRST_WAIT * 2 ** (attempt - 1);
}
