import { extname } from 'node:path';
import { type FoundFile, HEAD_BYTES, type Source } from './input/files.ts';
import { mayBeByproduct } from './report/byproducts.ts';
import type { Reading } from './report/read.ts';
import { textOf } from './report/text.ts';
import { folderOf, nameOf } from './run/filepath.ts';
import { groupBy } from './run/groupby.ts';
import { formatPlural } from './run/number.ts';
import { type Problem, problem } from './run/problem.ts';

/**
 * Problems with files that contain no report: notices, and errors where one is expected.
 *
 * @param readings of the same files
 * @param left how files begin that earlier runs wrote for other programs
 */
export async function unreadFiles(
  source: Source,
  files: readonly FoundFile[],
  readings: readonly Reading[],
  left: readonly RegExp[],
): Promise<Problem[]> {
  const reports = new Set(readings.filter(({ kind }) => kind === 'report').map(({ path }) => path));
  const folders = new Set([...reports].map(folderOf));
  const alone = readings.filter(({ path, byproduct }) => byproduct !== null && !folders.has(folderOf(path)));
  const told = new Set([...reports, ...alone.map(({ path }) => path)]);
  const empty = emptied(files, readings, reports);
  for (const { path } of empty) told.add(path);
  const strangers: FoundFile[] = [];
  for (const file of files) if (!told.has(file.path) && !(await isLeft(source, file, left))) strangers.push(file);
  return [...empty.map(emptyFile), ...byproductsAlone(alone), ...unlike(strangers)];
}

/**
 * Files of JSON that hold nothing where a result is expected: the user named them, their folder has results of that
 * extension, or some folder has one of that name, whatever its numbers.
 */
function emptied(
  files: readonly FoundFile[],
  readings: readonly Reading[],
  reports: ReadonlySet<string>,
): readonly FoundFile[] {
  const empty = new Set(readings.filter(({ kind, isEmpty }) => kind === 'other' && isEmpty).map(({ path }) => path));
  if (empty.size === 0) return [];
  const expected = new Set([...reports].flatMap((path) => [placeOf(path), patternOf(path)]));
  const isExpected = ({ path, named }: FoundFile) =>
    named || ((expected.has(placeOf(path)) || expected.has(patternOf(path))) && !mayBeByproduct(nameOf(path)));
  return files.filter((file) => empty.has(file.path) && isExpected(file));
}

/** `a/*.json` of `a/c32.json`. */
function placeOf(path: string): string {
  return `${folderOf(path)}*${extname(path)}`;
}

/** `c#.json` of `a/c32.json`. */
function patternOf(path: string): string {
  return nameOf(path).replaceAll(/\d+/g, '#');
}

function emptyFile({ path }: FoundFile): Problem {
  const message = 'expected a benchmark result, found an empty file: run that benchmark again, or delete the file';
  return problem('error', 'empty-file', message, path);
}

/** Whether a file among the results was left there by an earlier run, for another program. */
async function isLeft(source: Source, file: FoundFile, left: readonly RegExp[]): Promise<boolean> {
  if (file.named) return false;
  const content = await source.read(file, HEAD_BYTES).catch(() => null);
  const text = content === null ? null : textOf(content.bytes, content.limit !== null);
  return text !== null && left.some((beginning) => beginning.test(text));
}

/** One notice for all by-products of a harness without its summary in the same folder. */
function byproductsAlone(alone: readonly Reading[]): Problem[] {
  return [...groupBy(alone, ({ byproduct }) => byproduct?.keep)].map(([keep, [first, ...others]]) => {
    const more = others.length === 0 ? '' : ` (and ${formatPlural(others.length, 'more such file')})`;
    const message = `${first?.byproduct?.name} is not read: give ${keep} of the same run instead${more}`;
    return problem('notice', 'no-measurement', message, first?.path);
  });
}

/** One notice for all files of unknown kinds. */
function unlike(others: readonly FoundFile[]): Problem[] {
  const [first] = others;
  if (first === undefined) return [];
  const some = others.length === 1 ? `${first.path} holds` : `${others.length} files (${first.path}, …) hold`;
  return [problem('notice', 'not-a-report', `${some} no benchmark report: not read`)];
}
