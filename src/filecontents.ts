import type { FileContent, FoundFile, Source } from './input/files.ts';

/** A file with its content, or with the error that prevented reading it. */
export interface ReadableFile {
  readonly path: string;
  readonly absolute: string;
  readonly content: FileContent | Error;
}

/**
 * Yields files with their contents, one at a time.
 *
 * @param limit in bytes; only the beginning of larger files is read
 */
export async function* contentsOf(
  source: Source,
  files: readonly FoundFile[],
  limit?: number,
): AsyncGenerator<ReadableFile, void, undefined> {
  for (const file of files) {
    const content = await source.read(file, limit).catch((error: Error) => error);
    yield { path: file.path, absolute: file.absolute, content };
  }
}
