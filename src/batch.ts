import type { FoundFile, Source } from './input/files.ts';
import { folderOf } from './run/filepath.ts';
import { groupBy } from './run/groupby.ts';

/** Files that one thread reads in sequence. */
export interface Batch {
  /** Its place among all batches, from 0. */
  readonly number: number;
  readonly files: readonly FoundFile[];
  /** Files in the same folders that may say something about these. */
  readonly beside: readonly FoundFile[];
  /** Whether the files are on disk, where another thread can read them too. */
  readonly isOnDisk: boolean;
}

/** The least number of batches, given enough files: a few files may take longer than all the others. */
const LEAST_BATCHES = 64;

/**
 * @param beside files that may say something about the others, in any folder
 * @param mostFiles per batch
 */
export function batchesOf(
  files: readonly FoundFile[],
  beside: readonly FoundFile[],
  { source, mostFiles }: { readonly source: Source; readonly mostFiles: number },
): Batch[] {
  const most = Math.min(mostFiles, Math.ceil(files.length / LEAST_BATCHES));
  const alike: { isOnDisk: boolean; files: FoundFile[] }[] = [];
  for (const file of files) {
    const isOnDisk = source.isOnDisk(file);
    const last = alike.at(-1);
    if (last?.isOnDisk === isOnDisk && last.files.length < most) last.files.push(file);
    else alike.push({ isOnDisk, files: [file] });
  }
  const byFolder = groupBy(beside, ({ path }) => folderOf(path));
  return alike.map((batch, number) => {
    const folders = new Set(batch.files.map(({ path }) => folderOf(path)));
    return { ...batch, number, beside: [...folders].flatMap((folder) => byFolder.get(folder) ?? []) };
  });
}

/** Batches that have yet to be read: each is taken once, in order. */
export class BatchQueue {
  readonly #waiting: Batch[];
  readonly #returned: Batch[] = [];

  constructor(batches: readonly Batch[]) {
    this.#waiting = [...batches];
  }

  get length(): number {
    return this.#waiting.length;
  }

  take(): Batch | undefined {
    return this.#waiting.shift();
  }

  takeOnDisk(): Batch | undefined {
    const index = this.#waiting.findIndex(({ isOnDisk }) => isOnDisk);
    return index === -1 ? undefined : this.#waiting.splice(index, 1)[0];
  }

  /** Returns a batch that was taken but could not be read. */
  giveBack(batch: Batch): void {
    this.#returned.push(batch);
  }

  takeReturned(): Batch | undefined {
    return this.#returned.shift();
  }
}
