import { folderOf } from './filecontents.ts';
import type { FoundFile, Source } from './input/files.ts';
import { groupBy } from './run/groupby.ts';

/** Files that are read one after the other, in one thread. */
export interface Batch {
  /** Its place among all, from 0. */
  readonly number: number;
  readonly files: readonly FoundFile[];
  /** Files that lie beside these. */
  readonly beside: readonly FoundFile[];
  /** Whether another thread reads the same of them. */
  readonly isOnDisk: boolean;
}

/** Batches that there are at least, where there are as many files: a few may take longer than all others. */
const LEAST_BATCHES = 64;

/**
 * @param beside what lies beside the files, in whatever folder
 * @param mostFiles of a batch
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

/** Batches that are still to be read: each is taken once, the first before the next. */
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

  /** Gives back a batch that was taken and not read. */
  giveBack(batch: Batch): void {
    this.#returned.push(batch);
  }

  takeReturned(): Batch | undefined {
    return this.#returned.shift();
  }
}
