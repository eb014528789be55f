import type { Stats } from 'node:fs';
import { lstat, mkdir, mkdtemp, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { UserError } from '../errors.ts';
import { STAGING_PREFIX } from '../staging.ts';
import { FIXED_FILES, isThere, leftoversIn, ownFilesIn, ownPicturesIn } from './owned.ts';

/** A file of the report, by its path in the output folder, with forward slashes. */
export interface OutputFile {
  readonly path: string;
  /** Whole, or the parts of a text. */
  readonly content: string | Uint8Array | Iterable<string>;
}

/** The outside world, written. */
export interface Target {
  /** Throws a UserError where the folder cannot take a report; call it before the work. */
  check(folder: string): Promise<void>;
  /**
   * Writes all files, or none: a report that is there already is replaced only by a complete one.
   *
   * @param files written as they come, so that they need not be held together; what they throw is thrown
   */
  write(folder: string, files: AsyncIterable<OutputFile>): Promise<void>;
}

/** Holds the pictures. */
const PLOTS = 'plots';
/** How old a leftover is, in ms, that no run can be writing to any more. */
const STALE = 3_600_000;

/** Folders on disk, relative to a working folder. What is in one and is not ours is neither replaced nor removed. */
export class DiskTarget implements Target {
  readonly #cwd: string;
  readonly #option: string;

  /** @param option how the option that names the folder is called, for messages */
  constructor(cwd: string, option: string) {
    this.#cwd = cwd;
    this.#option = option;
  }

  async check(folder: string): Promise<void> {
    const path = resolve(this.#cwd, folder);
    const kind = await stat(path).catch(() => null);
    if (kind === null) return;
    const shown = `${this.#option} ${folder}`;
    if (!kind.isDirectory()) throw new UserError(`${shown}: expected a folder, found a file; choose another`);
    await requireOurs(shown, path, FIXED_FILES, await ownFilesIn(path));
  }

  async write(folder: string, files: AsyncIterable<OutputFile>): Promise<void> {
    const path = resolve(this.#cwd, folder);
    const shown = `${this.#option} ${folder}`;
    const onDisk = <Result>(work: Promise<Result>) =>
      work.catch((error: Error) => {
        if (error instanceof UserError) throw error;
        throw new UserError(`${shown}: cannot be written (${error.message}); choose another folder`);
      });
    const isNew = !(await isThere(path));
    await onDisk(makeFolder(path));
    const staging = await onDisk(mkdtemp(join(path, STAGING_PREFIX)));
    try {
      // One that comes again replaces what came before.
      const written = new Set<string>();
      for await (const file of files) {
        await onDisk(put(join(staging, file.path), file.content));
        written.add(file.path);
      }
      await onDisk(replace(shown, path, staging, [...written]));
    } finally {
      // What another program holds open, as Windows lets it, stays for a later run to remove.
      await rm(staging, { recursive: true, force: true, maxRetries: 3 }).catch(() => {});
      // It stays where anything is in it.
      if (isNew) await rmdir(path).catch(() => {});
    }
  }
}

/** Moves files into place; those of an earlier report go. */
async function replace(shown: string, path: string, staging: string, files: readonly string[]): Promise<void> {
  // Much time has passed since the check.
  const pictures = await ownPicturesIn(path, staging);
  const own = new Set([...(await ownFilesIn(path, staging)), ...pictures]);
  await requireOurs(shown, path, new Set([...FIXED_FILES, ...files, ...pictures]), own);
  const gone = [...own].filter((file) => !files.includes(file));
  for (const file of gone) await rm(join(path, file), { force: true });
  // What tells of others comes first, and is moved last: it never names a file that is not there.
  for (const file of files.toReversed()) await move(join(staging, file), join(path, file));
  await removeStale(path);
}

/** Throws a UserError where any of some files is there and is not our own, or is no file; no link is followed. */
async function requireOurs(
  shown: string,
  path: string,
  files: Iterable<string>,
  own: ReadonlySet<string>,
): Promise<void> {
  const plots = await kindOf(join(path, PLOTS));
  if (plots !== null && !plots.isDirectory()) {
    throw new UserError(`${shown}: expected a folder ${PLOTS} in it, found a link or a file; choose another`);
  }
  for (const file of files) {
    const kind = await kindOf(join(path, file));
    if (kind === null || (own.has(file) && kind.isFile())) continue;
    throw new UserError(`${shown}: has a ${file} that this program did not write; choose another folder`);
  }
}

/** What is at a path, links not followed; null where nothing is. */
async function kindOf(path: string): Promise<Stats | null> {
  return lstat(path).catch(() => null);
}

async function removeStale(path: string): Promise<void> {
  for (const leftover of await leftoversIn(path)) {
    const { mtimeMs } = await lstat(leftover);
    // It costs nobody anything: what cannot be removed stays.
    if (Date.now() - mtimeMs > STALE) await rm(leftover, { recursive: true, force: true }).catch(() => {});
  }
}

async function move(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await rename(from, to);
}

/**
 * Makes a folder and those above it. Node's own way of that never ends on a file system that answers “no such folder”
 * for a folder in one that is there, as /proc does.
 */
async function makeFolder(path: string): Promise<void> {
  const made = await mkdir(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT' && error.code !== 'EEXIST') throw error;
      return error.code === 'EEXIST';
    },
  );
  if (made) return;
  if (dirname(path) !== path) await makeFolder(dirname(path));
  await mkdir(path);
}

async function put(path: string, content: OutputFile['content']): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
}
