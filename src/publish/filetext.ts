import { writeFile } from 'node:fs/promises';

/** The whole content of a file, or a text in parts. */
export type FileText = string | Uint8Array | Iterable<string>;

export async function writeContent(path: string, content: FileText): Promise<void> {
  const isWhole = typeof content === 'string' || content instanceof Uint8Array;
  await writeFile(path, isWhole ? content : inPieces(content));
}

/** Least length of a piece, in characters: each is written by itself, and costs several turns. */
const PIECE = 2 ** 18;

/** Parts of a text, joined where they are short. */
export function* inPieces(parts: Iterable<string>): Generator<string, void, undefined> {
  let short: string[] = [];
  let length = 0;
  for (const part of parts) {
    short.push(part);
    length += part.length;
    if (length < PIECE) continue;
    yield short.join('');
    short = [];
    length = 0;
  }
  yield short.join('');
}
