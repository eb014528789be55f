import { z } from 'zod';
import type { Findings } from './finding.ts';
import { isRecord } from './recognise.ts';
import { validate } from './validate.ts';

/** What someone says of the runs of some files. */
export interface Statement {
  /** A glob on paths from `folder`; null for all that is in it. */
  readonly match: string | null;
  /** Empty for the working folder, else with a slash at its end. */
  readonly folder: string;
  /** Who says it, for messages. */
  readonly by: string;
  /** A configuration's label: `2P-TP1/1D-TP1`, or any name. */
  readonly label: string | null;
  readonly gpus: number | null;
  readonly accelerator: string | null;
  readonly model: string | null;
}

/** Beside results, a file of this name says what they leave out. */
export const STATEMENT_FILE = /^pareto-report\.ya?ml$/;

const text = z.string('text').trim().min(1, 'text').nullish();
const GPUS = 'a whole number above 0';
const gpus = z
  .number(GPUS)
  .refine((count) => Number.isInteger(count) && count > 0, GPUS)
  .nullish();
const said = z.object({ configuration: text, accelerator: text, gpus, model: text });
const match = z.string('a glob on paths').min(1, 'a glob on paths');

/** Keys of an entry about files. */
export const STATEMENT_KEYS = { match, ...said.shape };

const file = z.object({ ...said.shape, overrides: z.array(z.object(STATEMENT_KEYS)).nullish() });

/** A statement in what was written. */
export function statementOf(
  given: z.infer<typeof said> & { match?: string | undefined },
  folder: string,
  by: string,
): Statement {
  const { configuration = null, accelerator = null, gpus: count = null, model = null } = given;
  return { match: given.match ?? null, folder, by, label: configuration, gpus: count, accelerator, model };
}

/**
 * Statements in a `pareto-report.yml` beside results, the last first, so that the first that says something wins.
 *
 * @returns null where it is of another form; `findings` say why
 */
export function statementsIn(document: unknown, path: string, findings: Findings): Statement[] | null {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const stated = isRecord(document) ? document : {};
  const checked = validate(file, stated, findings);
  if (checked === null) return null;
  const { overrides, ...all } = checked;
  const entries = (overrides ?? []).map((entry) => statementOf(entry, folder, path));
  return [...entries.toReversed(), statementOf(all, folder, path)];
}
