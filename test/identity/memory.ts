import { dirname } from 'node:path/posix';
import type { FileContent, FoundFile, FoundFiles, Source } from '../../src/input/files.ts';
import { bytesOf } from '../report/texts.ts';
import type { Files } from './sweeps.ts';

const CWD = '/work';

/** Files in memory, found by the paths of files and folders as on disk; globs are not. */
export class MemorySource implements Source {
  readonly #files: Files;

  constructor(files: Files) {
    this.#files = files;
  }

  async find(paths: readonly string[], _: string, beside: RegExp | null = null): Promise<FoundFiles> {
    const found = new Map<string, FoundFile>();
    for (const file of paths.flatMap((path) => this.#under(path))) {
      const known = found.get(file.absolute);
      if (known === undefined || known.depth < file.depth) found.set(file.absolute, file);
    }
    const all = [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
    const isBeside = ({ path }: FoundFile) => beside?.test(path.slice(path.lastIndexOf('/') + 1)) ?? false;
    return { files: all.filter((file) => !isBeside(file)), unsearched: [], beside: all.filter(isBeside), above: [] };
  }

  unfound(): [] {
    return [];
  }

  async read({ path }: FoundFile): Promise<FileContent> {
    return { bytes: bytesOf(this.#files.get(path) ?? ''), limit: null };
  }

  isOnDisk(): boolean {
    return false;
  }

  #under(path: string): FoundFile[] {
    const whole = `${CWD}/${path}`;
    const named = this.#files.has(path);
    const [place, depth] = named ? [dirname(whole), dirname(whole).length + 1] : [whole, whole.length];
    const inside = named ? [path] : [...this.#files.keys()].filter((one) => one.startsWith(`${path}/`));
    return inside.map((one) => ({
      path: one,
      absolute: `${CWD}/${one}`,
      named,
      isStream: false,
      location: `${CWD}/${one}`,
      place,
      depth,
    }));
  }
}
