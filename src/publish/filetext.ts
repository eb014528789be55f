import { closeSync, openSync, writeFileSync } from 'node:fs';
import { Breath } from '../breath.ts';

/** The whole content of a file, or a text in parts. */
export type FileText = string | Uint8Array | Iterable<string>;

/**
 * Writes a file on this thread, since a thread pool takes ten times as long for the first one. Between the pieces of a
 * long one, signals are handled.
 */
export async function writeContent(path: string, content: FileText): Promise<void> {
  if (typeof content === 'string' || content instanceof Uint8Array) return writeFileSync(path, content);
  const file = openSync(path, 'w');
  try {
    const breath = new Breath();
    for (const piece of inPieces(content)) {
      writeFileSync(file, piece);
      await breath.take();
    }
  } finally {
    closeSync(file);
  }
}

/** Least length of a piece, in characters: to write each costs several turns. */
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
