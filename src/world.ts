import { type History, NO_HISTORY } from './earlier.ts';
import type { Source } from './input/files.ts';
import { BARE, type OptionNamer } from './naming.ts';
import type { Target } from './publish/folder.ts';
import type { Log } from './publish/log.ts';
import { READER_THREADS, type ReaderThreads } from './readerthreads.ts';
import type { Runner } from './run/runner.ts';

/** The outside world. */
export interface World {
  readonly source: Source;
  readonly target: Target;
  readonly log: Log;
  /** The date, `2026-11-24`. */
  readonly today: string;
}

/** What the entry point knows that paths do not tell. */
export interface Background {
  /** What GitHub stores of earlier runs, if the baseline is `auto`. */
  readonly history: History;
  /** What the candidate's paths contain: benchmark reports, or the report that an earlier run made from them. */
  readonly candidate: 'reports' | 'report.json';
  /** The config file, which may be among the results; null if there is none. */
  readonly config: string | null;
  /** The names of options where their user gave them, for error messages. */
  readonly nameOf: OptionNamer;
  /** The commit that was measured; null if unknown. */
  readonly commit: string | null;
  /** Whether a workflow named the commit but GitHub did not confirm it. */
  readonly commitLost: boolean;
  /** The machine of this job, if its files were measured on it; null if unknown. */
  readonly runner: Runner | null;
  /** Whether to say how each file was interpreted. */
  readonly explains: boolean;
  /** How threads help with reading. */
  readonly threads: ReaderThreads;
  /** The most pictures that somebody will look at: if there would be more, none are drawn. */
  readonly mostPictures: number;
}

/** What an entry point knows that only reads reports from paths. */
export const PLAIN: Background = {
  history: NO_HISTORY,
  candidate: 'reports',
  config: null,
  nameOf: BARE,
  commit: null,
  commitLost: false,
  runner: null,
  explains: false,
  threads: READER_THREADS,
  mostPictures: Number.POSITIVE_INFINITY,
};
