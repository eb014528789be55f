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
}

/** A result format of a harness's own. */
export interface RawFormat {
  /** For messages. */
  readonly name: string;
  /** Whether root keys are those of the format, of which a text that is cut off has the first; such a text is parsed. */
  readonly mayHold: (keys: ReadonlySet<string>) => boolean;
  /** Whether a parsed document is of the format, of whatever generation. */
  readonly holds: (document: Readonly<Record<string, unknown>>) => boolean;
  /** How many entries a document has, each a run. */
  readonly entries: (document: Readonly<Record<string, unknown>>) => number;
  /** The run of an entry; null where it is refused or holds none, and `findings` say why. */
  readonly read: (entry: RawEntry, findings: Findings) => Run | null;
}

/** For formats whose document is one run. */
export const ONE_RUN = () => 1;
