import { folderOf } from './filecontents.ts';
import type { FoundFile, Source } from './input/files.ts';
import { groupBy } from './run/groupby.ts';

/** Files that are read one after the other, in one thread. */
export interface Lot {
  /** Its place among all, from 0. */
  readonly number: number;
  readonly files: readonly FoundFile[];
  /** Files that lie beside these. */
  readonly beside: readonly FoundFile[];
  /** Whether another thread reads the same of them. */
  readonly isOnDisk: boolean;
}

/** Lots that there are at least, where there are as many files: a few may take longer than all others. */
const LEAST_LOTS = 64;

/**
 * @param beside what lies beside the files, in whatever folder
 * @param mostFiles of a lot
 */
export function lotsOf(
  files: readonly FoundFile[],
  beside: readonly FoundFile[],
  { source, mostFiles }: { readonly source: Source; readonly mostFiles: number },
): Lot[] {
  const most = Math.min(mostFiles, Math.ceil(files.length / LEAST_LOTS));
  const alike: { isOnDisk: boolean; files: FoundFile[] }[] = [];
  for (const file of files) {
    const isOnDisk = source.isOnDisk(file);
    const last = alike.at(-1);
    if (last?.isOnDisk === isOnDisk && last.files.length < most) last.files.push(file);
    else alike.push({ isOnDisk, files: [file] });
  }
  const byFolder = groupBy(beside, ({ path }) => folderOf(path));
  return alike.map((lot, number) => {
    const folders = new Set(lot.files.map(({ path }) => folderOf(path)));
    return { ...lot, number, beside: [...folders].flatMap((folder) => byFolder.get(folder) ?? []) };
  });
}

/** Lots that are still to be read: each is taken once, the first before the next. */
export class LotQueue {
  readonly #waiting: Lot[];
  readonly #returned: Lot[] = [];

  constructor(lots: readonly Lot[]) {
    this.#waiting = [...lots];
  }

  get length(): number {
    return this.#waiting.length;
  }

  take(): Lot | undefined {
    return this.#waiting.shift();
  }

  takeOnDisk(): Lot | undefined {
    const index = this.#waiting.findIndex(({ isOnDisk }) => isOnDisk);
    return index === -1 ? undefined : this.#waiting.splice(index, 1)[0];
  }

  /** Gives back a lot that was taken and not read. */
  giveBack(lot: Lot): void {
    this.#returned.push(lot);
  }

  takeReturned(): Lot | undefined {
    return this.#returned.shift();
  }
}
