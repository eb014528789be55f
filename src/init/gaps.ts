import { groupBy } from '../run/groupby.ts';
import { fileOf, type Run } from '../run/run.ts';

/** What results may leave out and users can state by path, by its key under `overrides`. */
export type Gap = 'model' | 'accelerator' | 'configuration' | 'gpus';

/** Runs of one configuration that leave out the same things, and where their files are. */
export interface ConfigurationGaps {
  /** A glob that matches these files and no other results, in the form that `overrides` takes. */
  readonly match: string;
  readonly configuration: string;
  readonly gaps: readonly Gap[];
  readonly runs: number;
}

/** What is not stated about a run. */
function gapsOf({ model, deployment: { label, accelerator, gpus } }: Run): Gap[] {
  const stated: Record<Gap, unknown> = { model, accelerator, configuration: label, gpus };
  return (Object.keys(stated) as Gap[]).filter((gap) => stated[gap] === null);
}

/**
 * Where runs leave something out.
 *
 * @param configurationOf id of the configuration that a run belongs to
 */
export function gapsIn(runs: readonly Run[], configurationOf: (run: Run) => string): ConfigurationGaps[] {
  const placed = runs.map((run) => {
    return { path: fileOf(run), gaps: gapsOf(run), configuration: configurationOf(run) };
  });
  const found = within(folderOf(placed.map(({ path }) => path)), placed).filter(({ gaps }) => gaps.length > 0);
  return found.map(({ match, gaps, configuration, files }) => ({ match, gaps, configuration, runs: files.length }));
}

interface FileGaps {
  readonly path: string;
  readonly gaps: readonly Gap[];
  readonly configuration: string;
}

interface GapGroup extends Omit<FileGaps, 'path'> {
  readonly match: string;
  readonly files: readonly FileGaps[];
}

/** The deepest folder that contains all files; empty if that is the working folder. */
function folderOf(paths: readonly string[]): string {
  const [start] = commonEnds(paths);
  return start.slice(0, start.lastIndexOf('/') + 1);
}

/**
 * The fewest globs below a folder that each cover runs of the same kind: the whole folder, otherwise each of its parts.
 */
function within(folder: string, files: readonly FileGaps[]): GapGroup[] {
  const [first] = files;
  if (first === undefined) return [];
  if (files.every((file) => kindOf(file) === kindOf(first))) {
    return [{ ...first, match: `${literal(folder)}**`, files }];
  }
  const parts = groupBy(files, ({ path }) => /^[^/]*\//.exec(path.slice(folder.length))?.[0] ?? '');
  return [...parts].flatMap(([part, inside]) => (part === '' ? beside(inside) : within(folder + part, inside)));
}

/** For files in one folder: what their names have in common, if no other name has it; otherwise each name. */
function beside(files: readonly FileGaps[]): GapGroup[] {
  return [...groupBy(files, kindOf).values()].flatMap((alike) => {
    const [first] = alike;
    if (first === undefined) return [];
    const others = files.filter((file) => !alike.includes(file));
    const [start, end] = commonEnds(alike.map(({ path }) => path));
    const isOwn = alike.length > 1 && !others.some(({ path }) => path.startsWith(start) && path.endsWith(end));
    if (isOwn) return [{ ...first, match: `${literal(start)}*${literal(end)}`, files: alike }];
    return alike.map((file) => ({ ...file, match: literal(file.path), files: [file] }));
  });
}

function kindOf({ gaps, configuration }: FileGaps): string {
  return JSON.stringify([gaps, configuration]);
}

/** The common beginning and end of some texts. */
function commonEnds([first = '', ...others]: readonly string[]): [string, string] {
  const isStart = (length: number) => others.every((text) => text.startsWith(first.slice(0, length)));
  let start = 0;
  while (start < first.length && isStart(start + 1)) start += 1;
  const shortest = Math.min(...[first, ...others].map((text) => text.length)) - start;
  let end = 0;
  while (end < shortest && others.every((text) => text.endsWith(first.slice(first.length - end - 1)))) end += 1;
  return [first.slice(0, start), first.slice(first.length - end)];
}

/** Characters that would be wildcards match any single character instead; backslashes separate folders on Windows. */
function literal(path: string): string {
  return path.replace(/[\\*?[\]{}()!+@|^$"]/g, '?');
}
