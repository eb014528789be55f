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
  /** The day, `2026-11-24`. */
  readonly today: string;
}

/** What the entry knows that no path tells. */
export interface Background {
  /** What GitHub keeps of earlier runs, where the baseline is `auto`. */
  readonly history: History;
  /** What the candidate's paths hold: benchmark reports, or the report that an earlier run made of them. */
  readonly candidate: 'reports' | 'report.json';
  /** The config file, which may lie among the results; null where there is none. */
  readonly config: string | null;
  /** How options are called where their user gave them, for mistakes. */
  readonly nameOf: OptionNamer;
  /** The commit that was measured; null where it is not known. */
  readonly commit: string | null;
  /** Whether a workflow named it and GitHub did not confirm it. */
  readonly commitLost: boolean;
  /** The machine of this job, where its files are of its own; null where it is not known. */
  readonly runner: Runner | null;
  /** Whether to say of each file what it was taken for. */
  readonly explains: boolean;
  /** Threads that help to read. */
  readonly threads: ReaderThreads;
  /** Pictures that somebody will look at: where there would be more, none is drawn. */
  readonly mostPictures: number;
}

/** What an entry knows that reads reports from paths alone. */
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
