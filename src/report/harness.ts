import type { Latency } from '../run/run.ts';
import type { Byproduct } from './byproduct.ts';
import type { Companion } from './companion.ts';
import { type LoadSource, loopOf, NO_LOAD, type RequestedLoad } from './load.ts';
import { dig, positive } from './lookup.ts';
import type { RawFormat } from './raw/format.ts';
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

/** Mean time per output token after the first, ms; null where unknown. */
export function timePerToken(of: Harness | null, tpot: Latency | null, itl: Latency | null): number | null {
  return of?.tpotHasFirstToken ? (itl?.mean ?? null) : (tpot?.mean ?? itl?.mean ?? null);
}
