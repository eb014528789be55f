import type { Load } from '../run/load.ts';
import type { Findings, Path } from './finding.ts';
import { dig, index, positive, word } from './lookup.ts';
import { describe, nameOf } from './validate.ts';

/** What a harness was asked to do: keep requests in flight (a closed loop) or send them at a rate (an open loop). */
export interface RequestedLoad {
  /** Requests in flight at all times; null for an open loop. */
  readonly concurrency: number | null;
  /** Arrivals in requests/s; null for a closed loop. */
  readonly rate: number | null;
  /** The most requests in flight in an open loop; null if unlimited. */
  readonly limit: number | null;
  /** Shape of the gamma distribution of gaps between arrivals: 1 is Poisson, less is burstier; null if not stated. */
  readonly burstiness: number | null;
  /** Requests that make up the stage. */
  readonly requests: number | null;
  /**
   * What was requested if it is neither, such as sessions, a recorded trace, or everything at once, in words that
   * distinguish it from similar loads: `8 sessions at once`; empty if there is nothing to distinguish; null if it is
   * one of the two, or unknown.
   */
  readonly other: string | null;
  /** Whether the harness searches for loads itself, up to what the server can handle. */
  readonly isFound: boolean;
  /** How arrivals at a rate are distributed, in words, if unusual: `Poisson arrivals`; otherwise null. */
  readonly arrivals: string | null;
}

/** No known load was requested. */
export const NO_LOAD: RequestedLoad = {
  ...{ concurrency: null, rate: null, limit: null, burstiness: null, requests: null, other: null, arrivals: null },
  isFound: false,
};

/** A constant number of requests in flight. */
export function closedLoop(concurrency: number | null): RequestedLoad {
  return { ...NO_LOAD, concurrency };
}

/** Arrivals at a rate, if one is stated: a concurrency next to it is a limit, which they need not reach. */
export function loopOf(concurrency: number | null, rate: number | null): RequestedLoad {
  return rate === null ? closedLoop(concurrency) : { ...NO_LOAD, rate, limit: concurrency };
}

/** Neither a concurrency nor a rate of requests. */
export function otherLoad(words: string, limit: number | null = null): RequestedLoad {
  return { ...NO_LOAD, other: words, limit };
}

/** Sessions of several requests each: how many at once (null for unlimited), and how many per second. */
export function sessionLoad(sessions: number | null, rate: number | null): RequestedLoad {
  const started = rate === null ? '' : `, ${rate} started a second`;
  return otherLoad(`${sessions === null ? 'all sessions' : `${sessions} sessions`} at once${started}`);
}

/** A harness's own arguments, and where to report mistakes in them; null where their form is not guaranteed. */
export interface LoadSource {
  readonly args: unknown;
  readonly stage: number | null;
  readonly complain: { readonly findings: Findings; readonly path: Path } | null;
}

/**
 * `max_concurrency: null` is an open loop; `request_rate: inf` sends as fast as the concurrency permits. A ramp has
 * neither a single rate nor a constant number of requests in flight. Source: vllm/benchmarks/serve.py in
 * vllm-project/vllm.
 */
export function benchmarkServing(source: LoadSource): RequestedLoad {
  const concurrency = stated(source, 'max_concurrency');
  if (word(dig(source.args, 'ramp_up_strategy')) !== null) return { ...NO_LOAD, limit: concurrency };
  const loop = loopOf(concurrency, stated(source, 'request_rate'));
  return loop.rate === null ? loop : { ...loop, burstiness: stated(source, 'burstiness') };
}

/** A number for the stage: the entry of a list, or the number itself. */
export function statedFor(source: LoadSource, ...steps: readonly string[]): number | null {
  const value = dig(source.args, ...steps);
  return Array.isArray(value) ? stated(source, ...steps, indexFor(value, source.stage)) : stated(source, ...steps);
}

/** The entry of a list for a stage; a list of one applies to every stage. −1 if there is none. */
export function indexFor(list: unknown, stage: number | null): number {
  if (!Array.isArray(list)) return -1;
  if (stage !== null && stage < list.length) return stage;
  return list.length === 1 ? 0 : -1;
}

/** Words that harnesses write for “no bound”, and for requests sent as in a recorded trace. */
const UNBOUNDED = new Set<unknown>([Number.POSITIVE_INFINITY, 'inf', 'Infinity', 'none', 'None', '', 'trace']);

/** A stated number above 0; null if it is absent, 0, −1 (unknown) or unbounded. A wrong value never costs the run. */
export function stated({ args, complain }: LoadSource, ...steps: Path): number | null {
  const value = dig(args, ...steps);
  if (value === undefined || value === null || value === 0 || value === -1 || UNBOUNDED.has(value)) return null;
  const number = positive(value);
  if (number !== null || complain === null) return number;
  const path = [...complain.path, ...steps];
  const code = typeof value === 'number' ? 'bad-number' : 'wrong-type';
  complain.findings.error(code, path, `${nameOf(path)}: expected a number from 0 up, found ${describe(value)}`);
  return null;
}

/** The stage index that a report states. */
export function stageOf(value: unknown): number | null {
  return index(value);
}

/** What a report says of the load that was put on. */
interface LoadStatement {
  readonly requestedLoad: RequestedLoad;
  readonly stage: number | null;
  readonly prompts: number | null;
  /** Seconds that the run took. */
  readonly duration: number | null;
}

/**
 * The load of a run: concurrency as reported, else by Little's law (requests/s × mean E2EL), marked as estimated and
 * never above the limit.
 *
 * @param e2el mean end-to-end latency in ms that passed the sanity checks; null where there is none
 */
export function loadOf(asked: LoadStatement, requestThroughput: number | null, e2el: number | null): Load {
  const requested = limitedOf(asked);
  const { stage } = asked;
  const prompts = asked.prompts ?? requested.requests;
  const { rate, limit } = requested;
  const { isFound } = asked.requestedLoad;
  const said = { rate, condition: conditionOf(requested), limit, stage, prompts, isFound };
  if (requested.concurrency !== null) {
    return { concurrency: requested.concurrency, concurrencySource: 'reported', ...said };
  }
  if (requestThroughput !== null && e2el !== null && requestThroughput * e2el > 0) {
    const estimate = (requestThroughput * e2el) / 1000;
    return { concurrency: Math.min(estimate, limit ?? estimate), concurrencySource: 'estimated', ...said };
  }
  return { concurrency: null, concurrencySource: 'unknown', ...said };
}

/** A rate that has sent every prompt within this share of the run sent them all at once. */
const AT_ONCE = 0.05;

/**
 * What was asked, without what asks for nothing: a limit that all prompts keep within limits no rate, and beside a limit
 * a rate that sends every prompt at once leaves a closed loop.
 */
function limitedOf({ requestedLoad: load, prompts, duration }: LoadStatement): RequestedLoad {
  const { rate, limit } = load;
  if (rate === null || limit === null || prompts === null) return load;
  if (duration !== null && prompts / rate <= AT_ONCE * duration) return closedLoop(limit);
  return limit >= prompts ? { ...load, limit: null } : load;
}

function conditionOf({ limit, burstiness, other, arrivals }: RequestedLoad): string | null {
  const conditions = [
    ...(other === null || other === '' ? [] : [other]),
    ...(arrivals === null ? [] : [arrivals]),
    ...(limit === null ? [] : [`at most ${limit} in flight`]),
    ...(burstiness === null || burstiness === 1 ? [] : [`burstiness ${burstiness}`]),
  ];
  return conditions.length === 0 ? null : conditions.join(', ');
}
