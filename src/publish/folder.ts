import { lstatSync, mkdirSync, mkdtempSync, renameSync, rmdirSync, rmSync, type Stats } from 'node:fs';
import { lstat, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { UserError } from '../errors.ts';
import { beforeSignals } from './interruption.ts';
import { removeAbandoned, stagingPrefix } from './leftover.ts';
import { FIXED_FILES, ownFilesIn, ownPicturesIn, REPORT } from './owned.ts';
import { takeTurn } from './turn.ts';

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
    const made: string[] = [];
    let staging: string | null = null;
    const clear = () => {
      if (staging !== null) removeStaging(staging);
      removeEmpty(made);
    };
    const stop = beforeSignals(process, clear);
    try {
      staging = await onDisk(stagingIn(path, made));
      // One that comes again replaces what came before.
      const written = new Set<string>();
      for await (const file of files) {
        await onDisk(put(staging, file));
        written.add(file.path);
      }
      await onDisk(replace(shown, path, staging, [...written]));
    } finally {
      stop();
      clear();
    }
  }
}

/** What another program holds open, as Windows lets it, stays for a later run to remove. */
function removeStaging(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  } catch {}
}

/** Removes folders that hold nothing, the outermost last. */
function removeEmpty(folders: readonly string[]): void {
  for (const folder of folders.toReversed()) {
    try {
      rmdirSync(folder);
    } catch {
      // It stays with what is in it, and so do those around it.
      return;
    }
  }
}

/** Makes a folder in the output folder to write to, at once, so that a signal comes before or after it. */
async function stagingIn(path: string, made: string[]): Promise<string> {
  makeFolder(path, made);
  return mkdtempSync(join(path, stagingPrefix()));
}

/** Moves files into place; those of an earlier report go. */
async function replace(shown: string, path: string, staging: string, files: readonly string[]): Promise<void> {
  const turn = await takeTurn(path);
  try {
    // Much time has passed since the check.
    const pictures = await ownPicturesIn(path, staging);
    const own = new Set([...(await ownFilesIn(path, staging)), ...pictures]);
    await requireOurs(shown, path, new Set([...FIXED_FILES, ...files, ...pictures]), own);
    move(path, staging, files, own);
  } finally {
    turn.end();
  }
  await removeAbandoned(path);
}

/** At once, so that no signal comes in between. What tells of others goes first and comes last: it is of what is there. */
function move(path: string, staging: string, files: readonly string[], own: ReadonlySet<string>): void {
  for (const file of own) if (file === REPORT || !files.includes(file)) rmSync(join(path, file), { force: true });
  for (const file of files.toReversed()) {
    if (file.includes('/')) madeNew(join(path, dirname(file)));
    renameSync(join(staging, file), join(path, file));
  }
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

/**
 * Makes a folder and those above it. Node's own way of that never ends on a file system that answers “no such folder”
 * for a folder in one that is there, as /proc does.
 *
 * @param made where those go that were made, the outermost first
 */
function makeFolder(path: string, made: string[]): void {
  const missing: string[] = [];
  for (let folder = path; lstatSync(folder, { throwIfNoEntry: false }) === undefined; folder = dirname(folder))
    missing.unshift(folder);
  for (const folder of missing) if (madeNew(folder)) made.push(folder);
}

/** False where another run was quicker. */
function madeNew(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** In a folder that was removed meanwhile nothing is written, and it is not made again. */
async function put(folder: string, { path, content }: OutputFile): Promise<void> {
  if (path.includes('/')) madeNew(join(folder, dirname(path)));
  await writeFile(join(folder, path), content);
}
