import { lstat, open, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { leftoversIn } from './leftover.ts';

/** What tells an output folder from any other folder. */
export const REPORT = 'report.json';

/** What the program's own report begins with, of whatever version. */
const OWN_FORMAT = /^\s*\{\s*"format"\s*:\s*"pareto-report\//;
/** As much of a report as tells whose it is, in bytes. */
const HEAD_BYTES = 256;
/** The largest report that is asked which pictures it has, in bytes. */
const MAX_REPORT_BYTES = 256 * 2 ** 20;
/** A picture as a report names it. That list may be anybody's: it leads nowhere but to a file in the folder of pictures. */
const PICTURE = /^(plots\/[^/\\\0]+-(?:light|dark))\.png$/;

/**
 * Files of every report that an earlier one left in an output folder, and that are ours to replace.
 *
 * @param fixed their names
 * @param except the folder in it that is being written to, whole path
 */
export async function ownFilesIn(
  folder: string,
  fixed: readonly string[],
  except: string | null = null,
): Promise<ReadonlySet<string>> {
  return leftBy(folder, except, async (place) => ((await hasOwnReport(place)) ? fixed : []));
}

/** Pictures that an earlier report left in an output folder, by their paths in it; `except` as above. */
export async function ownPicturesIn(folder: string, except: string): Promise<ReadonlySet<string>> {
  return leftBy(folder, except, picturesOf);
}

/** Whether anything is there, be it a link to nothing. */
async function isThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

/** What is listed for a folder; and for a run that was interrupted while it moved its files, those that it had moved. */
async function leftBy(
  folder: string,
  except: string | null,
  list: (place: string) => Promise<readonly string[]>,
): Promise<ReadonlySet<string>> {
  const files = new Set(await list(folder));
  for (const leftover of await leftoversIn(folder)) {
    const listed = leftover === except ? [] : await list(leftover);
    for (const file of listed) if (!(await isThere(join(leftover, file)))) files.add(file);
  }
  return files;
}

async function hasOwnReport(folder: string): Promise<boolean> {
  const path = join(folder, REPORT);
  // Of anything but a file, reading may never end.
  const isFile = await stat(path).then(
    (kind) => kind.isFile(),
    () => false,
  );
  const file = isFile ? await open(path).catch(() => null) : null;
  if (file === null) return false;
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return OWN_FORMAT.test(buffer.toString('utf8', 0, bytesRead));
  } finally {
    await file.close();
  }
}

async function picturesOf(folder: string): Promise<readonly string[]> {
  const path = join(folder, REPORT);
  if (!(await hasOwnReport(folder)) || (await stat(path)).size > MAX_REPORT_BYTES) return [];
  return picturesNamedIn(await readFile(path, 'utf8'));
}

/** Pictures that a report names, each as PNG and SVG; none where it is broken. */
function picturesNamedIn(report: string): string[] {
  const { scenarios } = membersOf(jsonOf(report));
  const files = listOf(scenarios)
    .flatMap((scenario) => listOf(membersOf(scenario).plots))
    .map((plot) => membersOf(plot).file);
  return files.flatMap((file) => {
    const [, name] = typeof file === 'string' ? (PICTURE.exec(file) ?? []) : [];
    return name === undefined ? [] : [`${name}.png`, `${name}.svg`];
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
