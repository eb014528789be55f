import type { Load } from '../run/load.ts';
import type { Findings, Path } from './finding.ts';
import { dig, index, positive, word } from './lookup.ts';
import { describe, nameOf } from './validate.ts';

/** What a harness was asked to do: requests in flight (closed loop), arrivals per second (open loop), or both. */
export interface RequestedLoad {
  readonly concurrency: number | null;
  /** Requests/s. */
  readonly rate: number | null;
}

const NOTHING: RequestedLoad = { concurrency: null, rate: null };

/** A harness's own arguments, and where to say what is wrong with them; null where nothing is promised of them. */
interface Source {
  readonly args: unknown;
  readonly stage: number | null;
  readonly complain: { readonly findings: Findings; readonly path: Path } | null;
}

/** Where each harness keeps its load in its own arguments. Sources: DOMAIN of the formats, each harness's options. */
const LOAD_OF: ReadonlyMap<string, (source: Source) => RequestedLoad> = new Map([
  ['vllm-benchmark', benchmarkServing],
  ['inferencemax', benchmarkServing],
  ['sglang', benchmarkServing],
  ['guidellm', guidellm],
  ['inference-perf', inferencePerf],
  ['aiperf', aiperf],
]);

/** Load that a harness's own arguments state; a harness that is not known states nothing. */
export function loadOfArgs(harness: string | null, source: Source): RequestedLoad {
  return (harness === null ? undefined : LOAD_OF.get(harness))?.(source) ?? NOTHING;
}

/** `max_concurrency: null` is an open loop; `request_rate: inf` sends as fast as the concurrency lets it. */
function benchmarkServing(source: Source): RequestedLoad {
  return { concurrency: stated(source, 'max_concurrency'), rate: stated(source, 'request_rate') };
}

function inferencePerf(source: Source): RequestedLoad {
  const entry = ['load', 'stages', indexFor(dig(source.args, 'load', 'stages'), source.stage)] as const;
  return { concurrency: stated(source, ...entry, 'concurrency_level'), rate: stated(source, ...entry, 'rate') };
}

function aiperf(source: Source): RequestedLoad {
  return { concurrency: stated(source, 'loadgen', 'concurrency'), rate: stated(source, 'loadgen', 'request_rate') };
}

/** GuideLLM by age: measured concurrencies, a profile by name, or a profile in a specification. */
function guidellm(source: Source): RequestedLoad {
  const { args } = source;
  const measured = statedFor(source, 'profile', 'measured_concurrencies');
  if (measured !== null) return { concurrency: measured, rate: null };
  const name = word(dig(args, 'profile'));
  if (name !== null) return byProfile(name, source, ['rate'], ['rate']);
  const profile = dig(args, 'spec', 'profile') === undefined ? ['profile'] : ['spec', 'profile'];
  const kind = word(dig(args, ...profile, 'kind')) ?? word(dig(args, ...profile, 'type_'));
  return kind === null ? NOTHING : byProfile(kind, source, [...profile, 'streams'], [...profile, 'rate']);
}

/** A `throughput` profile has a cap, not a level, and a `sweep` a number of steps: neither is a load. */
function byProfile(
  profile: string,
  source: Source,
  streams: readonly string[],
  rate: readonly string[],
): RequestedLoad {
  if (profile === 'synchronous') return { concurrency: 1, rate: null };
  if (profile === 'concurrent') return { concurrency: statedFor(source, ...streams), rate: null };
  const open = profile === 'constant' || profile === 'poisson' || profile === 'async';
  return open ? { concurrency: null, rate: statedFor(source, ...rate) } : NOTHING;
}

/** A number for the stage: the entry of a list, or the number itself. */
function statedFor(source: Source, ...steps: readonly string[]): number | null {
  const value = dig(source.args, ...steps);
  return Array.isArray(value) ? stated(source, ...steps, indexFor(value, source.stage)) : stated(source, ...steps);
}

/** The entry of a list for a stage; a list of one has the same entry for every stage. −1 where there is none. */
function indexFor(list: unknown, stage: number | null): number {
  if (!Array.isArray(list)) return -1;
  if (stage !== null && stage < list.length) return stage;
  return list.length === 1 ? 0 : -1;
}

/** Words that harnesses write for «no bound», and for requests sent as a recorded trace has them. */
const UNBOUNDED = new Set<unknown>([Number.POSITIVE_INFINITY, 'inf', 'Infinity', 'none', 'None', '', 'trace']);

/** A number above 0 that is stated; absent, 0, −1 (unknown) and unbounded are not. No such number costs the run. */
function stated({ args, complain }: Source, ...steps: Path): number | null {
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
