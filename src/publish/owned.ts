import { createReadStream } from 'node:fs';
import { lstat, open, stat } from 'node:fs/promises';
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
/**
 * A picture as a report lists it. Anyone may have written that list, so it can only refer to files in the folder of
 * pictures.
 */
const PICTURE = /"theme"\s*:\s*"(?:light|dark)"\s*,\s*"file"\s*:\s*"(plots\/[^"/\\]+-(?:light|dark))\.png"/g;
/** The longest that this can be, in characters, as no name of a file is longer than 255. */
const LONGEST_LISTED = 1000;

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

/** Pictures that a report lists, each as PNG and SVG. It is read in pieces, since it may be longer than a text can be. */
async function picturesOf(folder: string): Promise<readonly string[]> {
  if (!(await hasOwnReport(folder))) return [];
  const names = new Set<string>();
  let rest = '';
  try {
    for await (const piece of createReadStream(join(folder, REPORT), 'utf8')) {
      const text = `${rest}${piece}`;
      for (const [, name = ''] of text.matchAll(PICTURE)) names.add(name);
      rest = text.slice(-LONGEST_LISTED);
    }
  } catch {
    // Another run's folder may go at any moment.
  }
  return [...names].flatMap((name) => [`${name}.png`, `${name}.svg`]);
}
