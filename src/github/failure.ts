import { whyUnanswered } from './proxy.ts';
import type { explainRefusal, Feature, Refused, Unavailable } from './unavailable.ts';

/** Wait where GitHub says “too many” and not how long, in ms: a minute, as its documentation asks. */
const RATE_WAIT = 60_000;
/** Longest that GitHub counts requests before it begins anew, in ms; what asks for more is no time of GitHub's. */
const RATE_WINDOW = 60 * 60_000;

/** A refusal as octokit throws it; without an answer the request never arrived. */
export interface Refusal extends Error {
  readonly status: number;
  readonly request?: { readonly url: string };
  readonly response?: {
    readonly headers: Headers;
    readonly data?: unknown;
  };
}

type Headers = Readonly<Record<string, string | number | undefined>>;

/** Whether an error is GitHub's answer, or the want of one; anything else is a mistake of ours. */
export function isRefusal(error: unknown): error is Refusal {
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
export class Garbled extends Error {
  readonly status = 502;
}

/** What a refusal is, and for how long GitHub asks to wait, in ms; null where it does not say. */
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

/** `retry-after` in ms: it has seconds, or a date; null where it has neither. */
function delayIn(headers: Headers): number | null {
  const value = headers['retry-after'];
  if (value === undefined || value === '') return null;
  const seconds = Number(value);
  const delay = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(String(value)) - nowBy(headers);
  return Number.isFinite(delay) ? Math.max(0, delay) : null;
}

/** Until GitHub counts anew, in ms; null where it does not say, or what it says is no such time. */
function untilReset(headers: Headers): number | null {
  const reset = Number(headers['x-ratelimit-reset']) * 1000;
  if (Number(headers['x-ratelimit-remaining'] ?? 1) !== 0 || !Number.isFinite(reset)) return null;
  const delay = reset - nowBy(headers);
  return Math.abs(delay) <= RATE_WINDOW ? Math.max(0, delay) : null;
}

/** The time of an answer in ms, by the clock that its other times are of. */
function nowBy(headers: Headers): number {
  return clockOf(headers) ?? Date.now();
}

/** What the clock of who answered shows, in ms; null where it is not told. */
export function clockOf(headers: Headers): number | null {
  const time = Date.parse(String(headers.date ?? ''));
  return Number.isNaN(time) ? null : time;
}

/** Says in a clause why a request came to nothing. */
export function reasonOf(
  refused: Refused,
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

/** What of a refusal is to be explained. */
export function refusedOf(feature: Feature, { status, message, response }: Refusal): Refused {
  const accepted = response?.headers['x-accepted-github-permissions'];
  // Where the answer is no document of GitHub's, octokit makes a message of whatever it is.
  const isSaid = !/^Unknown error|\[object Object\]|^undefined\b/.test(message);
  return {
    feature,
    status,
    message: isSaid ? message : 'without a reason',
    accepted: accepted === undefined ? null : String(accepted),
  };
}
