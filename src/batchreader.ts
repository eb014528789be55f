import type { Batch } from './batch.ts';
import { Supplements } from './beside.ts';
import { contentsOf } from './filecontents.ts';
import type { Source } from './input/files.ts';
import { type Reading, ReportReader, type SourceFile } from './report/read.ts';

/** Reads reports, batch by batch in their order, wherever it is: in the main thread or in one of its own. */
export class BatchReader {
  readonly #source: Source;
  readonly #supplements: Supplements;
  readonly #reports = new ReportReader();

  constructor(source: Source) {
    this.#source = source;
    this.#supplements = new Supplements(source);
  }

  /** What each file holds, one file after the other. */
  async *read({ files, beside }: Batch): AsyncGenerator<Reading[], void, undefined> {
    for await (const { path, content } of contentsOf(this.#source, files)) {
      const lying = await this.#supplements.of(path, beside);
      yield content instanceof Error
        ? [this.#reports.unreadable(path, content.message)]
        : this.#readOne({ path, ...content, beside: lying });
    }
  }

  /** A file that is read in pieces may fail on the way. */
  #readOne(file: SourceFile): Reading[] {
    try {
      return this.#reports.read(file);
    } catch (error) {
      if (!(error instanceof Error && 'syscall' in error)) throw error;
      return [this.#reports.unreadable(file.path, error.message)];
    }
  }
}
