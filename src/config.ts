import type { z } from 'zod';
import { UserError } from './errors.ts';
import { didYouMean } from './gate.ts';
import type { Source } from './input/files.ts';
import { explain, firstOf, isAbsent, optionsSchema, type RawOptions } from './options.ts';
import type { Path } from './report/finding.ts';
import { isRecord } from './report/recognise.ts';
import { textOf } from './report/text.ts';
import { nameOf } from './report/validate.ts';
import { Locator, parse } from './report/yaml.ts';

/** Read where no config file is named, if it exists. */
export const DEFAULT_CONFIG = '.github/pareto-report.yml';

/** The config file as it was read. */
export interface Config {
  /** For `parseOptions`. */
  readonly options: RawOptions;
  /** Its path without links; null where there is none. */
  readonly file: string | null;
}

/** Reads the config file that is named, or the default one if it exists. */
export async function readConfig(path: string | null, source: Source): Promise<Config> {
  const { files } = await source.find([path ?? DEFAULT_CONFIG], '');
  const [file] = files;
  if (file === undefined && path === null) return { options: {}, file: null };
  if (file === undefined || files.length > 1) throw new UserError(`config ${path}: expected a file, found none`);
  const { bytes } = await source.read(file);
  const text = textOf(bytes);
  if (text === null) throw new UserError(`${file.path}: expected text in UTF-8, found other bytes`);
  return { options: configOf(text, file.path), file: file.absolute };
}

/**
 * Options in the text of a config file.
 *
 * @throws UserError with file, line and column
 */
export function configOf(text: string, file: string): RawOptions {
  if (isEmpty(text)) return {};
  const parsed = parse(text);
  if ('unreadable' in parsed) {
    const { position, message } = parsed.unreadable;
    throw new UserError(`${file}${position === null ? '' : `:${position.line}:${position.column}`}: ${message}`);
  }
  const { document } = parsed;
  if (!isRecord(document)) throw new UserError(`${file}:1:1: expected options by name`);
  for (const [key, value] of Object.entries(document)) {
    const mistake = mistakeIn(key, value);
    if (mistake === null) continue;
    const position = new Locator(text).find(mistake.path);
    throw new UserError(`${file}:${position?.line ?? 1}:${position?.column ?? 1}: ${mistake.message}`);
  }
  return Object.fromEntries(Object.entries(document));
}

/** Whether a text has nothing but comments. */
export function isEmpty(text: string): boolean {
  return text.replace(COMMENT_LINE, '').trim() === '';
}

const COMMENT_LINE = /^\s*#.*$/gm;
const OPTIONS = new Map<string, z.ZodType>(Object.entries(optionsSchema.shape));

interface Mistake {
  readonly path: Path;
  readonly message: string;
}

/** What is wrong with an option in a config file, and where in it; null where nothing is. */
function mistakeIn(key: string, value: unknown): Mistake | null {
  const schema = OPTIONS.get(key);
  if (schema === undefined) {
    const names = [...OPTIONS.keys()];
    return { path: [key], message: `unknown option ${key}: ${didYouMean(key, names)}options are ${names.join(', ')}` };
  }
  if (isAbsent(value)) return null;
  const { error } = schema.safeParse(value, { reportInput: true });
  const issue = error === undefined ? undefined : firstOf(error);
  if (issue === undefined) return null;
  const path = [key, ...(issue.path as Path), ...(issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [])];
  return { path, message: `${nameOf(path)}: ${explain(issue)}` };
}
