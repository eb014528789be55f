import { lstat, open, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { leftoversIn } from './leftover.ts';

/** What distinguishes an output folder from any other folder. */
export const REPORT = 'report.json';

/** Where a run keeps the earlier report that it is about to replace, in the folder that it writes to. */
export const EARLIER = 'earlier';

/** The beginning of this program's own reports, of any version. */
const OWN_FORMAT = /^\s*\{\s*"format"\s*:\s*"pareto-report\//;
/** How many bytes of a report are read to find out whose it is. */
const HEAD_BYTES = 256;
/** The largest report, in bytes, that is searched for the pictures that it has. */
const MAX_REPORT_BYTES = 256 * 2 ** 20;
/**
 * A picture as a report names it. Anyone may have written that list, so it can only refer to files in the folder of
 * pictures.
 */
const PICTURE = /^(plots\/[^/\\\0]+-(?:light|dark))\.png$/;

/**
 * Fixed files that an earlier report left in an output folder, which we may replace.
 *
 * @param fixed their names
 * @param except absolute path of the folder within it that is being written to
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

/** Whether anything exists there, including a broken link. */
async function isThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

/**
 * What is listed for a folder and, if a run was interrupted while it moved its files, those that it had already moved
 * and those of the earlier report that it had not replaced yet.
 */
async function leftBy(
  folder: string,
  except: string | null,
  list: (place: string) => Promise<readonly string[]>,
): Promise<ReadonlySet<string>> {
  const files = new Set(await list(folder));
  for (const leftover of await leftoversIn(folder)) {
    if (leftover === except) continue;
    for (const file of await list(join(leftover, EARLIER))) files.add(file);
    for (const file of await list(leftover)) if (!(await isThere(join(leftover, file)))) files.add(file);
  }
  return files;
}

async function hasOwnReport(folder: string): Promise<boolean> {
  const path = join(folder, REPORT);
  // Reading anything but a file may never end.
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
  if (!(await hasOwnReport(folder))) return [];
  const path = join(folder, REPORT);
  // Another run's folder may go at any moment.
  const { size } = await stat(path).catch(() => ({ size: 0 }));
  return size > MAX_REPORT_BYTES ? [] : picturesNamedIn(await readFile(path, 'utf8').catch(() => ''));
}

/** Pictures that a report names, each as PNG and SVG; none if it is broken. */
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
