import type { FollowingFigures, Measurement } from '../run/run.ts';
import type { Byproduct } from './byproduct.ts';
import type { Companion } from './companion.ts';
import { dig, positive } from './lookup.ts';
import type { RawFormat } from './raw/format.ts';
import { type LoadSource, loopOf, NO_LOAD, type RequestedLoad } from './requestedload.ts';
import { type RequestedWorkload, workloadOfArgs } from './requestedworkload.ts';
import { FASTEST_REQUEST } from './traps.ts';

/** What the names of files and folders say in general, and which parts of them say nothing about the setup. */
export interface NamePatterns {
  /** Complete names of folders, and of files without their extension, that say nothing. */
  readonly plain: RegExp | null;
  /** A part of a name that numbers or dates a measurement, or says how it ended. */
  readonly repeat: RegExp | null;
  /** A part of a name that may belong to a machine. */
  readonly machine: RegExp | null;
}

/** What a v0.2 report written by a harness itself describes. */
export interface OwnReport {
  readonly stage: number;
  /** The name, without its extension, of the result in the same folder that the report repeats. */
  readonly result: string;
}

/** Everything that is special about a harness, both for its own results and for what converters make of them. */
export interface Harness {
  /** The name in reports. */
  readonly name: string;
  /** The name that its users write. */
  readonly title: string;
  /** Other spellings in reports and in names of files, in lower case. */
  readonly aliases: readonly string[];
  /** The harness that it descends from and measures like; null if it measures in a way of its own. */
  readonly family: string | null;
  /** What converters of its results mean by `requests.total` in a v0.1 report, and by `requests.failures`. */
  readonly counts: { readonly total: 'attempts' | 'completed'; readonly failures: 'requests' | 'kinds of errors' };
  /** Whether its TPOT is E2EL ÷ OSL, which includes the first token. */
  readonly tpotHasFirstToken: boolean;
  /** Whether its token rates are averages over intervals of different lengths, which may be far off. */
  readonly averagesRates: boolean;
  /** Latencies that it, or a converter of its results, once wrote in seconds but labelled ms. */
  readonly secondsAsMs: 'e2el' | 'all' | null;
  /**
   * Whether the duration in its v0.1 or v0.2 reports is that of the load, rather than that of sending or of a script.
   */
  readonly timesLoad: { readonly v01: boolean; readonly v02: boolean };
  /** Whether the duration that it states ends with the last request sent rather than the last answer. */
  readonly stopsAtLastSent: boolean;
  /** Whether a load has several stages; for other harnesses, converters number the only one. */
  readonly hasStages: boolean;
  /** Whether it measures nothing. */
  readonly isEmpty: boolean;
  /** The load that its own arguments state. */
  readonly loadOf: (source: LoadSource) => RequestedLoad;
  /** What a concurrency and a rate mean when both are stated. */
  readonly loopOf: (concurrency: number | null, rate: number | null) => RequestedLoad;
  /** Lengths and prefix that its own arguments request. */
  readonly workloadOf: (args: unknown, stage: number | null) => RequestedWorkload;
  /** How many requests its own arguments ask for. */
  readonly promptsOf: (args: unknown) => number | null;
  readonly naming: NamePatterns;
  /** What a file with that name describes, if it is a v0.2 report that the harness wrote itself; otherwise null. */
  readonly ownReport: (name: string) => OwnReport | null;
  /** Forms of its own results. */
  readonly formats: readonly RawFormat[];
  /** Files that it, or what launches it, writes next to its results, stating what these leave out. */
  readonly companions: readonly Companion[];
  /** Other files that it writes, and that are never read. */
  readonly byproducts: readonly Byproduct[];
}

/** A harness about which only the given properties are special. */
export function harness(name: string, title: string, { naming, ...special }: HarnessTraits = {}): Harness {
  return { ...PLAIN, name, title, ...special, naming: { ...PLAIN.naming, ...naming } };
}

type HarnessTraits = Partial<Omit<Harness, 'name' | 'title' | 'naming'>> & { readonly naming?: Partial<NamePatterns> };

const PLAIN: Omit<Harness, 'name' | 'title'> = {
  aliases: [],
  family: null,
  counts: { total: 'completed', failures: 'requests' },
  tpotHasFirstToken: false,
  averagesRates: false,
  secondsAsMs: null,
  timesLoad: { v01: true, v02: true },
  stopsAtLastSent: false,
  hasStages: false,
  isEmpty: false,
  loadOf: () => NO_LOAD,
  loopOf,
  workloadOf: workloadOfArgs,
  promptsOf: (args) => positive(dig(args, 'num_prompts')),
  naming: { plain: null, repeat: null, machine: null },
  ownReport: () => null,
  formats: [],
  companions: [],
  byproducts: [],
};

/** Figures from which others follow. */
export type StatedFigures = Omit<Measurement, keyof FollowingFigures>;

/** What follows from the figures of a harness. */
export function following(of: Harness | null, stated: StatedFigures): FollowingFigures {
  const { tpot, itl } = stated;
  const timePerToken = of?.tpotHasFirstToken ? (itl?.mean ?? null) : (tpot?.mean ?? itl?.mean ?? null);
  const drain = of?.stopsAtLastSent ? 0 : requestTime({ ...stated, timePerToken });
  return { timePerToken, achievedRate: achievedRate(stated, drain) };
}

/** Mean E2EL in ms; where it is not stated, TTFT + TPOT × (OSL − 1), unless that is beyond any server. */
export function requestTime({
  e2el,
  ttft,
  timePerToken: each,
  osl,
}: StatedFigures & Pick<FollowingFigures, 'timePerToken'>) {
  if (e2el?.mean != null) return e2el.mean;
  if (ttft?.mean == null || each === null || osl === null) return null;
  const estimate = ttft.mean + each * Math.max(osl - 1, 0);
  return osl * 1000 > FASTEST_REQUEST * estimate ? null : estimate;
}

/** A run shorter than this many mean latencies mostly waits for its last answers. */
const LEAST_LATENCIES = 2;

/**
 * Requests/s over the time until the last one was sent, roughly a mean latency before the end; as stated where that is
 * unknown; null where the run is too short to tell.
 *
 * @param drain ms at the end of the duration in which no request arrives; null where unknown
 */
function achievedRate({ duration, completed, requestThroughput }: StatedFigures, drain: number | null): number | null {
  if (duration === null || drain === null || drain === 0) return requestThroughput;
  const latency = drain / 1000;
  if (duration < LEAST_LATENCIES * latency) return null;
  const requests = completed ?? (requestThroughput === null ? null : requestThroughput * duration);
  return requests === null ? null : requests / (duration - latency);
}
