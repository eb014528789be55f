import type { z } from 'zod';
import { isOfAction } from './elsewhere.ts';
import { UserError } from './errors.ts';
import type { FoundFile, Source } from './input/files.ts';
import type { Lack } from './input/lack.ts';
import { explain, firstOf, isAbsent } from './mistake.ts';
import { BARE, byUsualName, type OptionNamer, otherEnding, usualName } from './naming.ts';
import { FILE_LISTS, optionsSchema, type Place } from './options.ts';
import { requirePath } from './pathoption.ts';
import type { Path } from './report/finding.ts';
import { placesIn } from './report/raw/documents.ts';
import { isRecord } from './report/recognise.ts';
import { decode } from './report/text.ts';
import { nameOf } from './report/validate.ts';
import { parse } from './report/yaml.ts';
import { PLACEHOLDER, placeholderIn } from './run/placeholder.ts';
import { didYouMean } from './spelling.ts';
import { unnameableIn } from './unnameable.ts';

/** Where a config file is read. */
export interface ConfigSource extends Pick<Source, 'find' | 'read'> {
  /** Where a path is looked up if that is not on disk: `gate.yml on main, where …`. */
  readonly whereOf?: (path: string) => string | null;
}

/** Read if no config file is named, and if one of them exists. */
export const USUAL_CONFIGS = ['.github/pareto-report.yml', '.github/pareto-report.yaml'];
/** The largest config file, in bytes. */
const MAX_CONFIG_BYTES = 2 ** 20;

/** The options in the config file; messages name each with its line there. */
export interface Config extends Place {
  /** Its path without links; null if there is none. */
  readonly file: string | null;
}

/**
 * Reads the named config file, or the usual one if it exists.
 *
 * @param nameOf gives the name of the option for the config file
 * @throws UserError if it cannot be read or understood, or if there are two usual ones
 */
export async function readConfig(
  path: string | null,
  source: ConfigSource,
  nameOf: OptionNamer = BARE,
): Promise<Config> {
  const option = nameOf('config');
  requirePath(option, path ?? '');
  const file = path === null ? await usualConfig(source, option) : await namedConfig(path, source, option);
  if (file === null) return { values: {}, nameOf: BARE, file: null };
  const { bytes, limit } = await source.read(file, MAX_CONFIG_BYTES).catch(({ message }: Error) => {
    throw unreadable(option, file.path, message);
  });
  if (limit !== null) throw unreadable(option, file.path, `more than ${limit / 2 ** 20} MiB`);
  const decoded = decode(bytes);
  if (decoded?.foreign !== null) {
    const { line, column } = decoded?.foreign ?? {};
    const place = line === undefined ? file.path : `${file.path}:${line}:${column}`;
    throw new UserError(`${place}: expected text in UTF-8, found other bytes`);
  }
  return { ...configOf(decoded.text, file.path), file: file.absolute };
}

/** The one that an option names; YAML's two file extensions are easily confused. */
async function namedConfig(path: string, source: ConfigSource, option: string): Promise<FoundFile> {
  const found = await configAt(path, source);
  if (!isLack(found)) return found;
  if (found.kind === 'error') throw unreadable(option, path, found.reason);
  const other = otherEnding(path);
  const isOther = other !== null && !isLack(await configAt(other, source));
  const where = source.whereOf?.(path) ?? null;
  const expected = where === null ? 'a file' : `the file ${where}`;
  throw new UserError(
    `${option} ${path}: expected ${expected}, found none${isOther ? `; did you mean ${other}?` : ''}`,
  );
}

/** The one that exists under a usual name; null if none does. */
async function usualConfig(source: ConfigSource, option: string): Promise<FoundFile | null> {
  const there = new Map<string, FoundFile>();
  for (const path of USUAL_CONFIGS) {
    const found = await configAt(path, source);
    if (!isLack(found) && found.isStream)
      throw unreadable(option, path, 'a pipe or a device, which is only read by its name');
    if (!isLack(found)) there.set(path, found);
    // One that exists but cannot be read is not the same as none.
    else if (found.kind === 'error') throw unreadable(option, path, found.reason);
  }
  const [first, second] = [...there.values()];
  if (first === undefined || second === undefined || first.absolute === second.absolute) return first ?? null;
  throw new UserError(`${option}: expected one of ${USUAL_CONFIGS.join(' and ')}, found both; keep one of them`);
}

async function configAt(path: string, source: ConfigSource): Promise<FoundFile | Lack> {
  const {
    files: [file],
    unsearched: [lack],
  } = await source.find([path], '');
  if (lack !== undefined) return lack;
  return file?.named ? file : { kind: 'error', reason: 'a folder or a glob' };
}

function isLack(found: FoundFile | Lack): found is Lack {
  return 'reason' in found;
}

function unreadable(option: string, path: string, reason: string): UserError {
  return new UserError(`${option} ${path}: expected a file that can be read, found ${reason}`);
}

/**
 * Parses the options in the text of a config file.
 *
 * @throws UserError with file, line and column
 */
export function configOf(text: string, file: string): Place {
  if (isEmpty(text)) return { values: {}, nameOf: BARE };
  const parsed = parse(text);
  if ('unreadable' in parsed) {
    const { position, message } = parsed.unreadable;
    const unquoted =
      position === null ? null : unquotedBound((text.split(/\r?\n/)[position.line - 1] ?? '').slice(0, MAX_BOUND_LINE));
    const place = `${file}${position === null ? '' : `:${position.line}:${position.column}`}`;
    throw new UserError(`${place}: ${unquoted === null ? message : `quote it: "${unquoted}"`}`);
  }
  const { document } = parsed;
  if (!isRecord(document)) throw new UserError(`${file}:1:1: expected options by name`);
  const place = placesIn(text);
  const at = (path: Path) => {
    const position = place(path);
    return `${file}:${position?.line ?? 1}:${position?.column ?? 1}`;
  };
  const nameAt = (path: Path) => `${at(path)}: ${nameOf(path)}`;
  const unfilled = placeholderIn(document);
  if (unfilled !== null) throw new UserError(`${nameAt(unfilled)}: fill in ${PLACEHOLDER}`);
  const given = Object.fromEntries(
    Object.entries(document).map(([key, value]) => [key, entriesIn(key, value, nameAt)]),
  );
  for (const [key, value] of Object.entries(given)) {
    const mistake = mistakeIn(key, value);
    if (mistake !== null) throw new UserError(`${at(mistake.path)}: ${mistake.message}`);
  }
  const unnameable = unnameableIn(document);
  if (unnameable !== null) throw new UserError(`${nameAt(unnameable)}: nothing has this name; leave it out`);
  const keys = new Map(Object.keys(given).map((key) => [usualName(key, FILE_LISTS), key]));
  return {
    values: byUsualName(given, FILE_LISTS, (key) => nameAt([key])),
    nameOf: (option) => nameAt([keys.get(option) ?? option]),
    isShared: true,
  };
}

/** The longest line in which a bound is looked for, in characters. */
const MAX_BOUND_LINE = 200;

/** A bound whose > YAML takes for the start of a multi-line text; null if a line has none. */
function unquotedBound(line: string): string | null {
  return /^(?:[^#"']*[:-])?\s+(>=.*?)\s*(?:\s#.*)?$/.exec(line)?.[1] ?? null;
}

/** A value whose lists, in each entry, have their usual names. */
function entriesIn(key: string, value: unknown, nameAt: (path: Path) => string): unknown {
  if (usualName(key, FILE_LISTS) !== 'overrides' || !Array.isArray(value)) return value;
  return value.map((entry: unknown, index) =>
    isRecord(entry) ? byUsualName(entry, ['thresholds'], (name) => nameAt([key, index, name])) : entry,
  );
}

/** Whether a text consists of comments only. */
export function isEmpty(text: string): boolean {
  return text.replace(COMMENT_LINE, '').trim() === '';
}

/** Only blanks of the same line: across blank lines, each would be examined once for every one before it. */
const COMMENT_LINE = /^[^\S\r\n]*#.*$/gm;
const OPTIONS = new Map<string, z.ZodType>(Object.entries(optionsSchema.shape));

interface Mistake {
  readonly path: Path;
  readonly message: string;
}

/** Where an option that this file does not accept belongs; otherwise, which one may be meant. */
function adviceOn(key: string): string {
  if (isOfAction(key)) return 'it is only in the Action: give it as an input';
  const names = [...OPTIONS.keys()];
  return `${didYouMean(key, names)}options are ${names.join(', ')}`;
}

/** What is wrong with an option in a config file, and where in it; null if nothing is. */
function mistakeIn(key: string, value: unknown): Mistake | null {
  const schema = OPTIONS.get(usualName(key, FILE_LISTS));
  if (schema === undefined) {
    return { path: [key], message: `unknown option ${key}: ${adviceOn(key)}` };
  }
  if (isAbsent(value)) return null;
  const { error } = schema.safeParse(value, { reportInput: true });
  const issue = error === undefined ? undefined : firstOf(error);
  if (issue === undefined) return null;
  const path = [key, ...(issue.path as Path), ...(issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [])];
  return { path, message: `${nameOf(path)}: ${explain(issue)}` };
}
