import { STAGING_PREFIX } from '../staging.ts';
import { type ArchivedFile, filesInZip } from './archive.ts';
import {
  type DiskSource,
  type FileContent,
  type FoundFile,
  type FoundFiles,
  MAX_FILE_BYTES,
  type Source,
  type UnsearchedPath,
} from './files.ts';
import type { Lack } from './lack.ts';

/** An artifact as downloaded. */
export interface Artifact {
  readonly name: string;
  readonly files: readonly ArchivedFile[];
}

/** Artifacts that stand for a path, or why there are none. */
export type ShelfEntry = { readonly artifacts: readonly Artifact[] } | { readonly lack: Lack };

/** The path of a file that an interrupted run left behind. */
const LEFTOVER = new RegExp(`(^|/)${STAGING_PREFIX.replace('.', '\\.')}`);

/** Files on disk, and files in downloaded artifacts, which have paths that cannot exist on disk. */
export class ShelfSource implements Source {
  readonly #disk: DiskSource;
  readonly #shelf: ReadonlyMap<string, ShelfEntry>;
  readonly #archived = new Map<string, ArchivedFile>();

  /** @param shelf by path, such as `auto` */
  constructor(disk: DiskSource, shelf: ReadonlyMap<string, ShelfEntry>) {
    this.#disk = disk;
    this.#shelf = shelf;
  }

  async find(
    paths: readonly string[],
    exclude: string,
    beside: RegExp | null = null,
    either: RegExp | null = null,
  ): Promise<FoundFiles> {
    const onDisk = await this.#disk.find(
      paths.filter((path) => !this.#shelf.has(path)),
      exclude,
      beside,
      either,
    );
    const shelved = paths.flatMap((path) => {
      const found = this.#shelf.get(path);
      return found === undefined ? [] : [{ path, found }];
    });
    const archived = shelved.flatMap(({ path, found }) =>
      'lack' in found ? [] : found.artifacts.flatMap((artifact) => this.#filesOf(path, artifact)),
    );
    const unsearched = shelved.flatMap(({ path, found }) => ('lack' in found ? [{ path, ...found.lack }] : []));
    const isNamed = (names: RegExp | null, { path }: FoundFile) =>
      names?.test(path.slice(path.lastIndexOf('/') + 1)) ?? false;
    const isBeside = (file: FoundFile) => isNamed(beside, file);
    return {
      files: [...onDisk.files, ...archived.filter((file) => !isBeside(file))],
      unsearched: [...onDisk.unsearched, ...unsearched],
      beside: [...onDisk.beside, ...archived.filter((file) => isBeside(file) || isNamed(either, file))],
      above: onDisk.above,
    };
  }

  unfound(paths: readonly string[]): readonly UnsearchedPath[] {
    return this.#disk.unfound(paths.filter((path) => !this.#shelf.has(path)));
  }

  async read(file: FoundFile, limit = MAX_FILE_BYTES): Promise<FileContent> {
    const archived = this.#archived.get(file.absolute);
    return archived === undefined ? this.#disk.read(file, limit) : archived.read(limit);
  }

  isOnDisk(file: FoundFile): boolean {
    return !this.#archived.has(file.absolute) && this.#disk.isOnDisk(file);
  }

  #filesOf(path: string, { name, files }: Artifact): FoundFile[] {
    const kept = files.filter((file) => !LEFTOVER.test(file.path));
    const found = kept.map((file) => {
      const shown = `${name}/${file.path}`;
      const key = `${path}\0${shown}`;
      this.#archived.set(key, file);
      // The leading slash keeps it from being a path on disk.
      const place = { location: `/${shown}`, place: `/${name}`, depth: 0 };
      return { path: shown, absolute: key, named: false, isStream: false, ...place };
    });
    return found.sort((a, b) => (a.path < b.path ? -1 : 1));
  }
}

/**
 * An artifact's content: a zip archive, or a single file stored as it is.
 *
 * @throws Error in plain words for an archive that cannot be trusted
 */
export async function artifactOf(name: string, bytes: Uint8Array): Promise<Artifact> {
  if (isZip(bytes)) return { name, files: await filesInZip(bytes) };
  const read = async (limit: number): Promise<FileContent> =>
    bytes.length <= limit ? { bytes, limit: null } : { bytes: bytes.subarray(0, limit), limit };
  return { name, files: [{ path: name, read }] };
}

/** Whether bytes start like an archive, including an empty one. */
function isZip([first, second, third]: Uint8Array): boolean {
  return first === 0x50 && second === 0x4b && (third === 0x03 || third === 0x05);
}
