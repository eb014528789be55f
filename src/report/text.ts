import { isUtf8 } from 'node:buffer';
import type { Position } from '../run/problem.ts';

const UTF_8 = 'utf-8';
const NEWLINE = 0x0a;
/** Replaces bytes that are not valid in a text. */
export const REPLACEMENT = '\ufffd';
/** With fewer characters per replaced one, bytes are not considered text. */
const LEAST_PER_REPLACED = 100;

/** Encodings that a byte-order mark identifies; PowerShell's `>` writes the first. */
const MARKS = [
  { encoding: 'utf-16le', mark: [0xff, 0xfe] },
  { encoding: 'utf-16be', mark: [0xfe, 0xff] },
] as const;

/** Where the first bytes of a text without such a mark are 0, as its first two characters are ASCII (RFC 4627, 3). */
const UNMARKED = [
  { encoding: 'utf-16le', zeros: [false, true, false, true] },
  { encoding: 'utf-16be', zeros: [true, false, true, false] },
] as const;

/** A decoded text. */
export interface DecodedText {
  readonly text: string;
  /** The position of the first byte that is not UTF-8, which the text replaces; null if there is none. */
  readonly foreign: Position | null;
}

/**
 * Decodes bytes to text without its byte-order mark: UTF-16 where a mark or the first characters say so, otherwise
 * UTF-8, in which a few bytes may be invalid.
 *
 * @param cut whether the bytes are only the beginning
 * @returns null where they are not text
 */
export function decode(bytes: Uint8Array, cut = false): DecodedText | null {
  const encoding = encodingOf(bytes);
  const strict = decodedBy(new TextDecoder(encoding, { fatal: true }), bytes, cut);
  const text = strict ?? (encoding === UTF_8 ? decodedBy(new TextDecoder(), bytes, cut) : null);
  if (text === null || text.includes('\0')) return null;
  if (strict !== null) return { text, foreign: null };
  const replaced = text.split(REPLACEMENT).length - 1;
  return replaced > 1 && replaced * LEAST_PER_REPLACED > text.length ? null : { text, foreign: firstForeign(bytes) };
}

/** The text of bytes that are all valid; null for others. */
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

/** The position of the first byte that is not UTF-8, given that there is one; no character contains a line feed. */
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

/** What can be read of bytes that are no text, without the NUL bytes among them. */
export function withoutNuls(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes).replaceAll('\0', '');
}

/** The position of the first NUL byte; null if there is none. */
export function firstNul(bytes: Uint8Array): Position | null {
  const at = bytes.indexOf(0);
  if (at === -1) return null;
  const lines = new TextDecoder().decode(bytes.subarray(0, at)).split('\n');
  return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
}

/** The pieces of a text converted to UTF-8, whatever its encoding. */
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
  const marked = MARKS.find(({ mark }) => mark.every((byte, index) => bytes[index] === byte));
  return (
    (marked ?? UNMARKED.find(({ zeros }) => zeros.every((isZero, i) => (bytes[i] === 0) === isZero)))?.encoding ?? UTF_8
  );
}
