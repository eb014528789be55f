import type { Run } from '../../run/run.ts';
import type { Findings, Path } from '../finding.ts';

/** A document of a harness's own, or one entry of it, on its way to a run. */
export interface RawEntry {
  readonly document: Readonly<Record<string, unknown>>;
  /** Number of the entry in a format that has several to a document; else 0. */
  readonly index: number;
  /** As shown to the user. */
  readonly file: string;
  /** Where the document is in its text: empty, or its number in a list. */
  readonly root: Path;
  /** What lies beside the file under a supplement's name; null where nothing does. */
  readonly beside: Beside;
}

/** The text of a file in the same folder, by its name; null where there is none, undefined where it cannot be read. */
export type Beside = (name: string) => string | undefined | null;

/** A result format of a harness's own. */
export interface RawFormat {
  /** For messages. */
  readonly name: string;
  /** Whether root keys are those of the format, of which a text that is cut off has the first; such a text is parsed. */
  readonly mayHold: (keys: ReadonlySet<string>) => boolean;
  /** Whether a text with such root keys is surely of it, where they are not its alone; it is then an error if broken. */
  readonly isSure?: (text: string) => boolean;
  /** Names of files that state, beside a result, what it leaves out; they are no results. */
  readonly supplements?: readonly string[];
  /** Whether a parsed document is of the format, of whatever generation. */
  readonly holds: (document: Readonly<Record<string, unknown>>) => boolean;
  /** Whether a document sums up others, so that it is no run beside them. */
  readonly sumsUp?: (document: Readonly<Record<string, unknown>>) => boolean;
  /** How many entries a document has, each a run. */
  readonly entries: (document: Readonly<Record<string, unknown>>) => number;
  /** The run of an entry; null where it is refused or holds none, and `findings` say why. */
  readonly read: (entry: RawEntry, findings: Findings) => Run | null;
  /**
   * What no tokens mean, where it is not that none were asked for. `unstated`: its results may leave them out.
   * `failure`: it tells embeddings apart itself, so that beside failed requests the server died.
   */
  readonly withoutTokens?: 'unstated' | 'failure';
  /** Whether its results are runs that failed, and leave out what those beside them state. */
  readonly isBare?: boolean;
  /** Whether it is a table in CSV, whose columns are the root keys, and each row a document. */
  readonly isTable?: boolean;
  /** Why its results are never read, said once a file. */
  readonly refusal?: Refusal;
}

/** `unreadable-format`: there are figures that cannot be read with certainty. `no-measurement`: none of a load. */
interface Refusal {
  readonly code: 'unreadable-format' | 'no-measurement';
  /** What was recognised, what is missing, what to do. */
  readonly message: string;
}

/** A format that is recognised, and never read. */
export function refused(format: Omit<RawFormat, 'entries' | 'read'> & { readonly refusal: Refusal }): RawFormat {
  return { ...format, entries: () => 0, read: () => null };
}

/** For formats whose document is one run. */
export const ONE_RUN = () => 1;
