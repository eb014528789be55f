import { closeSync, constants, fstatSync, openSync, readdirSync, readFileSync, readSync, type Stats } from 'node:fs';
import { dirname, join } from 'node:path';
import { STAGING_PREFIX } from '../staging.ts';
import { orForeignName } from './foreignname.ts';
import { type Lack, lacking } from './lack.ts';
import { placeAt, realOf } from './place.ts';
import { type Glob, globIn, isWithin, shownPath, wholePath } from './spelledpath.ts';
import { readStream, type StreamContent } from './stream.ts';

/** The largest file that is read whole, in bytes; reports with time series reach a few MiB. */
export const MAX_FILE_BYTES = 32 * 2 ** 20;
/** How much of a larger file is read to find out what it is, in bytes. */
export const HEAD_BYTES = 64 * 2 ** 10;
/** How much of a larger file is in memory at once, in bytes. */
const PIECE_BYTES = 2 ** 20;
/** Folders that never contain results and may contain thousands of files. */
const SKIPPED_FOLDERS = new Set(['.git', 'node_modules']);

/** A file that a search found. */
export interface FoundFile {
  /** As shown to the user: relative to the working folder, with forward slashes. */
  readonly path: string;
  readonly absolute: string;
  /** Whether the user named this particular file. */
  readonly named: boolean;
  /** Whether it is a pipe or a device, which may never have anything to give. */
  readonly isStream: boolean;
  /** The absolute path by which it was found. */
  readonly location: string;
  /**
   * The folder that the user gave: the one that was searched, the part of a glob before its first wildcard, or a file's
   * own.
   */
  readonly place: string;
  /** How deep in the file system the user's argument is, which decides between arguments that contain each other. */
  readonly depth: number;
}

/** What the user gave. */
type Argument = Pick<FoundFile, 'place' | 'depth'>;

/**
 * A glob is more specific than the folder that it starts in, and a file more than its folder; links have no meaningful
 * depth.
 */
function argumentOf(kind: 'folder' | 'glob' | 'file', place: string): Argument {
  return { place, depth: (realOf(place) ?? place).length + { folder: 0, glob: 0.5, file: 1 }[kind] };
}

/** A path that could not be searched, and why. */
export interface UnsearchedPath extends Lack {
  readonly path: string;
}

export interface FoundFiles {
  /** In ascending order of the paths shown. */
  readonly files: readonly FoundFile[];
  readonly unsearched: readonly UnsearchedPath[];
  /**
   * Files with the requested names that are next to files found or in folders that were searched, whatever the glob;
   * those whose role depends on their content are among `files` as well.
   */
  readonly beside: readonly FoundFile[];
  /** Files with those names in the folders above, up to the working folder. */
  readonly above: readonly FoundFile[];
}

/** The content of a file, or the beginning of one that is larger than `limit`. */
export interface FileContent {
  readonly bytes: Uint8Array;
  readonly limit: number | null;
  /** A larger file in full, in pieces that are read as they are consumed; throws as `read` does. */
  readonly pieces?: () => Iterable<Uint8Array>;
}

/** The outside world, for reading. */
export interface Source {
  /**
   * Files, folders searched recursively, and globs. Links are followed only where the user named them; a pipe is read
   * where it is named, and skipped in a folder.
   *
   * @param exclude a folder that is skipped when it is found within another
   * @param beside names of files that accompany the files found, and are not among them
   * @param either names of files that may accompany others, depending on their content: they are also among the files
   * found
   */
  find(paths: readonly string[], exclude: string, beside?: RegExp | null, either?: RegExp | null): Promise<FoundFiles>;
  /** Those of the paths that lead to nothing, and why: no such file, a glob that matches none. */
  unfound(paths: readonly string[]): readonly UnsearchedPath[];
  /**
   * Throws if the file cannot be read, with the system's reason.
   *
   * @param limit in bytes; of larger files only the beginning is read
   */
  read(file: FoundFile, limit?: number): Promise<FileContent>;
  /** Whether a `DiskSource` of another thread reads the same of a file. */
  isOnDisk(file: FoundFile): boolean;
}

/**
 * Files on disk, relative to a working folder. They are read one after another on this thread: for thousands of small
 * files that is faster than four round trips to a thread pool for each.
 */
export class DiskSource implements Source {
  readonly #cwd: string;
  /** The content of pipes and devices, by the path that stands for them: they provide it only once. */
  readonly #streams = new Map<string, StreamContent | null>();

  constructor(cwd: string) {
    this.#cwd = wholePath(cwd, '');
  }

  async find(
    paths: readonly string[],
    exclude: string,
    beside: RegExp | null = null,
    either: RegExp | null = null,
  ): Promise<FoundFiles> {
    const search = new Search(this.#cwd, realOf(wholePath(this.#cwd, exclude)), { beside, either });
    for (const path of paths) search.add(path);
    for (const path of search.streams) this.#streams.set(path, this.#streams.get(path) ?? null);
    return search.found();
  }

  unfound(paths: readonly string[]): readonly UnsearchedPath[] {
    const search = new Search(this.#cwd, null, { beside: null, either: null });
    for (const path of paths) if (!('real' in placeAt(wholePath(this.#cwd, path)))) search.add(path);
    return search.found().unsearched;
  }

  async read({ absolute }: FoundFile, limit = MAX_FILE_BYTES): Promise<FileContent> {
    if (this.#streams.has(absolute)) return contentOf(this.#stream(absolute), limit);
    const file = opened(absolute);
    try {
      const before = fstatSync(file);
      requireFile(before);
      if (before.size <= limit) {
        const bytes = readFileSync(file);
        requireUnchanged(file, before);
        return { bytes, limit: null };
      }
      const head = new Uint8Array(HEAD_BYTES);
      return { bytes: head.subarray(0, readSync(file, head)), limit, pieces: () => piecesOf(absolute, before) };
    } finally {
      closeSync(file);
    }
  }

  isOnDisk({ absolute }: FoundFile): boolean {
    return !this.#streams.has(absolute);
  }

  #stream(path: string): StreamContent {
    const streamed = this.#streams.get(path) ?? readStream(path);
    this.#streams.set(path, streamed);
    return streamed;
  }
}

function contentOf({ bytes, isWhole }: StreamContent, limit: number): FileContent {
  if (isWhole && bytes.length <= limit) return { bytes, limit: null };
  return { bytes: bytes.subarray(0, HEAD_BYTES), limit, ...(isWhole ? { pieces: () => [bytes] } : {}) };
}

/**
 * Each piece is overwritten by the next.
 *
 * @param before the state of the file when its beginning was read
 */
function* piecesOf(absolute: string, before: Stats): Generator<Uint8Array, void, undefined> {
  const file = opened(absolute);
  try {
    requireFile(fstatSync(file));
    const piece = new Uint8Array(PIECE_BYTES);
    let left = before.size;
    // A file that grows as fast as it is read has no end.
    for (let size = readSync(file, piece); size > 0 && left >= 0; size = readSync(file, piece)) {
      left -= size;
      yield piece.subarray(0, size);
    }
    requireUnchanged(file, before);
  } finally {
    closeSync(file);
  }
}

/** A file that was changed in the meantime: its beginning and its end may belong to different versions. */
class ChangedFile extends Error {
  /** In the form of the system's own errors, since the cause is outside the program. */
  readonly syscall = 'read';
}

/** What was a file when it was found may be a pipe by now, which nobody may ever write to. */
const WITHOUT_WAITING = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

function opened(path: string): number {
  try {
    return openSync(path, WITHOUT_WAITING);
  } catch (error) {
    throw orForeignName(error as Error, path);
  }
}

function requireFile(kind: Stats): void {
  if (!kind.isFile()) throw new ChangedFile('it is no longer a file');
}

function requireUnchanged(file: number, before: Stats): void {
  const { ino, size, mtimeMs } = fstatSync(file);
  if (ino === before.ino && size === before.size && mtimeMs === before.mtimeMs) return;
  throw new ChangedFile('it changed while it was read');
}

/** Names of files that accompany the files found: those that are never among them, and those whose content decides. */
interface Names {
  readonly beside: RegExp | null;
  readonly either: RegExp | null;
}

function goesWithOthers(name: string, { beside, either }: Names): boolean {
  return beside?.test(name) === true || either?.test(name) === true;
}

class Search {
  readonly #cwd: string;
  /** Its path without links; null if there is no such folder. */
  readonly #exclude: string | null;
  /** What is being searched. */
  #argument: Argument = { place: '', depth: 0 };
  /** By real path, so that a file reached by two paths is found once. */
  readonly #files = new Map<string, FoundFile>();
  readonly #unsearched: UnsearchedPath[] = [];
  /** Paths that stand for pipes and devices. */
  readonly streams = new Set<string>();
  readonly #names: Names;
  readonly #beside = new Map<string, FoundFile>();
  readonly #above = new Map<string, FoundFile>();
  /** Requested names, by the real path of the folder. */
  readonly #listed = new Map<string, readonly string[]>();

  constructor(cwd: string, exclude: string | null, names: Names) {
    this.#cwd = cwd;
    this.#exclude = exclude;
    this.#names = names;
  }

  add(path: string): void {
    const absolute = wholePath(this.#cwd, path);
    const place = placeAt(absolute);
    this.#argument = argumentOf(
      place.kind === 'folder' ? 'folder' : 'file',
      place.kind === 'folder' ? absolute : dirname(absolute),
    );
    switch (place.kind) {
      case 'folder':
        this.#walk(place.real, absolute, () => true);
        this.#keepAbove(absolute);
        break;
      case 'file':
        this.#keep(place.real, absolute, true);
        this.#keepBeside(this.#beside, dirname(place.real), dirname(absolute));
        this.#keepAbove(dirname(absolute));
        break;
      case 'stream':
        // The name of a pipe means nothing.
        this.streams.add(place.real);
        this.#files.set(place.real, {
          path,
          absolute: place.real,
          named: true,
          isStream: true,
          location: this.#argument.place,
          ...this.#argument,
        });
        break;
      default:
        this.#addGlob(path, globIn(path), place);
    }
  }

  /** A glob matches files, and folders with everything in them. */
  #addGlob(pattern: string, glob: Glob | null, lack: Lack): void {
    if (glob === null) {
      this.#unsearched.push({ path: pattern, ...lack });
      return;
    }
    const root = wholePath(this.#cwd, glob.base);
    this.#argument = argumentOf('glob', root);
    let matched = 0;
    // Each folder is matched once, however many files are in it.
    const folders = new Map<string, boolean>([['.', false]]);
    const isInside = (path: string): boolean => {
      const above = dirname(path);
      const known = folders.get(above) ?? isInside(above);
      folders.set(above, known);
      return known || glob.matches(path);
    };
    const real = realOf(root);
    if (real !== null) {
      this.#walk(real, root, (file) => {
        const inside = isInside(shownPath(root, file));
        matched += inside ? 1 : 0;
        return inside;
      });
    }
    this.#keepAbove(root);
    if (matched === 0) this.#unsearched.push({ path: pattern, ...lacking('no file matches') });
  }

  #walk(real: string, shown: string, wanted: (file: string) => boolean): void {
    try {
      for (const entry of readdirSync(real, { withFileTypes: true })) {
        const [realPath, givenPath] = [join(real, entry.name), join(shown, entry.name)];
        const isBeside = entry.isFile() && goesWithOthers(entry.name, this.#names);
        if (isBeside) this.#keepAs(this.#beside, realPath, givenPath);
        if (isBeside && !this.#names.either?.test(entry.name)) continue;
        if (entry.isDirectory() && this.#isEntered(entry.name, realPath)) this.#walk(realPath, givenPath, wanted);
        else if (entry.isFile() && wanted(givenPath)) this.#keep(realPath, givenPath);
      }
    } catch (error) {
      this.#unlisted(shown, error as Error);
    }
  }

  /** The excluded folder is skipped wherever it is found, but not if the user names it. */
  #isEntered(name: string, real: string): boolean {
    return !SKIPPED_FOLDERS.has(name) && !name.startsWith(STAGING_PREFIX) && real !== this.#exclude;
  }

  #keep(real: string, absolute: string, named = false): void {
    this.#keepAs(this.#files, real, absolute, named);
  }

  #keepAs(files: Map<string, FoundFile>, real: string, absolute: string, named = false): void {
    const known = files.get(real);
    if (known !== undefined && known.depth >= this.#argument.depth) return;
    const path = known?.path ?? this.#shown(absolute);
    const isNamed = named || known?.named === true;
    const found = { path, absolute: real, named: isNamed, isStream: false, location: absolute };
    files.set(real, { ...found, ...this.#argument });
  }

  /** Files in a folder that lie beside what is in it. */
  #keepBeside(files: Map<string, FoundFile>, real: string, shown: string): void {
    for (const name of this.#namesBeside(real, shown)) this.#keepAs(files, join(real, name), join(shown, name));
  }

  /** Each folder is listed once, since thousands of named files may be in one. */
  #namesBeside(real: string, shown: string): readonly string[] {
    const listed = this.#listed.get(real);
    if (listed !== undefined) return listed;
    const { beside, either } = this.#names;
    const isNone = beside === null && either === null;
    const names = isNone ? [] : this.#list(real, shown);
    this.#listed.set(real, names);
    return names;
  }

  /** Names of files that accompany others; nothing that is not a file, such as a pipe, counts as named. */
  #list(real: string, shown: string): readonly string[] {
    const isFile = (name: string) => !['folder', 'stream'].includes(placeAt(join(real, name)).kind);
    try {
      return readdirSync(real).filter((name) => goesWithOthers(name, this.#names) && isFile(name));
    } catch (error) {
      this.#unlisted(shown, error as Error);
      return [];
    }
  }

  #unlisted(folder: string, error: Error): void {
    const { message: reason } = orForeignName(error, folder);
    this.#unsearched.push({ path: this.#shown(folder), kind: 'error', reason });
  }

  /** Files in the folders above, up to the working folder; those further up are not meant for these results. */
  #keepAbove(folder: string): void {
    const above = dirname(folder);
    const real = folder !== this.#cwd && isWithin(this.#cwd, above) ? realOf(above) : null;
    if (real === null) return;
    this.#keepBeside(this.#above, real, above);
    this.#keepAbove(above);
  }

  #shown(absolute: string): string {
    return shownPath(this.#cwd, absolute);
  }

  found(): FoundFiles {
    const files = [...this.#files.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
    const above = [...this.#above].filter(([real]) => !this.#beside.has(real)).map(([, file]) => file);
    return { files, unsearched: this.#unsearched, beside: [...this.#beside.values()], above };
  }
}
