import { renameSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { UserError } from '../errors.ts';
import { entryAt, targetAt, wordFor } from './entry.ts';
import { type FileText, writeContent } from './filetext.ts';
import { beforeSignals } from './interruption.ts';
import { removeAbandoned } from './leftover.ts';
import { type NamedFile, requireWritable } from './namedfile.ts';
import { madeNew, makeStaging, removeEmpty, removeStaging } from './newfolder.ts';
import { EARLIER, ownFilesIn, ownPicturesIn, REPORT } from './owned.ts';
import { StagedFiles } from './stagedfiles.ts';
import { Turn } from './turn.ts';

export type { NamedFile } from './namedfile.ts';

/** A file that a run writes. */
export interface OutputFile {
  /** Relative to the output folder, or to the working folder for a file that its user names; with forward slashes. */
  readonly path: string;
  /** Bytes are gone once they are written. */
  readonly content: FileText;
  /** How its user asked for it, if the user named the file. */
  readonly asked?: string;
}

/** The outside world, for writing. */
export interface Target {
  /**
   * Throws a UserError where the folder cannot take a report, or one of the files cannot go where it should; call it
   * before the work.
   */
  check(folder: string, named: readonly NamedFile[]): Promise<void>;
  /**
   * Writes all files, or none: an existing report is only replaced by a complete one. Files that their user names are
   * moved into place last.
   *
   * @param files written as they come, so that they need not all be in memory; errors that they throw are passed on
   */
  write(folder: string, files: AsyncIterable<OutputFile>): Promise<void>;
}

/** Holds the pictures. */
const PLOTS = 'plots';

/** Folders on disk, relative to a working folder. Files in them that are not ours are neither replaced nor removed. */
export class DiskTarget implements Target {
  readonly #cwd: string;
  readonly #option: string;
  readonly #fixed: readonly string[];

  /**
   * @param option the name of the option that gives the folder, for messages
   * @param fixed names of all files of a report except its pictures; files with these names in the folder are ours
   */
  constructor(cwd: string, option: string, fixed: readonly string[]) {
    this.#cwd = cwd;
    this.#option = option;
    this.#fixed = fixed;
  }

  async check(folder: string, named: readonly NamedFile[]): Promise<void> {
    const path = resolve(this.#cwd, folder);
    await this.#checkFolder(folder, path);
    requireWritable(this.#cwd, named, { folder: path, inside: [...this.#fixed, PLOTS] });
  }

  /**
   * Files that another run is just moving into place seem to be nobody's, so that what is found is looked at again once
   * nobody moves any. The turn is not taken for that: whoever loses it while moving would be disturbed for nothing.
   */
  async #checkFolder(folder: string, path: string): Promise<void> {
    try {
      this.#requireFolder(folder, path);
    } catch {
      await new Turn(path).passed();
      this.#requireFolder(folder, path);
    }
  }

  #requireFolder(folder: string, path: string): void {
    const kind = targetAt(path);
    const shown = `${this.#option} ${folder}`;
    if (kind === null) {
      if (entryAt(path)?.isSymbolicLink() !== true) return;
      throw new UserError(`${shown}: expected a folder, found a link that leads nowhere; choose another`);
    }
    if (!kind.isDirectory()) throw new UserError(`${shown}: expected a folder, found ${wordFor(kind)}; choose another`);
    requireOurs(shown, path, this.#fixed, ownFilesIn(path, this.#fixed));
  }

  async write(folder: string, files: AsyncIterable<OutputFile>): Promise<void> {
    const path = resolve(this.#cwd, folder);
    const shown = `${this.#option} ${folder}`;
    const onDisk = async <Result>(work: () => Result | Promise<Result>) => {
      try {
        return await work();
      } catch (error) {
        if (error instanceof UserError) throw error;
        throw new UserError(`${shown}: cannot be written (${(error as Error).message}); choose another folder`);
      }
    };
    const made: string[] = [];
    const named = new StagedFiles(this.#cwd);
    const turn = new Turn(path);
    let begun: string | null = null;
    const clear = () => {
      turn.end();
      named.drop();
      if (begun !== null) removeStaging(begun);
      removeEmpty(made);
    };
    const stop = beforeSignals(process, clear);
    try {
      const staging = await onDisk(() => makeStaging(path, made));
      begun = staging;
      // A file that is written again replaces the first version.
      const written = new Set<string>();
      for await (const file of files) {
        if (file.asked !== undefined) {
          await named.add(file.path, file.content, file.asked);
          continue;
        }
        await onDisk(() => put(staging, file));
        written.add(file.path);
      }
      named.requirePlaces();
      const replacement = { staging, files: [...written], fixed: this.#fixed, turn };
      await onDisk(() =>
        turn.during(async () => {
          await replace(shown, path, replacement);
          named.moveIntoPlace();
        }),
      );
      removeAbandoned(path);
    } finally {
      stop();
      clear();
    }
  }
}

interface Replacement {
  readonly staging: string;
  readonly files: readonly string[];
  readonly fixed: readonly string[];
  readonly turn: Turn;
}

/** Moves files into place and removes those of an earlier report. Whoever has lost its turn by then waits for another. */
async function replace(shown: string, path: string, { staging, files, fixed, turn }: Replacement): Promise<void> {
  for (;;) {
    // A signal that came while files were written leaves the earlier report.
    await setImmediate();
    // Much time has passed since the check.
    const pictures = await ownPicturesIn(path, staging);
    const own = new Set([...ownFilesIn(path, fixed, staging), ...pictures]);
    requireOurs(shown, path, new Set([...fixed, ...files, ...pictures]), own);
    if (turn.isOurs) return move(path, staging, files, own);
    await turn.take();
  }
}

/**
 * Synchronous, so that no signal can interrupt it. The file that lists the others is taken away first and placed last, so
 * that it only names what exists; it is kept until then, as it tells a later run whose files these are.
 */
function move(path: string, staging: string, files: readonly string[], own: ReadonlySet<string>): void {
  const earlier = join(staging, EARLIER);
  madeNew(earlier);
  if (own.has(REPORT)) renameIfThere(join(path, REPORT), join(earlier, REPORT));
  const gone = [...own].filter((file) => !files.includes(file));
  for (const file of gone) rmSync(join(path, file), { force: true });
  for (const file of files.toReversed()) {
    if (file.includes('/')) madeNew(join(path, dirname(file)));
    renameSync(join(staging, file), join(path, file));
  }
  // A folder in which something else lies stays.
  if (gone.some((file) => file.includes('/'))) removeEmpty([join(path, PLOTS)]);
}

/** A name may be ours without a file that has it. */
function renameIfThere(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

/** Throws a UserError if any of the files exists and is not ours, or is not a regular file; links are not followed. */
function requireOurs(shown: string, path: string, files: Iterable<string>, own: ReadonlySet<string>): void {
  const plots = entryAt(join(path, PLOTS));
  if (plots !== null && !plots.isDirectory()) {
    throw new UserError(`${shown}: expected a folder ${PLOTS} in it, found ${wordFor(plots)}; choose another`);
  }
  for (const file of files) {
    const kind = entryAt(join(path, file));
    if (kind === null || (own.has(file) && kind.isFile())) continue;
    throw new UserError(`${shown}: has a ${file} that this program did not write; choose another folder`);
  }
}

/** Nothing is written to a folder that was removed in the meantime, and it is not recreated. */
async function put(folder: string, { path, content }: OutputFile): Promise<void> {
  if (path.includes('/')) madeNew(join(folder, dirname(path)));
  await writeContent(join(folder, path), content);
  if (content instanceof Uint8Array) free(content);
}

/** Gives memory back at once, from Node 22 on: garbage outside of the heap is collected only when there is much of it. */
function free({ buffer, byteLength }: Uint8Array): void {
  const memory: ArrayBufferLike & { transfer?(length: number): unknown } = buffer;
  if (memory.byteLength === byteLength) memory.transfer?.(0);
}
