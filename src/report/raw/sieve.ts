import type { Position } from '../../run/problem.ts';
import type { Path } from '../finding.ts';
import { nameOf } from '../validate.ts';
import { MAX_DEPTH } from '../yaml.ts';

/** Most of a document that is kept once its per-request lists are left out; a result has some 100 KB. */
const MAX_KEPT_BYTES = 8 * 2 ** 20;

/**
 * Lists with an entry a request or a token, by the names that harnesses give them: nothing in them is read, and they
 * are nearly all of a large file. Only lists are left out: GuideLLM calls its statistics `successful` too.
 */
const LISTS = new Set([
  ...['input_lens', 'output_lens', 'ttfts', 'itls', 'latencies', 'start_times', 'queue_times', 'generated_texts'],
  ...['errors', 'successful', 'errored', 'incomplete', 'pdf', 'cumulative_distribution_function', 'timeslices'],
]);

/** One document of a file, its per-request lists empty. */
export interface Sieved {
  readonly text: string;
  /** Where the document begins. */
  readonly start: Position;
  /** Whether `text` is what stands in the file, so that a place in it is a place in the file. */
  readonly whole: boolean;
}

/** Where and why a file breaks off as JSON. */
export interface Flaw {
  readonly code: 'not-parsable' | 'limit';
  readonly message: string;
  readonly position: Position;
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_MAP = 0x7b;
const CLOSE_MAP = 0x7d;
const NEWLINE = 0x0a;
/** Space, tab and carriage return. */
const BLANK = [0x20, 0x09, 0x0d];
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

/** First letters of Python's words for numbers that JSON has none for, and what `JSON.parse` takes in their place. */
const CAPITALS = [0x4e, 0x49];
const PYTHON_NUMBERS = new Map([
  ['NaN', '"NaN"'],
  ['Infinity', '1e999'],
]);

/** An open list or mapping: its key or the number of its entry that is being read. */
interface Open {
  readonly isMap: boolean;
  step: string | number;
}

/**
 * Reads JSON of any size piece by piece, in little memory. It knows nesting and texts alone: it lets through what is
 * not a per-request list, for `JSON.parse` to check, and tells where a file breaks off. It takes documents in a row
 * (JSON lines), a byte-order mark, and Python's NaN and Infinity.
 */
export class JsonSieve {
  /** Documents that are complete. */
  readonly documents: Sieved[] = [];
  /** Why reading ended early; what stands before it is in `documents`. */
  flaw: Flaw | null = null;

  readonly #open: Open[] = [];
  /** Depth of the list that is left out. */
  #dropped: number | null = null;
  #kept: Uint8Array[] = [];
  #keptBytes = 0;
  #whole = true;
  #start: Position = { line: 1, column: 1 };

  #offset = 0;
  #line = 1;
  #lineStart = 0;

  #inText = false;
  /** Whether the text so far ends in an odd number of backslashes. */
  #escaping = false;
  #expectsKey = false;
  #key = '';
  /** A capital word, which is no JSON. */
  #word = '';

  push(piece: Uint8Array): void {
    let at = 0;
    if (this.#offset === 0 && BYTE_ORDER_MARK.every((byte, index) => piece[index] === byte)) {
      at = BYTE_ORDER_MARK.length;
      this.#lineStart = at;
    }
    /** Where what is to be kept of this piece begins; −1 where nothing is. */
    let from = this.#isKeeping && this.#word === '' ? at : -1;
    while (at < piece.length && this.flaw === null) {
      if (this.#inText) {
        at = this.#readText(piece, at);
        continue;
      }
      const byte = piece[at] ?? 0;
      if (this.#word !== '') {
        if (isLetter(byte)) {
          this.#word += String.fromCharCode(byte);
          at += 1;
          continue;
        }
        this.#endWord();
        from = at;
      }
      from = this.#readMark(piece, byte, at, from);
      at += 1;
    }
    if (from !== -1 && this.flaw === null) this.#keep(piece.slice(from));
    this.#offset += piece.length;
  }

  /** No more pieces follow. */
  end(): void {
    if (this.flaw !== null || this.#open.length === 0) return;
    const path = nameOf(this.#path());
    this.#fail('not-parsable', `cut off${path === '' ? '' : ` in ${path}`}: the document does not end`, 0);
  }

  /** Reads a byte outside of texts and words. @returns where what is to be kept begins */
  #readMark(piece: Uint8Array, byte: number, at: number, from: number): number {
    switch (byte) {
      case QUOTE:
        this.#inText = true;
        this.#key = '';
        if (this.#open.length === 0) this.#fail('not-parsable', 'expected { or [, found a text', at);
        return from;
      case OPEN_MAP:
      case OPEN_LIST:
        return this.#openAt(piece, byte === OPEN_MAP, at, from);
      case CLOSE_MAP:
      case CLOSE_LIST:
        return this.#closeAt(piece, byte === CLOSE_MAP, at, from);
      case COMMA:
        this.#nextEntry();
        return from;
      case COLON:
        this.#expectsKey = false;
        return from;
      case NEWLINE:
        this.#line += 1;
        this.#lineStart = this.#offset + at + 1;
        return from;
      default:
        if (this.#open.length === 0 && !BLANK.includes(byte)) {
          this.#fail('not-parsable', `expected { or [, found ${String.fromCharCode(byte)}`, at);
        }
        if (from === -1 || !CAPITALS.includes(byte)) return from;
        this.#keep(piece.slice(from, at));
        this.#word = String.fromCharCode(byte);
        return -1;
    }
  }

  /** @returns where the text ends, behind its quote, or the end of the piece */
  #readText(piece: Uint8Array, start: number): number {
    const quote = piece.indexOf(QUOTE, start);
    const end = quote === -1 ? piece.length : quote;
    let slashes = 0;
    while (end - slashes > start && piece[end - slashes - 1] === BACKSLASH) slashes += 1;
    const escaped = (slashes + (end - slashes === start && this.#escaping ? 1 : 0)) % 2 === 1;
    if (this.#expectsKey && this.#key.length < 100) this.#key += latin(piece, start, Math.min(end, start + 100));
    if (quote === -1) {
      this.#escaping = escaped;
      return end;
    }
    this.#escaping = false;
    this.#inText = escaped;
    const open = this.#open.at(-1);
    if (!escaped && this.#expectsKey && open !== undefined) open.step = this.#key;
    return end + 1;
  }

  #openAt(piece: Uint8Array, isMap: boolean, at: number, from: number): number {
    const parent = this.#open.at(-1);
    this.#open.push({ isMap, step: isMap ? '' : 0 });
    this.#expectsKey = isMap;
    if (parent === undefined) {
      this.#start = this.#position(at);
      return at;
    }
    if (this.#open.length > MAX_DEPTH) {
      this.#fail('limit', `more than ${MAX_DEPTH} levels of nesting: no benchmark result needs that many`, at);
    }
    if (from === -1 || isMap || !LISTS.has(String(parent.step))) return from;
    this.#keep(piece.slice(from, at + 1));
    this.#dropped = this.#open.length;
    this.#whole = false;
    return -1;
  }

  #closeAt(piece: Uint8Array, isMap: boolean, at: number, from: number): number {
    const open = this.#open.pop();
    this.#expectsKey = false;
    if (open?.isMap !== isMap) {
      const expected = open === undefined ? '{ or [' : open.isMap ? '}' : ']';
      this.#fail('not-parsable', `expected ${expected}, found ${isMap ? '}' : ']'}`, at);
      return -1;
    }
    if (this.#dropped !== null) {
      if (this.#open.length >= this.#dropped) return -1;
      this.#dropped = null;
      return at;
    }
    if (this.#open.length > 0) return from;
    this.#keep(piece.slice(from, at + 1));
    this.documents.push({ text: Buffer.concat(this.#kept).toString('utf8'), start: this.#start, whole: this.#whole });
    this.#kept = [];
    this.#keptBytes = 0;
    this.#whole = true;
    return -1;
  }

  #nextEntry(): void {
    const open = this.#open.at(-1);
    if (open === undefined) return;
    if (open.isMap) this.#expectsKey = true;
    else if (typeof open.step === 'number') open.step += 1;
  }

  #endWord(): void {
    const replaced = PYTHON_NUMBERS.get(this.#word);
    if (replaced !== undefined) this.#whole = false;
    this.#keep(Buffer.from(replaced ?? this.#word));
    this.#word = '';
  }

  #keep(bytes: Uint8Array): void {
    this.#kept.push(bytes);
    this.#keptBytes += bytes.length;
    if (this.#keptBytes <= MAX_KEPT_BYTES) return;
    const limit = `${MAX_KEPT_BYTES / 2 ** 20} MiB`;
    this.#fail('limit', `larger than ${limit} without its per-request lists: no benchmark result is`, 0);
  }

  get #isKeeping(): boolean {
    return this.#open.length > 0 && this.#dropped === null;
  }

  /** Where reading stands, down to the list that is left out. */
  #path(): Path {
    return this.#open.slice(0, this.#dropped ?? undefined).flatMap(({ step }) => (step === '' ? [] : [step]));
  }

  #fail(code: Flaw['code'], message: string, at: number): void {
    this.flaw ??= { code, message, position: this.#position(at) };
  }

  #position(at: number): Position {
    return { line: this.#line, column: this.#offset + at - this.#lineStart + 1 };
  }
}

function isLetter(byte: number): boolean {
  return (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a);
}

function latin(piece: Uint8Array, start: number, end: number): string {
  return Buffer.from(piece.buffer, piece.byteOffset + start, end - start).toString('latin1');
}
