import type { Batch } from './batch.ts';
import { Supplements } from './beside.ts';
import { contentsOf } from './filecontents.ts';
import type { Source } from './input/files.ts';
import { type Reading, ReportReader, type SourceFile } from './report/read.ts';

/** Reads reports, batch by batch and in order, in whichever thread it runs. */
export class BatchReader {
  readonly #source: Source;
  readonly #supplements: Supplements;
  readonly #reports = new ReportReader();

  constructor(source: Source) {
    this.#source = source;
    this.#supplements = new Supplements(source);
  }

  /** Yields the readings of one file at a time. */
  async *read({ files, beside }: Batch): AsyncGenerator<Reading[], void, undefined> {
    for await (const { path, content } of contentsOf(this.#source, files)) {
      const lying = await this.#supplements.of(path, beside);
      yield content instanceof Error
        ? [this.#reports.unreadable(path, content.message)]
        : this.#readOne({ path, ...content, beside: lying });
    }
  }

  /** Reading a file in pieces may fail halfway. */
  #readOne(file: SourceFile): Reading[] {
    try {
      return this.#reports.read(file);
    } catch (error) {
      if (!(error instanceof Error && 'syscall' in error)) throw error;
      return [this.#reports.unreadable(file.path, error.message)];
    }
  }
}
