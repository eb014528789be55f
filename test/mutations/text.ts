import { dump, load } from 'js-yaml';
import type { Random } from './random.ts';
import { mutateTree } from './tree.ts';

/** A file as it is, and what it was called. */
export interface Original {
  readonly name: string;
  readonly text: string;
}

/** Most changes to one file. */
const MOST = 3;

/** The bytes of a file that is nearly the original. */
export function mutated(original: Original, random: Random): Uint8Array {
  const changes = 1 + random.below(MOST);
  // Three of four are changed as documents, which most readers get to look into; the others as texts.
  const documents = random.below(4) > 0 ? documentsIn(original) : null;
  const changed = documents === null ? null : mutatedDocument(original, structuredClone(documents), changes, random);
  if (changed !== null) return new TextEncoder().encode(changed);
  let broken = original.text;
  for (let change = 0; change < changes; change += 1) broken = random.pick(CHANGES)(broken, random);
  return encoded(broken, random);
}

/** Read once of each original, of which there are few. */
const DOCUMENTS = new WeakMap<Original, readonly unknown[] | null>();

/** The documents of an original; null where it has none, as some fixtures are broken as they are, or have Python's NaN. */
function documentsIn(original: Original): readonly unknown[] | null {
  const known = DOCUMENTS.get(original);
  if (known !== undefined) return known;
  const documents = parsed(original);
  DOCUMENTS.set(original, documents);
  return documents;
}

function parsed({ name, text }: Original): readonly unknown[] | null {
  try {
    if (isOfLines(name)) return linesOf(text).map((line): unknown => JSON.parse(line));
    return [isFlow(text) ? JSON.parse(text) : load(text)];
  } catch {
    return null;
  }
}

function isOfLines(name: string): boolean {
  return name.endsWith('.jsonl');
}

function isFlow(text: string): boolean {
  return /^\s*[{[]/.test(text);
}

function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line.trim() !== '');
}

/** Null for what is no document: tables and logs. */
function mutatedDocument(
  { name, text }: Original,
  documents: readonly unknown[],
  changes: number,
  random: Random,
): string | null {
  if (isOfLines(name)) return mutatedLines(documents, changes, random);
  if (!/\.(json|ya?ml)$/.test(name)) return null;
  const [document] = documents;
  for (let change = 0; change < changes; change += 1) mutateTree(document, random);
  return isFlow(text) ? json(document) : dump(document, { skipInvalid: true, noRefs: true });
}

function mutatedLines(documents: readonly unknown[], changes: number, random: Random): string {
  const at = random.below(documents.length);
  for (let change = 0; change < changes; change += 1) mutateTree(documents[at], random);
  return documents.map(json).join('\n');
}

/** As Python writes it: with NaN and Infinity. */
function json(document: unknown): string {
  const marked = JSON.stringify(document, (_, value: unknown) =>
    typeof value === 'number' && !Number.isFinite(value) ? `\u0001${value}\u0001` : value,
  );
  return (marked ?? '').replace(/"\\u0001(-?\w+)\\u0001"/g, '$1');
}

const CHANGES: readonly ((text: string, random: Random) => string)[] = [
  (text, random) => text.slice(0, random.below(text.length + 1)),
  (text, random) => text.slice(random.below(text.length + 1)),
  (text, random) => replaced(text, random, ''),
  (text, random) => replaced(text, random, String.fromCharCode(random.below(128))),
  (text, random) =>
    replaced(
      text,
      random,
      random.pick(['{', '}', '[', ']', '"', "'", ':', ',', '\n', '\t', '-', '#', '&a ', '*a ', '!', '|', '>', '%']),
    ),
  (text, random) => linewise(text, random, (line) => [line, line]),
  (text, random) => linewise(text, random, () => []),
  (text, random) => linewise(text, random, (line) => [`  ${line}`]),
  (text, random) =>
    linewise(text, random, (line) => [line.replace(/\d+/, random.pick(['-1', 'NaN', 'inf', '1e999', '', '0', 'x']))]),
  (text, random) =>
    text + random.pick([text, '\n---\n', '\n'.repeat(2000), '}'.repeat(500), '[1, '.repeat(500), ' '.repeat(5000)]),
  (text) => text.replaceAll('\n', '\r\n'),
];

function replaced(text: string, random: Random, by: string): string {
  const at = random.below(text.length + 1);
  return text.slice(0, at) + by + text.slice(at + 1);
}

function linewise(text: string, random: Random, change: (line: string) => readonly string[]): string {
  const lines = text.split('\n');
  const at = random.below(lines.length);
  return lines.flatMap((line, index) => (index === at ? change(line) : [line])).join('\n');
}

function encoded(text: string, random: Random): Uint8Array {
  const bytes = new TextEncoder().encode(text);
  switch (random.below(8)) {
    case 0:
      return new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le'));
    case 1:
      return new TextEncoder().encode(`\ufeff${text}`);
    case 2: {
      if (bytes.length > 0) bytes[random.below(bytes.length)] = random.below(256);
      return bytes;
    }
    case 3:
      return new Uint8Array(Buffer.from(text, 'latin1'));
    default:
      return bytes;
  }
}
