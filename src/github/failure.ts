import { whyUnanswered } from './proxy.ts';
import type { explainRefusal, Feature, RefusedRequest, Unavailable } from './unavailable.ts';

/**
 * How long to wait, in ms, if GitHub says “too many requests” without saying how long: a minute, as its documentation
 * asks.
 */
const RATE_WAIT = 60_000;
/** The longest period, in ms, over which GitHub counts requests; a longer wait did not come from GitHub. */
const RATE_WINDOW = 60 * 60_000;

/** A refusal as octokit throws it; without an answer, the request never arrived. */
export interface Refusal extends Error {
  readonly status: number;
  readonly request?: { readonly url: string };
  readonly response?: {
    readonly headers: Headers;
    readonly data?: unknown;
  };
}

type Headers = Readonly<Record<string, string | number | undefined>>;

/** Whether an error is an answer of GitHub's, or the lack of one; anything else is a bug of ours. */
export function isRefusal(error: unknown): error is Refusal {
  return error instanceof Error && 'status' in error && typeof error.status === 'number';
}

/** For requests where “there is none” is a valid answer: null for some statuses, instead of a refusal. */
export function nullWhere(...statuses: readonly number[]): (error: unknown) => null {
  return (error) => {
    if (isRefusal(error) && statuses.includes(error.status)) return null;
    throw error;
  };
}

/**
 * For things that we may not change because they belong to others: null instead of a refusal, with no permission found
 * lacking.
 */
export function nullWhereDenied(error: unknown): null {
  if (isRefusal(error) && failureOf(error).kind === 'refused') return null;
  throw error;
}

/** What arrived in place of an answer: a page from something in between, or half an answer. */
export class GarbledAnswer extends Error {
  readonly status = 502;
}

/** The kind of a refusal, and how long GitHub asks to wait, in ms; null if it does not say. */
export interface Failure {
  readonly kind: Unavailable['kind'];
  readonly delay: number | null;
}

export function failureOf({ status, message, response }: Refusal): Failure {
  const headers = response?.headers ?? {};
  const retryAfter = delayIn(headers);
  if (status >= 500) return { kind: 'unanswered', delay: retryAfter };
  const isLimited =
    status === 429 || (status === 403 && ('retry-after' in headers || /rate limit|abuse/i.test(message)));
  if (!isLimited) return { kind: 'refused', delay: null };
  return { kind: 'limited', delay: retryAfter ?? untilReset(headers) ?? RATE_WAIT };
}

/** `retry-after` in ms, given in seconds or as a date; null if it is neither. */
function delayIn(headers: Headers): number | null {
  const value = headers['retry-after'];
  if (value === undefined || value === '') return null;
  const seconds = Number(value);
  const delay = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(String(value)) - nowBy(headers);
  return Number.isFinite(delay) ? Math.max(0, delay) : null;
}

/** Time until GitHub's count restarts, in ms; null if it does not say, or says something impossible. */
function untilReset(headers: Headers): number | null {
  const reset = Number(headers['x-ratelimit-reset']) * 1000;
  if (Number(headers['x-ratelimit-remaining'] ?? 1) !== 0 || !Number.isFinite(reset)) return null;
  const delay = reset - nowBy(headers);
  return Math.abs(delay) <= RATE_WINDOW ? Math.max(0, delay) : null;
}

/** The time of an answer in ms, by the same clock as the other times in it. */
function nowBy(headers: Headers): number {
  return clockOf(headers) ?? Date.now();
}

/** The server's clock, in ms; null if the answer does not state it. */
export function clockOf(headers: Headers): number | null {
  const time = Date.parse(String(headers.date ?? ''));
  return Number.isNaN(time) ? null : time;
}

/** A clause on why a request failed. */
export function reasonOf(
  refused: RefusedRequest,
  error: Refusal,
  { kind, delay }: Failure,
  explain: typeof explainRefusal,
): string {
  if (kind === 'unanswered' && error.response === undefined) {
    const { request, message } = error;
    const [line = ''] = message.split('\n');
    return `GitHub does not answer (${request === undefined ? line : whyUnanswered(request.url, error)})`;
  }
  if (kind === 'limited') {
    return `GitHub’s rate limit asks for a wait of ${Math.ceil((delay ?? 0) / 1000)} s: run the job again later`;
  }
  return explain(refused);
}

/** The part of a refusal that needs explaining. */
export function refusedOf(feature: Feature, { status, message, response }: Refusal): RefusedRequest {
  const accepted = response?.headers['x-accepted-github-permissions'];
  // Where the answer is not a document of GitHub's, octokit turns whatever it is into a message.
  const isSaid = !/^Unknown error|\[object Object\]|^undefined\b/.test(message);
  return {
    feature,
    status,
    message: isSaid ? message : 'without a reason',
    accepted: accepted === undefined ? null : String(accepted),
  };
}
