import { closeSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import { Breath } from '../breath.ts';
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

/** How many bytes of a report are in memory at once: V8 collects longer texts late, 50 MB of them for a large report. */
const PIECE_BYTES = 2 ** 16;

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
  return new Set(
    placesIn(folder, except).flatMap(({ path, isLeft }) => (hasOwnReport(path) ? fixed.filter(isLeft) : [])),
  );
}

/** Pictures that an earlier report left in an output folder, by their paths in it; `except` as above. */
export async function ownPicturesIn(folder: string, except: string): Promise<ReadonlySet<string>> {
  const pictures = new Set<string>();
  for (const { path, isLeft } of placesIn(folder, except)) {
    for (const file of await picturesOf(path)) if (isLeft(file)) pictures.add(file);
  }
  return pictures;
}

/** Where a report lists files of an output folder. */
interface Place {
  readonly path: string;
  /** Whether a file that it lists is still in the output folder. */
  readonly isLeft: (file: string) => boolean;
}

/**
 * The folder and, if a run was interrupted while it moved its files, what lists those that it had already moved and those
 * of the earlier report that it had not replaced yet.
 */
function placesIn(folder: string, except: string | null): Place[] {
  const isLeft = () => true;
  const leftovers = leftoversIn(folder).filter((leftover) => leftover !== except);
  return [
    { path: folder, isLeft },
    ...leftovers.flatMap((leftover) => [
      { path: join(leftover, EARLIER), isLeft },
      { path: leftover, isLeft: (file: string) => entryAt(join(leftover, file)) === null },
    ]),
  ];
}

function hasOwnReport(folder: string): boolean {
  const path = join(folder, REPORT);
  // Reading anything but a file may never end.
  if (targetAt(path)?.isFile() !== true) return false;
  return OWN_FORMAT.test(orNull(() => headOf(path, HEAD_BYTES)) ?? '');
}

/** Pictures that a report lists, each as PNG and SVG. It is read in pieces, since it may be longer than a text can be. */
async function picturesOf(folder: string): Promise<readonly string[]> {
  if (!hasOwnReport(folder)) return [];
  const names = new Set<string>();
  const breath = new Breath();
  let rest = '';
  try {
    for (const piece of piecesOf(join(folder, REPORT))) {
      const text = `${rest}${piece}`;
      for (const [, name = ''] of text.matchAll(PICTURE)) names.add(name);
      rest = text.slice(-LONGEST_LISTED);
      await breath.take();
    }
  } catch {
    // Another run's folder may go at any moment.
  }
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
