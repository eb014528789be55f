import { mkdir, mkdtemp, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { UserError } from '../errors.ts';

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

/** What the program's own report begins with. */
const OWN_FORMAT = /^\s*\{\s*"format":\s*"pareto-report\//;
/** Names of plots; plots of an earlier report are removed. */
const OWN_PLOT = /-(light|dark)\.(svg|png)$/;
/** Read to the beginning of this file to know an earlier report. */
const REPORT = 'report.json';

/** Folders on disk, relative to a working folder. */
export class DiskTarget implements Target {
  readonly #cwd: string;

  constructor(cwd: string) {
    this.#cwd = cwd;
  }

  async check(folder: string): Promise<void> {
    const path = resolve(this.#cwd, folder);
    const kind = await stat(path).catch(() => null);
    if (kind === null) return;
    if (!kind.isDirectory()) throw new UserError(`output ${folder}: expected a folder, found a file; choose another`);
    const report = await headOf(join(path, REPORT));
    if (report === null || OWN_FORMAT.test(report)) return;
    throw new UserError(`output ${folder}: has a ${REPORT} that this program did not write; choose another folder`);
  }

  async write(folder: string, files: AsyncIterable<OutputFile>): Promise<void> {
    const path = resolve(this.#cwd, folder);
    const onDisk = <Result>(work: Promise<Result>) =>
      work.catch((error: Error) => {
        throw new UserError(`output ${folder}: cannot be written (${error.message}); choose another folder`);
      });
    await onDisk(makeFolder(path));
    const staging = await onDisk(mkdtemp(join(path, '.incomplete-')));
    try {
      const written: string[] = [];
      for await (const file of files) {
        await onDisk(put(join(staging, file.path), file.content));
        written.push(file.path);
      }
      await onDisk(removeOldPlots(join(path, 'plots')));
      // What tells of others comes first, and is moved last: it never names a file that is not there.
      for (const file of written.reverse()) await onDisk(move(join(staging, file), join(path, file)));
    } finally {
      await rm(staging, { recursive: true, force: true });
    }
  }
}

/** The beginning of a text file; null where there is none. */
async function headOf(path: string): Promise<string | null> {
  const file = await open(path).catch(() => null);
  if (file === null) return null;
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(256), 0, 256, 0);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await file.close();
  }
}

async function move(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await rename(from, to);
}

/**
 * Makes a folder and those above it. Node's own way of that never ends on a file system that answers «no such folder»
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

async function removeOldPlots(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((name) => OWN_PLOT.test(name))) await rm(join(folder, name));
}
