import type { Position } from '../run/problem.ts';
import { endOfString } from './recognise.ts';

/*
 * Repeated keys in JSON mappings. YAML refuses them; `JSON.parse` silently takes the last value and other readers the
 * first, so a figure would depend on who reads it.
 */

export interface RepeatedKey {
  readonly key: string;
  /** The position of its second occurrence. */
  readonly position: Position;
}

/**
 * The first repeated key in JSON that has been parsed. Keys are counted in the text and in the parsed document, which
 * costs next to nothing compared with parsing; they are examined only if the text seems to have more.
 */
export function repeatedKeyIn(text: string, document: unknown): RepeatedKey | null {
  if (typeof document !== 'object' || document === null) return null;
  return keysWritten(text) === keysRead(document) ? null : firstRepeated(text);
}

/** At least as many keys as a text has: what begins with a colon counts, too, if it is in quotes. */
function keysWritten(text: string): number {
  let count = 0;
  for (let at = text.indexOf(':'); at !== -1; at = text.indexOf(':', at + 1)) {
    let before = at - 1;
    while (isBlank(text.charCodeAt(before))) before -= 1;
    if (text.charCodeAt(before) === QUOTE && !isEscaped(text, before)) count += 1;
  }
  return count;
}

/** Whether what stands there is part of a text, as in answers that quote JSON themselves. */
function isEscaped(text: string, at: number): boolean {
  let before = at - 1;
  while (text.charCodeAt(before) === BACKSLASH) before -= 1;
  return (at - before) % 2 === 0;
}

/** Keys of all mappings. It needs no stack, whatever the depth. */
function keysRead(document: object): number {
  const open: unknown[] = [document];
  let count = 0;
  while (open.length > 0) {
    const value = open.pop() as Readonly<Record<string, unknown>> | readonly unknown[];
    if (Array.isArray(value)) {
      for (const item of value) if (typeof item === 'object' && item !== null) open.push(item);
      continue;
    }
    // Building a list of keys or values would take longer than parsing did.
    for (const key in value) {
      count += 1;
      const item = (value as Readonly<Record<string, unknown>>)[key];
      if (typeof item === 'object' && item !== null) open.push(item);
    }
  }
  return count;
}

function firstRepeated(text: string): RepeatedKey | null {
  const open: (Set<string> | null)[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '{') open.push(new Set());
    else if (character === '[') open.push(null);
    else if (character === '}' || character === ']') open.pop();
    if (character !== '"') continue;
    const end = endOfString(text, at);
    const keys = open.at(-1);
    if (keys && isBeforeColon(text, end + 1)) {
      const key: string = JSON.parse(text.slice(at, end + 1));
      if (keys.has(key)) return { key, position: positionAt(text, at) };
      keys.add(key);
    }
    at = end;
  }
  return null;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

function isBeforeColon(text: string, start: number): boolean {
  let at = start;
  while (isBlank(text.charCodeAt(at))) at += 1;
  return text.charCodeAt(at) === COLON;
}

function positionAt(text: string, offset: number): Position {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  return { line: text.slice(0, lineStart).split('\n').length, column: offset - lineStart + 1 };
}
