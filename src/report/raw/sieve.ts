import { isUtf8 } from 'node:buffer';
import type { Position } from '../../run/problem.ts';
import type { Path } from '../finding.ts';
import { MAX_DEPTH } from '../parseresult.ts';
import { firstForeign } from '../text.ts';
import { nameOf } from '../validate.ts';
import { countedErrors } from './requesterrors.ts';

/** The largest part of a document, in bytes, that is kept without its per-request lists; a result has some 100 KB. */
const MAX_KEPT_BYTES = 8 * 2 ** 20;

/**
 * Lists with an entry per request or token, by the names that harnesses give them: nothing in them is read, and they
 * make up nearly all of a large file. Only lists are left out: GuideLLM calls its statistics `successful` too.
 */
export const LISTS: ReadonlySet<string> = new Set([
  ...['input_lens', 'output_lens', 'ttfts', 'itls', 'latencies', 'start_times', 'queue_times', 'generated_texts'],
  ...['generation_delay_samples'],
  ...['errors', 'successful', 'errored', 'incomplete', 'pdf', 'cumulative_distribution_function', 'timeslices'],
  ...['failed_requests', 'request_routes', 'server_ttfts', 'server_queue_times', 'cached_tokens'],
  'cached_tokens_details',
  ...['individual_request_metrics', 'throughput_over_time', 'requests_throughput_over_time'],
]);

/** The list for which the number of entries is kept, and how many of them are non-empty texts. */
const COUNTED = 'errors';

/** A document in a file, with its per-request lists emptied. */
export interface SievedDocument {
  readonly text: string;
  /** Where the document begins. */
  readonly start: Position;
  /** Whether `text` is identical to the file, so that positions in it are positions in the file. */
  readonly whole: boolean;
  /** Where in `text` the first byte that is not UTF-8 is; null if there is none. */
  readonly foreign: Position | null;
}

/** Where and why a file, or a line of it, ceases to be JSON. */
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

/** Initial letters of Python's words for numbers that JSON cannot express, and their replacements for `JSON.parse`. */
const CAPITALS = [0x4e, 0x49];
const PYTHON_NUMBERS = new Map([
  ['NaN', '"NaN"'],
  ['Infinity', '1e999'],
]);

const REST_OF_LINE = 'expected the rest of the document on this line';

/** An open list or mapping: the key or the index of the entry being read. */
interface OpenCollection {
  readonly isMap: boolean;
  step: string | number;
}

/**
 * Reads JSON of any size piece by piece, in little memory. It only knows nesting and strings: everything that is not a
 * per-request list is passed on for `JSON.parse` to check, and it says where a file breaks off. It accepts several
 * documents in a row, a byte-order mark, and Python's NaN and Infinity. In JSON Lines, with one document per line, a
 * broken one only costs itself.
 */
export class JsonSieve {
  /** Complete documents. */
  readonly documents: SievedDocument[] = [];
  /** Flaws of lines; for other files, the single flaw at which reading ended. */
  readonly flaws: Flaw[] = [];

  readonly #open: OpenCollection[] = [];
  /** Depth of the list that is being left out. */
  #dropped: number | null = null;
  /** Texts in the list that is being left out, if they are counted: how many there are, and how many are not empty. */
  #texts: { count: number; failed: number } | null = null;
  #kept: Uint8Array[] = [];
  #keptBytes = 0;
  #whole = true;
  #start: Position = { line: 1, column: 1 };

  #offset = 0;
  #line = 1;
  #lineStart = 0;
  #lastLineEnd: Position = { line: 1, column: 1 };

  #isLines: boolean;
  /** Whether the rest is ignored because what precedes it is broken; in JSON Lines, the rest of the line. */
  #isSkipping = false;

  #inText = false;
  /** Whether nothing of the text has been read yet. */
  #isBlank = true;
  /** Whether the text so far ends in an odd number of backslashes. */
  #escaping = false;
  #expectsKey = false;
  #key = '';
  /** A capitalised word, which JSON does not have. */
  #word = '';

  /** @param isLines whether this is JSON Lines; otherwise that shows if a document ends with the first line */
  constructor(isLines = false) {
    this.#isLines = isLines;
  }

  /** Whether nothing that follows will be read. */
  get isOver(): boolean {
    return this.#isSkipping && !this.#isLines;
  }

  push(piece: Uint8Array): void {
    let at = this.#passMark(piece);
    /** Where the part of this piece to be kept starts; −1 if nothing is to be kept. */
    let from = this.#isKeeping && this.#word === '' ? at : -1;
    while (at < piece.length && !this.isOver) {
      if (this.#isSkipping) {
        at = endOfLine(piece, at);
        this.#isSkipping = at === piece.length;
        from = -1;
        continue;
      }
      if (this.#inText) {
        at = this.#readText(piece, at);
        continue;
      }
      const byte = piece[at] ?? 0;
      if (this.#word !== '') {
        if (this.#readLetter(byte)) {
          at += 1;
          continue;
        }
        this.#endWord();
        if (this.#isSkipping) continue;
        from = at;
      }
      from = this.#readMark(piece, byte, at, from);
      at += 1;
    }
    if (from !== -1 && !this.#isSkipping) this.#keep(piece.slice(from));
    this.#offset += piece.length;
  }

  /** @returns where the text starts, after a byte-order mark */
  #passMark(piece: Uint8Array): number {
    if (this.#offset > 0 || !BYTE_ORDER_MARK.every((byte, index) => piece[index] === byte)) return 0;
    this.#lineStart = BYTE_ORDER_MARK.length;
    return this.#lineStart;
  }

  /** Call it when there are no further pieces. */
  end(): void {
    if (this.#open.length > 0) this.#fail('not-parsable', `${this.#cutOff()}: the document does not end`, 0);
  }

  /** Reads a byte outside of strings and words. @returns where the part to be kept starts */
  #readMark(piece: Uint8Array, byte: number, at: number, from: number): number {
    switch (byte) {
      case QUOTE:
        this.#inText = true;
        this.#isBlank = true;
        this.#key = '';
        if (this.#open.length === 0) this.#fail('not-parsable', 'expected { or [, found text', at);
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
        if (this.#line === 1 && this.#open.length === 0 && this.documents.length > 0) this.#isLines = true;
        if (this.#position(at).column > 1) this.#lastLineEnd = this.#position(at);
        this.#line += 1;
        this.#lineStart = this.#offset + at + 1;
        return from;
      default:
        if (this.#open.length === 0 && !BLANK.includes(byte)) {
          this.#fail('not-parsable', `expected { or [, found ${String.fromCharCode(byte)}`, at);
        }
        if (from === -1 || !CAPITALS.includes(byte)) return from;
        this.#keep(piece.slice(from, at));
        if (this.#isSkipping) return -1;
        this.#word = String.fromCharCode(byte);
        return -1;
    }
  }

  /** @returns where the string ends, after its quote, or the end of the piece */
  #readText(piece: Uint8Array, start: number): number {
    const quote = piece.indexOf(QUOTE, start);
    const end = quote === -1 ? piece.length : quote;
    const lineEnd = this.#isLines ? piece.subarray(start, end).indexOf(NEWLINE) : -1;
    if (lineEnd !== -1) {
      this.#fail('not-parsable', `${this.#cutOff()}: ${REST_OF_LINE}`, start + lineEnd);
      return start + lineEnd;
    }
    let slashes = 0;
    while (end - slashes > start && piece[end - slashes - 1] === BACKSLASH) slashes += 1;
    this.#isBlank &&= end === start;
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
    if (!escaped) this.#countText();
    return end + 1;
  }

  #openAt(piece: Uint8Array, isMap: boolean, at: number, from: number): number {
    if (this.#isLines && isMap && this.#open[0]?.isMap === true && this.#position(at).column === 1) this.#dropLine();
    const parent = this.#open.at(-1);
    this.#open.push({ isMap, step: isMap ? '' : 0 });
    this.#expectsKey = isMap;
    if (parent === undefined) {
      this.#start = this.#position(at);
      return at;
    }
    if (this.#open.length > MAX_DEPTH) {
      this.#fail('limit', `more than ${MAX_DEPTH} levels of nesting: no benchmark result needs that many`, at);
      return -1;
    }
    if (from === -1 || isMap || !LISTS.has(String(parent.step))) return from;
    this.#keep(piece.slice(from, at + 1));
    if (this.#isSkipping) return -1;
    this.#dropped = this.#open.length;
    this.#texts = parent.step === COUNTED ? { count: 0, failed: 0 } : null;
    this.#whole = false;
    return -1;
  }

  /** Registers the end of a string if it is an entry of the list whose texts are counted. */
  #countText(): void {
    if (this.#texts === null || this.#dropped !== this.#open.length) return;
    this.#texts.count += 1;
    if (!this.#isBlank) this.#texts.failed += 1;
  }

  /** Keeps what has been counted for the list that was left out. */
  #keepCount({ step }: OpenCollection): void {
    if (this.#texts !== null && this.#texts.count > 0 && typeof step === 'number') {
      this.#keep(Buffer.from(countedErrors({ entries: step + 1, failed: this.#texts.failed })));
    }
    this.#texts = null;
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
      this.#keepCount(open);
      return this.#isSkipping ? -1 : at;
    }
    if (this.#open.length > 0) return from;
    this.#keep(piece.slice(from, at + 1));
    if (this.#isSkipping) return -1;
    const bytes = Buffer.concat(this.#kept);
    const foreign = isUtf8(bytes) ? null : firstForeign(bytes);
    this.documents.push({ text: bytes.toString('utf8'), start: this.#start, whole: this.#whole, foreign });
    this.#forget();
    return -1;
  }

  #nextEntry(): void {
    const open = this.#open.at(-1);
    if (open === undefined) return;
    if (open.isMap) this.#expectsKey = true;
    else if (typeof open.step === 'number') open.step += 1;
  }

  #readLetter(byte: number): boolean {
    if (!isLetter(byte)) return false;
    this.#word += String.fromCharCode(byte);
    return true;
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
    this.#fail(
      'limit',
      `larger than ${limit} without its per-request lists, which is too large for a benchmark result`,
      0,
    );
  }

  get #isKeeping(): boolean {
    return this.#open.length > 0 && this.#dropped === null;
  }

  /** The current path, down to the list that is being left out. */
  #path(): Path {
    return this.#open.slice(0, this.#dropped ?? undefined).flatMap(({ step }) => (step === '' ? [] : [step]));
  }

  #fail(code: Flaw['code'], message: string, at: number): void {
    this.flaws.push({ code, message, position: this.#position(at) });
    this.#isSkipping = true;
    this.#forget();
  }

  /** Drops a document that was cut off if another one starts on a line of its own. */
  #dropLine(): void {
    const message = `${this.#cutOff()}: ${REST_OF_LINE}`;
    this.flaws.push({ code: 'not-parsable', message, position: this.#lastLineEnd });
    this.#forget();
  }

  #cutOff(): string {
    const path = nameOf(this.#path());
    return `cut off${path === '' ? '' : ` in ${path}`}`;
  }

  /** Drops what has been read of a document. */
  #forget(): void {
    this.#open.length = 0;
    this.#dropped = null;
    this.#texts = null;
    this.#kept = [];
    this.#keptBytes = 0;
    this.#whole = true;
    this.#inText = false;
    this.#escaping = false;
    this.#word = '';
  }

  #position(at: number): Position {
    return { line: this.#line, column: this.#offset + at - this.#lineStart + 1 };
  }
}

function endOfLine(piece: Uint8Array, start: number): number {
  const end = piece.indexOf(NEWLINE, start);
  return end === -1 ? piece.length : end;
}

function isLetter(byte: number): boolean {
  return (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a);
}

function latin(piece: Uint8Array, start: number, end: number): string {
  return Buffer.from(piece.buffer, piece.byteOffset + start, end - start).toString('latin1');
}
