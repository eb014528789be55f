import { shortened } from '../excerpt.ts';
import type { Position } from '../run/problem.ts';
import { ELSEWHERE, readBlocks } from './blockyaml.ts';
import type { Findings } from './finding.ts';
import { MAX_DEPTH, type ParseFailure, type ParseResult, unreadable } from './parseresult.ts';
import { type RepeatedKey, repeatedKeyIn } from './repeatedkey.ts';
import { parseWhole } from './wholeyaml.ts';

/**
 * Reads one YAML 1.2 (core schema) or JSON document. The fast readers go first; what they refuse is read again by the
 * one that explains itself. Both yield the same numbers (ADR 3).
 */
export function parse(text: string): ParseResult {
  const json = /^\s*[{[]/.test(text);
  const plain = json ? plainJson(text) : undefined;
  if (plain !== undefined) return checked(text, plain);
  const blocks = json ? ELSEWHERE : readBlocks(text);
  if (blocks !== ELSEWHERE) return { document: blocks };
  return parseWhole(text, json);
}

/** The document in a text; null if it is cut off or broken: `findings` say why. */
export function documentOf(text: string, findings: Findings): unknown {
  const parsed = parse(text);
  if (!('unreadable' in parsed)) return parsed.document;
  const { code, message, position } = parsed.unreadable;
  findings.error(code, null, message, position);
  return null;
}

/**
 * The document in a JSON text; undefined if the text is broken or contains Python's NaN: YAML, a superset of JSON, will
 * tell.
 */
function plainJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The message for a mapping with a repeated key. */
export function repeated({ key, position }: RepeatedKey): ParseFailure & { readonly position: Position } {
  const shown = JSON.stringify(shortened(key));
  return { code: 'not-parsable', message: `the key ${shown} is given twice: keep one of them`, position };
}

/** JSON that is not nested too deeply and has no repeated key. */
function checked(text: string, document: unknown): ParseResult {
  const twice = repeatedKeyIn(text, document);
  return twice === null ? checkDepth(document) : { unreadable: repeated(twice) };
}

function checkDepth(document: unknown): ParseResult {
  const deep = (value: unknown, depth: number): boolean =>
    typeof value === 'object' &&
    value !== null &&
    (depth >= MAX_DEPTH || Object.values(value).some((item) => deep(item, depth + 1)));
  return deep(document, 0)
    ? unreadable('limit', `more than ${MAX_DEPTH} levels of nesting: no benchmark report needs that many`, null)
    : { document };
}
