import { closeSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import { entryAt, headOf, orNull, targetAt } from './entry.ts';
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

/** How many bytes of a report are in memory at once. */
const PIECE_BYTES = 2 ** 18;

/**
 * Fixed files that an earlier report left in an output folder, which we may replace.
 *
 * @param fixed their names
 * @param except absolute path of the folder within it that is being written to
 */
export function ownFilesIn(
  folder: string,
  fixed: readonly string[],
  except: string | null = null,
): ReadonlySet<string> {
  return leftBy(folder, except, (place) => (hasOwnReport(place) ? fixed : []));
}

/** Pictures that an earlier report left in an output folder, by their paths in it; `except` as above. */
export function ownPicturesIn(folder: string, except: string): ReadonlySet<string> {
  return leftBy(folder, except, picturesOf);
}

/**
 * What is listed for a folder and, if a run was interrupted while it moved its files, those that it had already moved
 * and those of the earlier report that it had not replaced yet.
 */
function leftBy(
  folder: string,
  except: string | null,
  list: (place: string) => readonly string[],
): ReadonlySet<string> {
  const files = new Set(list(folder));
  for (const leftover of leftoversIn(folder)) {
    if (leftover === except) continue;
    for (const file of list(join(leftover, EARLIER))) files.add(file);
    for (const file of list(leftover)) if (entryAt(join(leftover, file)) === null) files.add(file);
  }
  return files;
}

function hasOwnReport(folder: string): boolean {
  const path = join(folder, REPORT);
  // Reading anything but a file may never end.
  if (targetAt(path)?.isFile() !== true) return false;
  return OWN_FORMAT.test(orNull(() => headOf(path, HEAD_BYTES)) ?? '');
}

/** Pictures that a report lists, each as PNG and SVG. It is read in pieces, since it may be longer than a text can be. */
function picturesOf(folder: string): readonly string[] {
  if (!hasOwnReport(folder)) return [];
  const names = new Set<string>();
  let rest = '';
  // Another run's folder may go at any moment.
  orNull(() => {
    for (const piece of piecesOf(join(folder, REPORT))) {
      const text = `${rest}${piece}`;
      for (const [, name = ''] of text.matchAll(PICTURE)) names.add(name);
      rest = text.slice(-LONGEST_LISTED);
    }
  });
  return [...names].flatMap((name) => [`${name}.png`, `${name}.svg`]);
}

/** The text of a file, piece by piece; throws if it cannot be read. */
function* piecesOf(path: string): Generator<string, void, undefined> {
  const file = openSync(path, 'r');
  try {
    const decoder = new StringDecoder('utf8');
    const bytes = Buffer.alloc(PIECE_BYTES);
    for (let size = readSync(file, bytes); size > 0; size = readSync(file, bytes)) {
      yield decoder.write(bytes.subarray(0, size));
    }
  } finally {
    closeSync(file);
  }
}
