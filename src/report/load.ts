import type { Load } from '../run/load.ts';
import { dig, forStage, index, positive, word } from './lookup.ts';

/** What a harness was asked to do: requests in flight (closed loop), arrivals per second (open loop), or both. */
export interface RequestedLoad {
  readonly concurrency: number | null;
  /** Requests/s. */
  readonly rate: number | null;
}

const NOTHING: RequestedLoad = { concurrency: null, rate: null };

/** Where each harness keeps its load in its own arguments. Sources: DOMAIN of the formats, each harness's options. */
const LOAD_OF: ReadonlyMap<string, (args: unknown, stage: number | null) => RequestedLoad> = new Map([
  ['vllm-benchmark', benchmarkServing],
  ['inferencemax', benchmarkServing],
  ['guidellm', guidellm],
  ['inference-perf', inferencePerf],
  ['aiperf', aiperf],
]);

/** Load that a harness's own arguments state; a harness that is not known states nothing. */
export function loadOfArgs(harness: string | null, args: unknown, stage: number | null): RequestedLoad {
  return (harness === null ? undefined : LOAD_OF.get(harness))?.(args, stage) ?? NOTHING;
}

/** `max_concurrency: null` is an open loop; `request_rate: inf` sends as fast as the concurrency lets it. */
function benchmarkServing(args: unknown): RequestedLoad {
  return { concurrency: positive(dig(args, 'max_concurrency')), rate: positive(dig(args, 'request_rate')) };
}

function inferencePerf(args: unknown, stage: number | null): RequestedLoad {
  const entry = forStage(dig(args, 'load', 'stages'), stage);
  return { concurrency: positive(dig(entry, 'concurrency_level')), rate: positive(dig(entry, 'rate')) };
}

function aiperf(args: unknown): RequestedLoad {
  return {
    concurrency: positive(dig(args, 'loadgen', 'concurrency')),
    rate: positive(dig(args, 'loadgen', 'request_rate')),
  };
}

/** GuideLLM by age: measured concurrencies, a profile by name, or a profile in a specification. */
function guidellm(args: unknown, stage: number | null): RequestedLoad {
  const measured = positive(forStage(dig(args, 'profile', 'measured_concurrencies'), stage));
  if (measured !== null) return { concurrency: measured, rate: null };
  const name = word(dig(args, 'profile'));
  if (name !== null) return byProfile(name, entryFor(dig(args, 'rate'), stage), entryFor(dig(args, 'rate'), stage));
  const profile = dig(args, 'spec', 'profile') ?? dig(args, 'profile');
  const kind = word(dig(profile, 'kind')) ?? word(dig(profile, 'type_'));
  return kind === null
    ? NOTHING
    : byProfile(kind, entryFor(dig(profile, 'streams'), stage), entryFor(dig(profile, 'rate'), stage));
}

/** A `throughput` profile has a cap, not a level, and a `sweep` a number of steps: neither is a load. */
function byProfile(profile: string, streams: unknown, rate: unknown): RequestedLoad {
  if (profile === 'synchronous') return { concurrency: 1, rate: null };
  if (profile === 'concurrent') return { concurrency: positive(streams), rate: null };
  if (profile === 'constant' || profile === 'poisson' || profile === 'async')
    return { concurrency: null, rate: positive(rate) };
  return NOTHING;
}

function entryFor(value: unknown, stage: number | null): unknown {
  return Array.isArray(value) ? forStage(value, stage) : value;
}

/** The stage index that a report states. */
export function stageOf(value: unknown): number | null {
  return index(value);
}

/**
 * The load of a run: concurrency as reported, else by Little's law (requests/s × mean E2EL), marked as estimated.
 *
 * @param e2el mean end-to-end latency in ms that passed the sanity checks; null where there is none
 */
export function loadOf(
  requested: RequestedLoad,
  stage: number | null,
  requestThroughput: number | null,
  e2el: number | null,
): Load {
  const { rate } = requested;
  if (requested.concurrency !== null) {
    return { concurrency: requested.concurrency, concurrencySource: 'reported', rate, stage };
  }
  if (requestThroughput !== null && e2el !== null && requestThroughput * e2el > 0) {
    return { concurrency: (requestThroughput * e2el) / 1000, concurrencySource: 'estimated', rate, stage };
  }
  return { concurrency: null, concurrencySource: 'unknown', rate, stage };
}
