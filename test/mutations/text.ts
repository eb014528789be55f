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
export function mutated({ name, text }: Original, random: Random): Uint8Array {
  const changes = 1 + random.below(MOST);
  // Three of four are changed as documents, which most readers get to look into; the others as texts.
  const changed = random.below(4) > 0 && isDocument(name, text) ? mutatedDocument(name, text, changes, random) : null;
  if (changed !== null) return new TextEncoder().encode(changed);
  let broken = text;
  for (let change = 0; change < changes; change += 1) broken = random.pick(CHANGES)(broken, random);
  return encoded(broken, random);
}

/** Some fixtures are broken as they are, or have Python's NaN. */
function isDocument(name: string, text: string): boolean {
  try {
    for (const part of /\.jsonl$/.test(name) ? linesOf(text) : [text]) {
      if (isFlow(text) || name.endsWith('.jsonl')) JSON.parse(part);
      else load(part);
    }
    return true;
  } catch {
    return false;
  }
}

function isFlow(text: string): boolean {
  return /^\s*[{[]/.test(text);
}

function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line.trim() !== '');
}

/** Null for what is no document: tables and logs. */
function mutatedDocument(name: string, text: string, changes: number, random: Random): string | null {
  if (/\.jsonl$/.test(name)) return mutatedLines(text, changes, random);
  if (!/\.(json|ya?ml)$/.test(name)) return null;
  const isJson = isFlow(text);
  const document: unknown = isJson ? JSON.parse(text) : load(text);
  for (let change = 0; change < changes; change += 1) mutateTree(document, random);
  return isJson ? json(document) : dump(document, { skipInvalid: true, noRefs: true });
}

function mutatedLines(text: string, changes: number, random: Random): string {
  const lines = linesOf(text);
  const at = random.below(lines.length);
  return lines
    .map((line, index) => {
      const document: unknown = JSON.parse(line);
      for (let change = 0; index === at && change < changes; change += 1) mutateTree(document, random);
      return json(document);
    })
    .join('\n');
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
