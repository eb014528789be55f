import { isUtf8 } from 'node:buffer';
import type { Position } from '../run/problem.ts';

const UTF_8 = 'utf-8';
const NEWLINE = 0x0a;
/** What stands in a text for bytes that are none of it. */
export const REPLACEMENT = '\ufffd';
/** Of a text with fewer characters for each one that is replaced it is not said that it is text. */
const LEAST_PER_REPLACED = 100;

/** Encodings that a byte-order mark tells; PowerShell's `>` writes the first. */
const MARKS = [
  { encoding: 'utf-16le', mark: [0xff, 0xfe] },
  { encoding: 'utf-16be', mark: [0xfe, 0xff] },
] as const;

/** A text as it was decoded. */
export interface Decoded {
  readonly text: string;
  /** Where the first byte stands that is no UTF-8, for which there is a replacement in the text; null where none does. */
  readonly foreign: Position | null;
}

/**
 * The text in some bytes, without its byte-order mark: UTF-16 where one says so, else UTF-8, in which a few bytes may be
 * of something else.
 *
 * @param cut whether the bytes are but the beginning
 * @returns null where they are something else
 */
export function decode(bytes: Uint8Array, cut = false): Decoded | null {
  const encoding = encodingOf(bytes);
  const strict = decodedBy(new TextDecoder(encoding, { fatal: true }), bytes, cut);
  const text = strict ?? (encoding === UTF_8 ? decodedBy(new TextDecoder(), bytes, cut) : null);
  if (text === null || text.includes('\0')) return null;
  if (strict !== null) return { text, foreign: null };
  const replaced = text.split(REPLACEMENT).length - 1;
  return replaced > 1 && replaced * LEAST_PER_REPLACED > text.length ? null : { text, foreign: firstForeign(bytes) };
}

/** The text in some bytes all of which are text; null for others. */
export function textOf(bytes: Uint8Array, cut = false): string | null {
  const decoded = decode(bytes, cut);
  return decoded?.foreign === null ? decoded.text : null;
}

function decodedBy(decoder: TextDecoder, bytes: Uint8Array, cut: boolean): string | null {
  try {
    return decoder.decode(bytes, { stream: cut });
  } catch {
    return null;
  }
}

/** Where the first byte that is no UTF-8 stands in bytes that have one; no character has a line's end in it. */
export function firstForeign(bytes: Uint8Array): Position {
  let start = 0;
  for (let line = 1; ; line += 1) {
    const end = bytes.indexOf(NEWLINE, start);
    const inLine = bytes.subarray(start, end === -1 ? bytes.length : end);
    if (end === -1 || !isUtf8(inLine)) {
      return { line, column: Math.max(new TextDecoder().decode(inLine).indexOf(REPLACEMENT), 0) + 1 };
    }
    start = end + 1;
  }
}

/** The pieces of a text in UTF-8, whichever it is in. */
export function* inUtf8(pieces: Iterable<Uint8Array>): Generator<Uint8Array, void, undefined> {
  let encoding: string | null = null;
  let decoder = new TextDecoder();
  for (const piece of pieces) {
    if (encoding === null) {
      encoding = encodingOf(piece);
      decoder = new TextDecoder(encoding);
    }
    yield encoding === UTF_8 ? piece : new TextEncoder().encode(decoder.decode(piece, { stream: true }));
  }
}

function encodingOf(bytes: Uint8Array): string {
  return MARKS.find(({ mark }) => mark.every((byte, index) => bytes[index] === byte))?.encoding ?? UTF_8;
}
