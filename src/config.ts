import { UserError } from './errors.ts';
import type { Source } from './input/files.ts';
import { optionsSchema, type RawOptions } from './options.ts';
import { Locator, parse } from './report/yaml.ts';

/** Read where no config file is named, if it exists. */
export const DEFAULT_CONFIG = '.github/pareto-report.yml';

/** Options of the config file, for `parseOptions`. */
export async function readConfig(path: string | null, source: Source): Promise<RawOptions> {
  const { files } = await source.find([path ?? DEFAULT_CONFIG], '');
  const [file] = files;
  if (file === undefined && path === null) return {};
  if (file === undefined || files.length > 1) throw new UserError(`config ${path}: expected a file, found none`);
  const { bytes } = await source.read(file);
  return configOf(new TextDecoder().decode(bytes), file.path);
}

/**
 * Options in the text of a config file.
 *
 * @throws UserError with file, line and column
 */
export function configOf(text: string, file: string): RawOptions {
  if (text.trim() === '') return {};
  const parsed = parse(text);
  if ('unreadable' in parsed) {
    const { position, message } = parsed.unreadable;
    throw new UserError(`${file}${position === null ? '' : `:${position.line}:${position.column}`}: ${message}`);
  }
  const { document } = parsed;
  if (typeof document !== 'object' || document === null) throw new UserError(`${file}:1:1: expected options by name`);
  const names: readonly string[] = Object.keys(optionsSchema.shape);
  for (const key of Object.keys(document)) {
    if (names.includes(key)) continue;
    const position = new Locator(text).find([key]);
    const place = `${file}:${position?.line ?? 1}:${position?.column ?? 1}`;
    throw new UserError(`${place}: unknown option ${key}: expected one of ${names.join(', ')}`);
  }
  return Object.fromEntries(Object.entries(document));
}
