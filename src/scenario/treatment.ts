import { RUN_FOLDER } from '../run/folder.ts';

/** Epochs and dates, which tell runs apart but not treatments. */
const TIMESTAMP = /(?<!\d)(?:\d{8}(?:[-_T]?\d{6}Z?)?|\d{10,})(?!\d)/g;

/**
 * The name of the treatment that a report's folders tell: in the newer layout the run folder's name without harness,
 * epoch, random part and counter; in the older one, and elsewhere, the folder two above the file's own.
 *
 * @param file path with forward slashes
 * @returns null where there is no such folder
 */
export function treatmentOf(file: string, harness: string | null): string | null {
  const folders = file.split('/').slice(0, -1);
  if (folders.at(-1) === 'benchmark_report') folders.pop();
  const [above, parent, own] = [folders.at(-3), folders.at(-2), folders.at(-1)];
  const run = RUN_FOLDER.exec(own ?? '');
  if (run !== null) return withoutHarness(run[1] ?? '', harness) || null;
  return (parent === 'results' ? above : parent) ?? null;
}

/** The folder that the notebook keeps apart: the one above the file's own. */
export function directoryOf(file: string): string {
  return file.split('/').slice(0, -2).join('/');
}

/**
 * What tells names apart, for a reader: without timestamps and without the words that all begin or end with.
 * Names that would become empty or alike stay as they are.
 */
export function shortNames(names: readonly string[]): Map<string, string> {
  const words = names.map((name) => withoutTimestamps(name).split(/(?<=[-_./ ])/));
  const first = common(words);
  const last = common(words.map((list) => list.slice(first).reverse()));
  const short = words.map((list) =>
    list
      .slice(first, list.length - last)
      .join('')
      .replace(/^[-_./ ]+|[-_./ ]+$/g, ''),
  );
  const distinct = new Set(short).size === names.length && !short.includes('');
  return new Map(names.map((name, index) => [name, distinct ? (short[index] ?? name) : name]));
}

export function withoutTimestamps(name: string): string {
  return name.replace(TIMESTAMP, '');
}

/** How many words at their beginning all lists share. */
function common(lists: readonly (readonly string[])[]): number {
  const [head = []] = lists;
  const differs = head.findIndex((word, index) => lists.some((list) => list[index] !== word));
  return differs === -1 ? head.length : differs;
}

function withoutHarness(name: string, harness: string | null): string {
  if (harness === null || !name.startsWith(harness)) return name;
  return name.slice(harness.length).replace(/^[-_]/, '');
}
