import { load, YAMLException } from 'js-yaml';
import {
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  type YAMLMap,
  type YAMLParseError,
} from 'yaml';
import { formatCount } from '../run/number.ts';
import type { Position } from '../run/problem.ts';
import type { Path } from './finding.ts';
import { MAX_DEPTH, type ParseResult, unreadable } from './parseresult.ts';

/*
 * What is read with libraries. Few runs need them, so the bundler has them loaded when one of these functions is first called.
 */

/** The most alias nodes per file; PyYAML writes a handful where objects are shared. */
export const MAX_ALIASES = 256;

/** The most values that aliases may add to those written out; a report has a few hundred. */
const MAX_ALIASED_VALUES = 100_000;
/**
 * The longest text in which positions are looked up: the reader that knows positions takes a second and 100 MiB per
 * MiB.
 */
const MAX_LOCATED_LENGTH = 8 * 2 ** 20;

/**
 * The longest broken text that is read again to say why: that reader takes time quadratic in the broken part. For a
 * longer one, the faster reader's own words are shown.
 */
const MAX_EXPLAINED_LENGTH = 32 * 2 ** 10;
/** Neither searches all earlier keys for each new one, nor shows each of thousands of errors with its line. */
const PLAINLY = { uniqueKeys: false, prettyErrors: false } as const;

/**
 * Reads one document, whatever of YAML it has in it. What the fast reader refuses is read again by the one that explains
 * itself.
 *
 * @param json whether the text is JSON, in which Python's names of numbers are numbers
 */
export function parseWhole(text: string, json: boolean): ParseResult {
  try {
    const document = load(text, { maxDepth: MAX_DEPTH, maxAliases: MAX_ALIASES });
    if (text.includes('*') && aliasedValues(document) > MAX_ALIASED_VALUES) return MULTIPLIED;
    return { document: json ? withPythonNumbers(document) : document };
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    return error.reason.includes('exceeded max') ? tooMuch(error) : explain(text, error);
  }
}

/** What finds positions in a text. */
export function locatorOf(text: string): Locator {
  return new Locator(text);
}

/** Finds the positions of a document's values. Positions are those of keys or, in a sequence, of items. */
class Locator {
  readonly #lines = new LineCounter();
  readonly #root: Node | null;
  /** The entries of each mapping visited so far, by key: up to 30,000 positions are looked up. */
  readonly #entries = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>();

  constructor(text: string) {
    this.#root =
      text.length > MAX_LOCATED_LENGTH
        ? null
        : parseDocument(text, { ...PLAINLY, lineCounter: this.#lines, logLevel: 'silent' }).contents;
  }

  /** Position of the deepest part of `path` that exists in the document; null for a document without content. */
  find(path: Path): Position | null {
    let node: unknown = this.#root;
    let offset = this.#root?.range?.[0] ?? null;
    for (const step of path) {
      const next = this.#child(node, step);
      if (next === null) break;
      node = next.value;
      offset = next.offset ?? offset;
    }
    return offset === null ? null : this.#position(offset);
  }

  #child(node: unknown, step: string | number): { value: unknown; offset: number | null } | null {
    if (isMap(node)) {
      const entries = this.#entries.get(node) ?? entriesOf(node);
      this.#entries.set(node, entries);
      const pair = entries.get(String(step));
      return pair === undefined ? null : { value: pair.value, offset: (pair.key as Node).range?.[0] ?? null };
    }
    if (isSeq(node)) {
      const item = node.items[Number(step)] as Node | undefined;
      return item === undefined ? null : { value: item, offset: item.range?.[0] ?? null };
    }
    return null;
  }

  #position(offset: number): Position {
    const { line, col } = this.#lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  }
}

/** The first occurrence of each key. */
function entriesOf(map: YAMLMap): ReadonlyMap<string, Pair> {
  const entries = new Map<string, Pair>();
  for (const pair of map.items) {
    const name = isScalar(pair.key) ? String(pair.key.value) : null;
    if (name !== null && !entries.has(name)) entries.set(name, pair);
  }
  return entries;
}

/** The second reading, which says where and why the first failed. */
function explain(text: string, first: YAMLException): ParseResult {
  const lines = new LineCounter();
  const error = firstError(text, lines);
  if (error === null) return unreadable('not-parsable', `not valid YAML: ${first.reason}`, markOf(first));
  const { line, col } = lines.linePos(error.pos[0]);
  const message = error.code === 'MULTIPLE_DOCS' ? 'expected one document, found several' : firstLine(error.message);
  return unreadable('not-parsable', `not valid YAML: ${message}`, { line, column: col });
}

/** The first error that the slower reader finds; null if it finds none, or if the text is more than it can handle. */
function firstError(text: string, lineCounter: LineCounter): YAMLParseError | null {
  if (text.length > MAX_EXPLAINED_LENGTH) return null;
  try {
    return parseDocument(text, { ...PLAINLY, lineCounter, logLevel: 'error' }).errors[0] ?? null;
  } catch (error) {
    // Its only limit of depth is that of the stack.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

const MULTIPLIED = unreadable(
  'limit',
  `aliases stand for more than ${formatCount(MAX_ALIASED_VALUES)} values: no benchmark report needs that many`,
  null,
);

/** How many values aliases add to those written out in a document, each alias standing for everything that it names. */
function aliasedValues(document: unknown): number {
  const counted = new Map<object, number>();
  let aliased = 0;
  const count = (value: unknown): number => {
    if (typeof value !== 'object' || value === null) return 1;
    const known = counted.get(value);
    if (known !== undefined) {
      aliased += known;
      return known;
    }
    // An alias within itself has no end.
    counted.set(value, Number.POSITIVE_INFINITY);
    const sum = Object.values(value).reduce<number>((total, item) => total + count(item), 1);
    counted.set(value, sum);
    return sum;
  };
  count(document);
  return aliased;
}

function tooMuch(error: YAMLException): ParseResult {
  const what = error.reason.includes('maxAliases') ? `${MAX_ALIASES} aliases` : `${MAX_DEPTH} levels of nesting`;
  return unreadable('limit', `more than ${what}: no benchmark report needs that many`, markOf(error));
}

/** What Python writes into JSON for numbers that JSON cannot express. */
const PYTHON_NUMBERS = new Map<unknown, number>([
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
]);

function withPythonNumbers(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withPythonNumbers);
  if (typeof value !== 'object' || value === null) return PYTHON_NUMBERS.get(value) ?? value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withPythonNumbers(item)]));
}

function markOf(error: YAMLException): Position | null {
  return error.mark === undefined ? null : { line: error.mark.line + 1, column: error.mark.column + 1 };
}

function firstLine(message: string): string {
  return message.split('\n')[0] ?? '';
}
