import type { Following, Measurement } from '../run/run.ts';
import type { Byproduct } from './byproduct.ts';
import type { Companion } from './companion.ts';
import { type LoadSource, loopOf, NO_LOAD, type RequestedLoad } from './load.ts';
import { dig, positive } from './lookup.ts';
import type { RawFormat } from './raw/format.ts';
import { FASTEST_REQUEST } from './traps.ts';
import { type RequestedWorkload, workloadOfArgs } from './workload.ts';

/** What the names of its files and folders say by themselves, and what nothing of the setup is in. */
export interface Naming {
  /** Whole names of files without their ending, and of folders, that say nothing. */
  readonly plain: RegExp | null;
  /** The part of a name that numbers or dates what was measured, or tells how it ended. */
  readonly repeat: RegExp | null;
  /** The part of a name that may be of a machine. */
  readonly machine: RegExp | null;
}

/** What a report v0.2 tells of that a harness writes itself. */
export interface OwnReport {
  readonly stage: number;
  /** Name of the result, in the same folder, that it repeats, without its ending. */
  readonly result: string;
}

/** All that is special about a harness, for its own results and for what converters make of them. */
export interface Harness {
  /** As reports name it. */
  readonly name: string;
  /** As its users write it. */
  readonly title: string;
  /** Other spellings in reports and in names of files, lower case. */
  readonly aliases: readonly string[];
  /** Name of the harness that it descends from and measures as; null where it measures in a way of its own. */
  readonly family: string | null;
  /** What converters of its results write: of what `requests.total` is in a report v0.1, of what `requests.failures`. */
  readonly counts: { readonly total: 'attempts' | 'completed'; readonly failures: 'requests' | 'kinds of errors' };
  /** Whether its TPOT is E2EL ÷ OSL, which counts the first token too. */
  readonly tpotHasFirstToken: boolean;
  /** Whether its rates of tokens are averages over intervals of unlike length, which may be far off. */
  readonly averagesRates: boolean;
  /** Latencies that it, or a converter of its results, once wrote in seconds labelled ms. */
  readonly secondsAsMs: 'e2el' | 'all' | null;
  /** Whether the duration that a report v0.1 or v0.2 of it states is that of the load, not of sending or of a script. */
  readonly timesLoad: { readonly v01: boolean; readonly v02: boolean };
  /** Whether the duration that it states ends with the last request sent, and not with the last answer. */
  readonly stopsAtLastSent: boolean;
  /** Whether a load has several stages; of others a converter numbers the only one. */
  readonly hasStages: boolean;
  /** Whether it measures nothing. */
  readonly isEmpty: boolean;
  /** The load that its own arguments state. */
  readonly loadOf: (source: LoadSource) => RequestedLoad;
  /** What a number of requests in flight and a rate make that stand side by side. */
  readonly loopOf: (concurrency: number | null, rate: number | null) => RequestedLoad;
  /** Lengths and prefix that its own arguments ask for. */
  readonly workloadOf: (args: unknown, stage: number | null) => RequestedWorkload;
  /** Requests that its own arguments say are to be sent. */
  readonly promptsOf: (args: unknown) => number | null;
  readonly naming: Naming;
  /** What a file of that name tells of, if it is a report v0.2 of its own; else null. */
  readonly ownReport: (name: string) => OwnReport | null;
  /** Forms of its own results. */
  readonly formats: readonly RawFormat[];
  /** Files that it, or what launches it, writes beside its results, and that state what these leave out. */
  readonly companions: readonly Companion[];
  /** Files that it writes besides, and that are never read. */
  readonly byproducts: readonly Byproduct[];
}

/** A harness of which nothing is special but what is told. */
export function harness(name: string, title: string, { naming, ...special }: Special = {}): Harness {
  return { ...PLAIN, name, title, ...special, naming: { ...PLAIN.naming, ...naming } };
}

type Special = Partial<Omit<Harness, 'name' | 'title' | 'naming'>> & { readonly naming?: Partial<Naming> };

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

/** Figures that others follow from. */
export type Stated = Omit<Measurement, keyof Following>;

/** What follows from the figures of a harness. */
export function following(of: Harness | null, stated: Stated): Following {
  const { tpot, itl } = stated;
  const timePerToken = of?.tpotHasFirstToken ? (itl?.mean ?? null) : (tpot?.mean ?? itl?.mean ?? null);
  const drain = of?.stopsAtLastSent ? 0 : requestTime({ ...stated, timePerToken });
  return { timePerToken, achievedRate: achievedRate(stated, drain) };
}

/** Mean E2EL in ms; where it is not stated, TTFT + TPOT × (OSL − 1), unless no server reaches that. */
export function requestTime({ e2el, ttft, timePerToken: each, osl }: Stated & Pick<Following, 'timePerToken'>) {
  if (e2el?.mean != null) return e2el.mean;
  if (ttft?.mean == null || each === null || osl === null) return null;
  const estimate = ttft.mean + each * Math.max(osl - 1, 0);
  return osl * 1000 > FASTEST_REQUEST * estimate ? null : estimate;
}

/** A run shorter than so many mean latencies is mostly waiting for its last answers. */
const LEAST_LATENCIES = 2;

/**
 * Requests/s over the time until the last was sent, about a mean latency before the end. Where that is not known, as
 * stated; null where the run is too short to tell.
 *
 * @param drain ms at the end of the duration in which no request arrives; null where unknown
 */
function achievedRate({ duration, completed, requestThroughput }: Stated, drain: number | null): number | null {
  if (duration === null || drain === null || drain === 0) return requestThroughput;
  const latency = drain / 1000;
  if (duration < LEAST_LATENCIES * latency) return null;
  const requests = completed ?? (requestThroughput === null ? null : requestThroughput * duration);
  return requests === null ? null : requests / (duration - latency);
}
