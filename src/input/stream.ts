import { closeSync, openSync, readSync } from 'node:fs';

/** The most bytes of a stream that are kept. */
const MAX_BYTES = 256 * 2 ** 20;
const PIECE_BYTES = 2 ** 20;
/** How long to wait while a stream has nothing to give, in ms. */
const PAUSE = 5;

/** The content of a stream. */
export interface StreamContent {
  readonly bytes: Uint8Array;
  /** Whether it ended before exceeding what is kept. */
  readonly isWhole: boolean;
}

/** The open descriptor that a path such as `/dev/stdin` or a shell's `<(…)` names; null if it names none. */
export function descriptorOf(path: string): number | null {
  if (path === '/dev/stdin') return 0;
  const [, descriptor] = /^\/(?:dev|proc\/self)\/fd\/(\d+)$/.exec(path) ?? [];
  return descriptor === undefined ? null : Number(descriptor);
}

/**
 * Reads a pipe or device to its end: it provides its bytes only once.
 *
 * @throws the system's error if it cannot be read
 */
export function readStream(path: string): StreamContent {
  const own = descriptorOf(path);
  // What is already open is read directly: a socket cannot be opened by its path.
  const file = own ?? openSync(path, 'r');
  try {
    return drain(file);
  } finally {
    if (own === null) closeSync(file);
  }
}

function drain(file: number): StreamContent {
  const parts: Uint8Array[] = [];
  let length = 0;
  for (let part = next(file); part.length > 0; part = next(file)) {
    parts.push(part);
    length += part.length;
    if (length > MAX_BYTES) return { bytes: Buffer.concat(parts), isWhole: false };
  }
  return { bytes: Buffer.concat(parts), isWhole: true };
}

/** The next bytes; none at the end. */
function next(file: number): Uint8Array {
  const piece = new Uint8Array(PIECE_BYTES);
  for (;;) {
    try {
      return piece.slice(0, readSync(file, piece));
    } catch (error) {
      // Another process that shares it may have made it non-blocking.
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE);
    }
  }
}
