import { countsOf, type Requests } from './assemble.ts';
import type { Findings, Path } from './finding.ts';
import type { Harness } from './harness.ts';

/*
 * The meaning of the counts in a report. Source: native_to_br0_1.py and native_to_br0_2.py of llm-d-benchmark, which
 * count differently for every harness.
 */

/** Counts and lengths as a report of any version states them. */
export type StatedRequests = Omit<Requests, 'countsAttempts' | 'total'> & { readonly total: number };

/** What else a report states that decides the meaning of its counts. */
export interface CountContext {
  readonly harness: Harness | null;
  /** Where the counts are in the report. */
  readonly path: Path;
  /** Whether `total` in this format means all requests that were attempted. */
  readonly countsAttempts: boolean;
  /** How many requests were to be sent, according to the harness's own arguments. */
  readonly prompts: number | null;
  /** Whether converters for this version either count failed requests or kinds of errors. */
  readonly maySum: boolean;
  /**
   * Requests/s × duration of the load in seconds, which is the number of completed requests; null where either is
   * unknown.
   */
  readonly answered: number | null;
}

/** The counts of a report, by their meaning. */
export function requestsOf(stated: StatedRequests, beside: CountContext, findings: Findings): Requests {
  const { harness, countsAttempts } = beside;
  if (harness?.counts.failures === 'kinds of errors') return byKinds(stated, beside, findings);
  return countsAttempts ? { ...stated, countsAttempts } : { ...withFailures(stated, beside, findings), countsAttempts };
}

function withFailures(stated: StatedRequests, { prompts, path }: CountContext, findings: Findings): StatedRequests {
  return { ...stated, failures: stated.failures ?? failedOf(prompts, stated.total, [...path, 'total'], findings) };
}

/**
 * Failed requests where nothing counts them: those that were to be sent and did not complete.
 *
 * @param path of the number of completed requests
 */
export function failedOf(prompts: number | null, completed: number, path: Path, findings: Findings): number | null {
  if (prompts === null || prompts < completed) return null;
  if (prompts > completed) {
    const some = `${completed} of ${prompts} requests completed, but failures are not stated`;
    findings.doubt(
      'derived-failures',
      path,
      `${some}: the others count as failed, although the data set may simply have held fewer`,
    );
  }
  return prompts - completed;
}

/**
 * Until September 2026 the converters counted kinds of errors as failures, next to a total of completed requests; since
 * then they count failed requests and include them in the total. The number that completed reveals which it is or,
 * failing that, the number that was to be sent.
 */
function byKinds(
  stated: StatedRequests,
  { prompts, answered, maySum, path }: CountContext,
  findings: Findings,
): Requests {
  const { total } = stated;
  const failures = stated.failures ?? null;
  if (failures === null || failures === 0) return { ...stated, countsAttempts: false };
  const areInTotal =
    answered === null
      ? total === prompts || failures > MOST_KINDS
      : !isCount(answered, total) && isCount(answered, total - failures);
  if (areInTotal) return { ...stated, countsAttempts: true };
  const message = 'failures counts kinds of errors rather than failed requests, so the failure rate is unknown';
  findings.warnOnce('unknown-failures', [...path, 'failures'], message);
  const isTotalKnown = answered !== null || !maySum;
  return { ...stated, total: isTotalKnown ? total : null, failures: null, countsAttempts: false };
}

/** No run has more kinds of errors than this: a higher number counts requests. */
const MOST_KINDS = 20;

/** Whether a product of measured figures equals that count, apart from rounding. */
function isCount(figure: number, count: number): boolean {
  return Math.abs(figure - count) < 0.5;
}

/** The time over which the completed requests yield the request rate, in seconds; null where either is unknown. */
export function windowOf(requests: Requests | null, rate: number | null | undefined): number | null {
  const { completed } = countsOf(requests);
  return completed === null || completed === 0 || !rate ? null : completed / rate;
}

/** Rates of tokens and requests, as stated. */
interface Rates {
  readonly input: number | null;
  readonly output: number | null;
  readonly total: number | null;
  readonly requests: number | null;
}

/**
 * The largest relative difference between a mean length and the length that the rates imply, if both cover the same
 * requests.
 */
const SAME_LENGTH = 1e-3;

/**
 * Lengths of the requests that completed. One converter divides the input tokens of these by the number of all
 * requests: with failures, the mean comes out too small, which the rates reveal because they cover completed requests
 * only.
 */
export function perCompleted(
  requests: Requests,
  completed: number | null,
  rates: Rates,
  path: Path,
  findings: Findings,
): Requests {
  const { total, input_length: length } = requests;
  const measured = inputPerRequest(rates);
  if (!length || measured === null || total === null || !completed || completed >= total) return requests;
  const mean = (length.mean * total) / completed;
  const isNear = (value: number) => Math.abs(value - measured) <= SAME_LENGTH * measured;
  if (isNear(length.mean) || !isNear(mean)) return requests;
  const message =
    'the mean input length also covers failed requests: scaled by requests ÷ completed to match the rates';
  findings.warnOnce('length-corrected', [...path, 'input_length', 'mean'], message);
  return { ...requests, input_length: { ...length, mean, stddev: null } };
}

function inputPerRequest({ input, output, total, requests }: Rates): number | null {
  const rate = input ?? (total === null || output === null ? null : total - output);
  return rate === null || rate <= 0 || requests === null || requests <= 0 ? null : rate / requests;
}
