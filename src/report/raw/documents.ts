import type { Position } from '../../run/problem.ts';
import type { Path } from '../finding.ts';
import { isFlow } from '../recognise.ts';
import { Locator, parse } from '../yaml.ts';
import { type Flaw, JsonSieve } from './sieve.ts';

/** A document of a file, and where its parts stand in it. */
export interface RawDocument {
  readonly value: unknown;
  readonly place: (path: Path) => Position | null;
}

export interface RawDocuments {
  readonly documents: readonly RawDocument[];
  /** Why the file could not be read to its end. */
  readonly flaw: (Omit<Flaw, 'position'> & { readonly position: Position | null }) | null;
}

/** The documents of a text: of JSON one or several in a row, of YAML one. */
export function documentsOf(text: string): RawDocuments {
  if (!isFlow(text)) return yamlOf(text);
  try {
    return { documents: [{ value: JSON.parse(text), place: placesIn(text) }], flaw: null };
  } catch {
    return documentsIn([new TextEncoder().encode(text)]);
  }
}

/** The documents of JSON that comes in pieces, without their lists of requests. */
export function documentsIn(pieces: Iterable<Uint8Array>): RawDocuments {
  const sieve = new JsonSieve();
  for (const piece of pieces) {
    sieve.push(piece);
    if (sieve.flaw !== null) break;
  }
  sieve.end();
  const documents: RawDocument[] = [];
  for (const { text, start, whole } of sieve.documents) {
    try {
      const value = JSON.parse(text, (_, inner) => (inner === 'NaN' ? Number.NaN : inner));
      documents.push({ value, place: whole ? placesIn(text, start) : () => start });
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      return { documents, flaw: whole ? flawIn(text, start) : unreadable(error.message, start) };
    }
  }
  return { documents, flaw: sieve.flaw };
}

function yamlOf(text: string): RawDocuments {
  const parsed = parse(text);
  if ('unreadable' in parsed) return { documents: [], flaw: parsed.unreadable };
  return { documents: [{ value: parsed.document, place: placesIn(text) }], flaw: null };
}

/** What is wrong with a document whose brackets are right. */
function flawIn(text: string, start: Position): RawDocuments['flaw'] {
  const parsed = parse(text);
  if (!('unreadable' in parsed)) return unreadable('it is no JSON', start);
  const { position } = parsed.unreadable;
  return { ...parsed.unreadable, position: position === null ? start : moved(position, start) };
}

function unreadable(reason: string, position: Position): RawDocuments['flaw'] {
  return { code: 'not-parsable', message: `not readable as JSON: ${reason}`, position };
}

/** Finds places in a text that begins at `start` of its file. The reader that knows places is made where needed. */
export function placesIn(text: string, start: Position = { line: 1, column: 1 }): RawDocument['place'] {
  let locator: Locator | null = null;
  return (path) => {
    locator ??= new Locator(text);
    const position = locator.find(path);
    return position === null ? null : moved(position, start);
  };
}

function moved({ line, column }: Position, start: Position): Position {
  return { line: start.line + line - 1, column: line === 1 ? start.column + column - 1 : column };
}
