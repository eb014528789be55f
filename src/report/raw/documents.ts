import type { Position } from '../../run/problem.ts';
import type { Path } from '../finding.ts';
import { isFlow } from '../recognise.ts';
import { Locator, parse } from '../yaml.ts';
import { type Flaw, JsonSieve, type Sieved } from './sieve.ts';

/** A document of a file, and where its parts stand in it. */
export interface RawDocument {
  readonly value: unknown;
  readonly place: (path: Path) => Position | null;
}

export interface RawDocuments {
  readonly documents: readonly RawDocument[];
  /** Why documents, or the rest of the file, could not be read. */
  readonly flaws: readonly (Omit<Flaw, 'position'> & { readonly position: Position | null })[];
}

/** The documents of a text: of JSON one or several in a row, of YAML one. */
export function documentsOf(text: string): RawDocuments {
  if (!isFlow(text)) return yamlOf(text);
  try {
    return { documents: [{ value: JSON.parse(text), place: placesIn(text) }], flaws: [] };
  } catch {
    return documentsIn([new TextEncoder().encode(text)], areLines(text));
  }
}

/** Whether a text is JSON lines, of which some may be cut off. */
function areLines(text: string): boolean {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return (
    lines.length > 1 && lines.every((line) => /^\ufeff?\{/.test(line)) && lines.some((line) => /\}\s*$/.test(line))
  );
}

/** The documents of JSON that comes in pieces, without their lists of requests. */
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
    if ('flaw' in read) flaws.push(read.flaw);
    else documents.push(read);
  }
  return { documents, flaws: [...flaws, ...sieve.flaws].sort(byPlace) };
}

/** A document whose brackets are right; where it is no JSON, it may be YAML, which has commas before brackets. */
function documentIn({ text, start, whole }: Sieved): RawDocument | { readonly flaw: RawDocuments['flaws'][number] } {
  try {
    const value = JSON.parse(text, (_, inner) => (inner === 'NaN' ? Number.NaN : inner));
    return { value, place: whole ? placesIn(text, start) : () => start };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const parsed = parse(text);
    if ('document' in parsed) return { value: parsed.document, place: whole ? placesIn(text, start) : () => start };
    const { code, message, position } = parsed.unreadable;
    return { flaw: { code, message, position: position === null || !whole ? start : moved(position, start) } };
  }
}

function yamlOf(text: string): RawDocuments {
  const parsed = parse(text);
  if ('unreadable' in parsed) return { documents: [], flaws: [parsed.unreadable] };
  return { documents: [{ value: parsed.document, place: placesIn(text) }], flaws: [] };
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

function byPlace(
  { position: a }: RawDocuments['flaws'][number],
  { position: b }: RawDocuments['flaws'][number],
): number {
  return (a?.line ?? 0) - (b?.line ?? 0);
}

function moved({ line, column }: Position, start: Position): Position {
  return { line: start.line + line - 1, column: line === 1 ? start.column + column - 1 : column };
}
