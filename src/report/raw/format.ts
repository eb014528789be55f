import type { Run } from '../../run/run.ts';
import type { Findings, Path } from '../finding.ts';

/** A document of a harness's own, or one of its entries, on its way to becoming a run. */
export interface RawEntry {
  readonly document: Readonly<Record<string, unknown>>;
  /** Index of the entry in a format with several per document; otherwise 0. */
  readonly index: number;
  /** As displayed. */
  readonly file: string;
  /** The place of the document in its text: empty, or its index in a list. */
  readonly root: Path;
  /** What is next to the file under a supplement's name; null if nothing is. */
  readonly beside: SiblingReader;
}

/** The text of a file in the same folder, by its name; null if there is none, undefined if it cannot be read. */
export type SiblingReader = (name: string) => string | undefined | null;

/** A result format of a harness's own. */
export interface RawFormat {
  /** For messages. */
  readonly name: string;
  /**
   * Whether root keys are those of the format; of a text that is cut off only the first are known. Such a text is
   * parsed.
   */
  readonly mayHold: (keys: ReadonlySet<string>) => boolean;
  /**
   * Whether a text with these root keys, which others may have too, certainly has the format; it is then an error if
   * broken.
   */
  readonly isSure?: (text: string) => boolean;
  /** Names of files next to a result that state what it leaves out; they are not results. */
  readonly supplements?: readonly string[];
  /** Whether a parsed document has the format, in any generation. */
  readonly holds: (document: Readonly<Record<string, unknown>>) => boolean;
  /** Whether a document summarises others, and so is not a run if these exist. */
  readonly sumsUp?: (document: Readonly<Record<string, unknown>>) => boolean;
  /** How many entries a document has, each of them a run. */
  readonly entries: (document: Readonly<Record<string, unknown>>) => number;
  /** The run in an entry; null if it is refused or contains none, in which case `findings` say why. */
  readonly read: (entry: RawEntry, findings: Findings) => Run | null;
  /**
   * What an absence of tokens means, other than that none were requested. `unstated`: results may leave them out.
   * `failure`: the format itself identifies embeddings, so next to failed requests it means that the server died.
   */
  readonly withoutTokens?: 'unstated' | 'failure';
  /** Whether its results are failed runs, which leave out what the results next to them state. */
  readonly isBare?: boolean;
  /** Whether it is a table in CSV; its columns are the root keys, and each row is a document. */
  readonly isTable?: boolean;
  /** Why its results are never read, reported once per file. */
  readonly refusal?: Refusal;
}

/**
 * `unreadable-format`: there are figures that cannot be read with certainty. `no-measurement`: there are none for a
 * load.
 */
interface Refusal {
  readonly code: 'unreadable-format' | 'no-measurement';
  /** What was recognised, what is missing, what to do. */
  readonly message: string;
}

/** A format that is recognised but never read. */
export function refused(format: Omit<RawFormat, 'entries' | 'read'> & { readonly refusal: Refusal }): RawFormat {
  return { ...format, entries: () => 0, read: () => null };
}

/** For formats whose document is a single run. */
export const ONE_RUN = () => 1;
