import { z } from 'zod';
import type { Facts } from '../run/facts.ts';
import { isLabelOrName, LABEL_FORM } from '../run/label.ts';
import { formatCount, formatPlural } from '../run/number.ts';
import { PLACEHOLDER, placeholderIn } from '../run/placeholder.ts';
import type { Position } from '../run/problem.ts';
import type { ExplainingFigures, Sessions } from '../run/run.ts';
import { didYouMean } from '../spelling.ts';
import type { Findings, Path } from './finding.ts';
import { dig } from './lookup.ts';
import type { RawDocument } from './raw/documents.ts';
import { isRecord } from './recognise.ts';
import type { RequestedWorkload } from './requestedworkload.ts';
import { describe, MOST_UNKNOWN, nameOf, validate } from './validate.ts';

/** What someone states about the runs in some files. */
export interface Statement {
  /** A glob on paths from `folder`; null for everything in it. */
  readonly match: string | null;
  /** Empty for the working folder, otherwise ending in a slash. */
  readonly folder: string;
  /** The source, for messages. */
  readonly by: string;
  /** The file next to results that states it, and the place in it; null for the config file. */
  readonly place: { readonly file: string; readonly position: Position | null } | null;
  /** A configuration's label: `2P-TP1/1D-TP1`, or any name. */
  readonly label: string | null;
  readonly gpus: number | null;
  readonly accelerator: string | null;
  readonly model: string | null;
  /** What else a file that belongs to the results states; null for a user's statements. */
  readonly beside: FileStatement | null;
}

/** What no user states about a run, but a file that belongs to it may; null where that does not say it either. */
export interface FileStatement {
  /** Lengths and prefix that were requested of the harness, for a load stage. */
  readonly workload: ((stage: number | null) => RequestedWorkload) | null;
  /** How many requests make up a load stage. */
  readonly requests: ((stage: number | null) => number | null) | null;
  readonly quantization: string | null;
  readonly facts: Facts | null;
  readonly sessions: Sessions | null;
  readonly explaining: Partial<ExplainingFigures> | null;
}

/** A statement of nothing. */
export const UNSAID: Omit<Statement, 'match' | 'folder' | 'by'> = {
  ...{ place: null, label: null, gpus: null, accelerator: null, model: null, beside: null },
};

/** Where a file of statements is. */
export interface PlacedFile {
  readonly path: string;
  /** Its folder: empty for the working folder, otherwise ending in a slash. */
  readonly folder: string;
  readonly place: RawDocument['place'];
}

/** What users write in a file next to results. */
export const STATEMENT_FILE = /^pareto-report\.ya?ml$/;

const text = z.string('text').trim().min(1, 'text').nullish();
const GPUS = 'a whole number above 0';
const gpus = z
  .number(GPUS)
  .refine((count) => Number.isInteger(count) && count > 0, GPUS)
  .nullish();
const configuration = text.refine((name) => name == null || isLabelOrName(name), LABEL_FORM);
const said = z.object({ configuration, accelerator: text, gpus, model: text });
/** The longest glob or pattern that a config file or an option has, in characters: nobody writes one a tenth as long. */
export const LONGEST_PATTERN = 1000;

/** A glob; one of tens of thousands of characters could not be compiled. */
export function globOf(what: string): z.ZodString {
  return z
    .string(what)
    .min(1, what)
    .max(LONGEST_PATTERN, `${what} of up to ${formatCount(LONGEST_PATTERN)} characters`);
}

const match = globOf('a glob on paths');

/** Keys of an entry about files. */
export const STATEMENT_KEYS = { match, ...said.shape };

const file = z.looseObject({ ...said.shape, overrides: z.array(z.looseObject(STATEMENT_KEYS)).nullish() });
const KEYS = `${Object.keys(said.shape).join(', ')} and overrides, a list of entries with match`;
const ELSEWHERE = `a file beside results takes ${KEYS}; other options go in the config file`;

/** A statement as it was written. */
export function statementOf(
  given: Partial<z.infer<typeof said>> & { match?: string | undefined },
  folder: string,
  by: string,
  place: Statement['place'] = null,
): Statement {
  const { configuration = null, accelerator = null, gpus: count = null, model = null } = given;
  const match = given.match ?? null;
  return { ...UNSAID, match, folder, by, place, label: configuration, gpus: count, accelerator, model };
}

/**
 * Statements in a `pareto-report.yml` next to results, in reverse order, since the first one that states something
 * wins.
 *
 * @returns null if it has another form; `findings` say why
 */
export function statementsIn(
  document: unknown,
  { path, folder, place }: PlacedFile,
  findings: Findings,
): Statement[] | null {
  if (!isRecord(document)) {
    const advice = Array.isArray(document) ? ': put its entries under overrides' : '';
    findings.error('wrong-type', [], `expected ${KEYS}; found ${describe(document)}${advice}`);
    return null;
  }
  const unfilled = placeholderIn(document);
  if (unfilled !== null) {
    findings.error('wrong-type', unfilled, `${nameOf(unfilled)}: fill in ${PLACEHOLDER}`);
    return null;
  }
  const checked = validate(file, document, findings);
  if (checked === null) return null;
  const { overrides, ...all } = checked;
  warnOfUnknownKeys(document, Object.keys(file.shape), [], findings);
  const entries = (overrides ?? []).map((entry, index) => {
    const position = place(['overrides', index]);
    warnOfUnknownKeys(
      Object(dig(document, 'overrides', index)),
      Object.keys(STATEMENT_KEYS),
      ['overrides', index],
      findings,
    );
    return statementOf(entry, folder, path, { file: path, position });
  });
  return [...entries.toReversed(), statementOf(all, folder, path)];
}

/** Options of the config file count as unknown here as well: the two files may have the same name. */
function warnOfUnknownKeys(stated: object, known: readonly string[], path: Path, findings: Findings): void {
  const unknown = Object.keys(stated).filter((name) => !known.includes(name));
  for (const key of unknown.slice(0, MOST_UNKNOWN)) {
    const advice = didYouMean(key, known);
    const message = `unknown key ${nameOf([...path, key])}: not read; ${advice === '' ? ELSEWHERE : advice.trim()}`;
    findings.warn('unknown-key', [...path, key], message);
  }
  const more = unknown.length - MOST_UNKNOWN;
  if (more > 0) findings.warn('unknown-key', path, `${formatPlural(more, 'more unknown key')}: not read`);
}
