import { kept } from './lookup.ts';
import { plainScalar } from './plainscalar.ts';

/** Stands for the document of a text that contains more than this reader understands. */
export const ELSEWHERE = Symbol('read elsewhere');

/** The deepest nesting that is read here; deeper texts are left to the library, which states its limit. */
const MAX_DEPTH = 32;
/** Tabs, CR and everything else that other rules of YAML deal with. */
const UNUSUAL = /[^\n\x20-\x7e]/;
/** A key, with its value if that is on the same line. */
const ENTRY = /^([A-Za-z][\w./-]*):(?: +(.+))?$/;
/** Starts with no indicator, contains neither a comment nor another key, and does not end in blanks. */
const PLAIN = /^(?:[^\s\-?:,[\]{}#&*!|>'"%@`]|-(?=\S))(?!.*(?:: | #|[ :]$))/;
const QUOTED = /^(?:'([^']*)'|"([^"\\]*)")$/;

type Mapping = Record<string, unknown>;

/**
 * Reads YAML in the form that PyYAML writes: block mappings and sequences of one-line values. It is several times as
 * fast as the library, and accepts only what it understands: anything else in a text, and any mistake, yields
 * `ELSEWHERE`.
 */
export function readBlocks(text: string): unknown {
  if (UNUSUAL.test(text)) return ELSEWHERE;
  const lines = new Lines(text);
  const document = lines.indent === 0 ? nodeAt(lines, 0, 0) : ELSEWHERE;
  return lines.indent === ENDED ? document : ELSEWHERE;
}

/** The indentation of what follows the last line. */
const ENDED = -1;

/** The lines of a text, one at a time. */
class Lines {
  readonly #text: string;
  #next = 0;
  /** How many columns precede the line's content. */
  indent = ENDED;
  content = '';

  constructor(text: string) {
    this.#text = text;
    this.advance();
  }

  advance(): void {
    const start = this.#next;
    if (start >= this.#text.length) {
      this.indent = ENDED;
      return;
    }
    const end = this.#text.indexOf('\n', start);
    const stop = end === -1 ? this.#text.length : end;
    let first = start;
    while (this.#text.charCodeAt(first) === SPACE) first += 1;
    this.#next = stop + 1;
    this.indent = first - start;
    this.content = this.#text.slice(first, stop);
  }

  get isItem(): boolean {
    return this.content.startsWith('- ');
  }

  /** Moves past an item's dash to what follows it, which is indented as if it were on a line of its own. */
  enterItem(): void {
    this.indent += 2;
    this.content = this.content.slice(2);
  }
}

const SPACE = 0x20;

function nodeAt(lines: Lines, indent: number, depth: number): unknown {
  if (depth > MAX_DEPTH) return ELSEWHERE;
  return lines.isItem ? sequenceAt(lines, indent, depth) : mappingAt(lines, indent, depth);
}

function mappingAt(lines: Lines, indent: number, depth: number): unknown {
  const mapping: Mapping = {};
  while (lines.indent === indent && !lines.isItem) {
    const entry = entryOf(lines.content);
    // A repeated key is a mistake, and keys that all objects inherit are not worth a rule of their own.
    if (entry === null || entry.key in mapping) return ELSEWHERE;
    lines.advance();
    const value = entry.scalar === '' ? valueBelow(lines, indent, depth) : valueBegun(entry, lines, indent);
    if (value === ELSEWHERE) return ELSEWHERE;
    mapping[entry.key] = value;
  }
  return lines.indent > indent ? ELSEWHERE : mapping;
}

/** The value of a key that is alone on its line. */
function valueBelow(lines: Lines, indent: number, depth: number): unknown {
  if (lines.indent > indent) return nodeAt(lines, lines.indent, depth + 1);
  return lines.indent === indent && lines.isItem ? sequenceAt(lines, indent, depth + 1) : null;
}

function sequenceAt(lines: Lines, indent: number, depth: number): unknown {
  const items: unknown[] = [];
  while (lines.indent === indent && lines.isItem) {
    lines.enterItem();
    const item = itemAt(lines, indent, depth);
    if (item === ELSEWHERE) return ELSEWHERE;
    items.push(item);
  }
  return lines.indent > indent ? ELSEWHERE : items;
}

function itemAt(lines: Lines, indent: number, depth: number): unknown {
  const { content } = lines;
  if (lines.isItem || ENTRY.test(content)) return nodeAt(lines, lines.indent, depth + 1);
  lines.advance();
  return valueBegun(scalarOf(content), lines, indent);
}

/** A value that starts on a line; if it is plain, more deeply indented lines continue it. */
function valueBegun({ scalar, value }: Scalar, lines: Lines, indent: number): unknown {
  if (lines.indent <= indent) return value === EMPTY_LIST ? [] : value === EMPTY_MAPPING ? {} : value;
  if (!PLAIN.test(scalar)) return ELSEWHERE;
  let folded = scalar;
  for (; lines.indent > indent; lines.advance()) {
    if (!PLAIN.test(lines.content)) return ELSEWHERE;
    folded += ` ${lines.content}`;
  }
  return plainScalar(folded);
}

/** The text of the part of a value that is on one line, and what it stands for. */
interface Scalar {
  readonly scalar: string;
  readonly value: unknown;
}

/** A key and what follows it; an empty scalar if that is on other lines. */
interface Entry extends Scalar {
  readonly key: string;
}

/** Lines seen before: those of the reports in a sweep are the same, apart from their figures. */
const ENTRIES = new Map<string, Entry | null>();
/** Enough entries, and long enough, for the arguments of a configuration's engines. */
const [MOST_ENTRIES, LONGEST_LINE] = [8192, 200];

function entryOf(line: string): Entry | null {
  const known = ENTRIES.get(line);
  if (known !== undefined) return known;
  if (line.length > LONGEST_LINE) return entryIn(line);
  if (ENTRIES.size >= MOST_ENTRIES) ENTRIES.clear();
  // A slice of the text would keep all of the text in memory.
  const own = kept(line);
  const entry = entryIn(own);
  ENTRIES.set(own, entry);
  return entry;
}

function entryIn(line: string): Entry | null {
  const [, key, scalar = ''] = ENTRY.exec(line) ?? [];
  if (key === undefined || typeof plainScalar(key) !== 'string') return null;
  return { key, ...scalarOf(scalar) };
}

const EMPTY_LIST = Symbol('[]');
const EMPTY_MAPPING = Symbol('{}');

function scalarOf(scalar: string): Scalar {
  if (PLAIN.test(scalar)) return { scalar, value: plainScalar(scalar) };
  if (scalar === '[]') return { scalar, value: EMPTY_LIST };
  if (scalar === '{}') return { scalar, value: EMPTY_MAPPING };
  const [whole, single, double] = QUOTED.exec(scalar) ?? [];
  return { scalar, value: whole === undefined ? ELSEWHERE : (single ?? double) };
}
