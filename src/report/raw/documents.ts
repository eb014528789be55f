import type { Position } from '../../run/problem.ts';
import type { Path } from '../finding.ts';
import { unreliable } from '../foreign.ts';
import { MAX_DEPTH, type ParseResult } from '../parseresult.ts';
import { isFlow } from '../recognise.ts';
import { repeatedKeyIn } from '../repeatedkey.ts';
import { locatorOf } from '../wholeyaml.ts';
import { parse, repeated } from '../yaml.ts';
import { type Flaw, JsonSieve, type SievedDocument } from './sieve.ts';

/** A document in a file, and the positions of its parts. */
export interface RawDocument {
  readonly value: unknown;
  /** Where it begins. */
  readonly start: Position;
  readonly place: (path: Path) => Position | null;
  /** Why nothing in it can be relied on; null if it can. */
  readonly flaw: PlacedFlaw | null;
  /** The position of the first byte that is not UTF-8; null if there is none. */
  readonly foreign: Position | null;
}

type PlacedFlaw = Omit<Flaw, 'position' | 'code'> & {
  readonly code: Flaw['code'] | 'not-text';
  readonly position: Position | null;
};

export interface RawDocuments {
  readonly documents: readonly RawDocument[];
  /** Why documents, or the rest of the file, could not be read. */
  readonly flaws: readonly PlacedFlaw[];
}

/** A document without flaws. */
export const SOUND = { flaw: null, foreign: null } as const;

const BEGINNING: Position = { line: 1, column: 1 };

/** The documents in a text: one or more in a row for JSON, one for YAML. */
export function documentsOf(text: string): RawDocuments {
  if (!isFlow(text)) return yamlOf(text);
  try {
    const value: unknown = JSON.parse(text);
    if (!isDeeper(value, MAX_DEPTH)) return { documents: [jsonIn(text, value)], flaws: [] };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  return documentsIn([new TextEncoder().encode(text)], areLines(text));
}

/** Whether a value has more levels of nesting. */
function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  const items: readonly unknown[] = Array.isArray(value) ? value : Object.values(value);
  return items.some((item) => isDeeper(item, levels - 1));
}

/** A document of JSON, as parsed. */
function jsonIn(text: string, value: unknown): RawDocument {
  const twice = repeatedKeyIn(text, value);
  return { ...SOUND, value, start: BEGINNING, place: placesIn(text), flaw: twice === null ? null : repeated(twice) };
}

/** A document in whose text bytes were replaced, the first of them at `foreign`. */
export function withForeign(document: RawDocument, foreign: Position): RawDocument {
  const message = unreliable(document.value);
  const flaw = message === null ? null : { code: 'not-text' as const, message, position: foreign };
  return { ...document, foreign, flaw: document.flaw ?? flaw };
}

/** Whether a text is JSON Lines, some of which may be cut off. */
function areLines(text: string): boolean {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return (
    lines.length > 1 && lines.every((line) => /^\ufeff?\{/.test(line)) && lines.some((line) => /\}\s*$/.test(line))
  );
}

/** The documents in JSON that arrives in pieces, without their lists of requests. */
export function documentsIn(pieces: Iterable<Uint8Array>, isLines = false): RawDocuments {
  const sieve = new JsonSieve(isLines);
  for (const piece of pieces) {
    sieve.push(piece);
    if (sieve.isOver) break;
  }
  sieve.end();
  const documents: RawDocument[] = [];
  const flaws: RawDocuments['flaws'][number][] = [];
  for (const sieved of sieve.documents) {
    const read = documentIn(sieved);
    if ('unread' in read) flaws.push(read.unread);
    else documents.push(read);
  }
  return { documents, flaws: [...flaws, ...sieve.flaws].sort(byPlace) };
}

/** A document with balanced brackets; if it is not JSON, it may be YAML, which allows commas before brackets. */
function documentIn({ text, start, whole, foreign }: SievedDocument): RawDocument | { readonly unread: PlacedFlaw } {
  const inFile = (position: Position | null) => (position === null || !whole ? start : moved(position, start));
  const parsed = parsedIn(text);
  if ('unreadable' in parsed) return { unread: { ...parsed.unreadable, position: inFile(parsed.unreadable.position) } };
  const { flaw } = parsed;
  const document: RawDocument = {
    ...{ value: parsed.document, start, foreign: null, place: whole ? placesIn(text, start) : () => start },
    flaw: flaw === null ? null : { ...flaw, position: inFile(flaw.position) },
  };
  return foreign === null ? document : withForeign(document, inFile(foreign));
}

function parsedIn(
  text: string,
): Exclude<ParseResult, { document: unknown }> | { document: unknown; flaw: PlacedFlaw | null } {
  try {
    const document: unknown = JSON.parse(text, (_, inner: unknown) => (inner === 'NaN' ? Number.NaN : inner));
    return { document, flaw: jsonIn(text, document).flaw };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const parsed = parse(text);
    return 'document' in parsed ? { ...parsed, flaw: null } : parsed;
  }
}

function yamlOf(text: string): RawDocuments {
  const parsed = parse(text);
  if ('unreadable' in parsed) return { documents: [], flaws: [parsed.unreadable] };
  return { documents: [{ ...SOUND, value: parsed.document, start: BEGINNING, place: placesIn(text) }], flaws: [] };
}

/**
 * Finds positions in a text that starts at `start` of its file. The reader that knows positions is created on demand.
 */
export function placesIn(text: string, start: Position = BEGINNING): RawDocument['place'] {
  let locator: ReturnType<typeof locatorOf> | null = null;
  return (path) => {
    locator ??= locatorOf(text);
    const position = locator.find(path);
    return position === null ? null : moved(position, start);
  };
}

function byPlace(
  { position: a }: RawDocuments['flaws'][number],
  { position: b }: RawDocuments['flaws'][number],
): number {
  return (a?.line ?? 0) - (b?.line ?? 0);
}

function moved({ line, column }: Position, start: Position): Position {
  return { line: start.line + line - 1, column: line === 1 ? start.column + column - 1 : column };
}
