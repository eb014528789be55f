import type { Findings } from './finding.ts';
import type { RawDocument } from './raw/documents.ts';
import { type FileStatement, type Statement, UNSAID } from './statement.ts';

/*
 * Files that a harness, or what launched it, writes next to its results, stating what these leave out: its
 * configuration, the deployment, what the server counted in the meantime. They count as part of the results, and take
 * precedence over what a user states.
 */

/** A form of companion. */
export interface Companion {
  /** For messages: `inference-perf's config.yaml`. */
  readonly name: string;
  /** Names of files that may have this form; their content decides. */
  readonly file: RegExp;
  /** Whether a parsed document has this form. */
  readonly holds: (document: Readonly<Record<string, unknown>>) => boolean;
  /** Whether a text that cannot be parsed certainly has this form. */
  readonly isSure?: (text: string) => boolean;
  /** What it states, about which results; mistakes in it go into `findings`, and cost no result. */
  readonly read: (file: CompanionFile, findings: Findings) => readonly CompanionStatement[];
}

export interface CompanionFile {
  readonly document: Readonly<Record<string, unknown>>;
  /** The file's own name. */
  readonly name: string;
  /** As shown to the user. */
  readonly path: string;
  readonly place: RawDocument['place'];
}

/**
 * What a companion states about some results: things that users can state too, and things that they are not asked for.
 */
export interface CompanionStatement
  extends Partial<Pick<Statement, 'label' | 'gpus' | 'accelerator' | 'model'>>,
    Partial<FileStatement> {
  /**
   * A glob on paths from its folder; without a slash it matches files directly in the folder; null matches everything
   * in it and below.
   */
  readonly match: string | null;
}

const NOT_BESIDE: FileStatement = {
  ...{ workload: null, requests: null, quantization: null, facts: null, sessions: null, explaining: null },
};

/** The statements of a companion at `path`. */
export function statementsOf(companion: Companion, file: CompanionFile, findings: Findings): Statement[] {
  const folder = file.path.slice(0, file.path.length - file.name.length);
  return companion
    .read(file, findings)
    .map(({ match, workload, requests, quantization, facts, sessions, explaining, ...said }) => ({
      ...UNSAID,
      ...said,
      ...{ match, folder, by: `${companion.name} beside the results` },
      beside: {
        workload: workload ?? NOT_BESIDE.workload,
        requests: requests ?? NOT_BESIDE.requests,
        quantization: quantization ?? NOT_BESIDE.quantization,
        facts: facts ?? NOT_BESIDE.facts,
        sessions: sessions ?? NOT_BESIDE.sessions,
        explaining: explaining ?? NOT_BESIDE.explaining,
      },
    }));
}
