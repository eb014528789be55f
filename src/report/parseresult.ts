import type { Position } from '../run/problem.ts';

/** The deepest nesting that is read; reports nest about 12 deep. */
export const MAX_DEPTH = 64;

/** Why a text could not be read as a single document. */
export interface ParseFailure {
  readonly code: 'not-parsable' | 'limit';
  readonly message: string;
  readonly position: Position | null;
}

export type ParseResult = { readonly document: unknown } | { readonly unreadable: ParseFailure };

export function unreadable(code: ParseFailure['code'], message: string, position: Position | null): ParseResult {
  return { unreadable: { code, message, position } };
}
