const UTF_8 = 'utf-8';

/** Encodings that a byte-order mark tells; PowerShell's `>` writes the first. */
const MARKS = [
  { encoding: 'utf-16le', mark: [0xff, 0xfe] },
  { encoding: 'utf-16be', mark: [0xfe, 0xff] },
] as const;

/**
 * The text in some bytes, without its byte-order mark: UTF-16 where one says so, else UTF-8.
 *
 * @param cut whether the bytes are but the beginning
 * @returns null where they are something else
 */
export function textOf(bytes: Uint8Array, cut = false): string | null {
  try {
    const text = new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes, { stream: cut });
    return text.includes('\0') ? null : text;
  } catch {
    return null;
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
