import { kept } from './lookup.ts';
import { isRecord } from './recognise.ts';

/** Arguments of a program as text by name, in the order of the names; a list of words is one argument a word. */
export function argsOf(args: unknown): ReadonlyMap<string, string> {
  if (isRecord(args)) {
    const names = Object.keys(args).sort();
    return new Map(names.map((name) => [name, textOf(args[name])]));
  }
  if (Array.isArray(args)) return new Map(args.map((word, index) => [String(index), textOf(word)]));
  return typeof args === 'string' ? new Map([['', kept(args)]]) : new Map();
}

/** A value as text that does not depend on the order of its keys. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return kept(value);
  return JSON.stringify(value, (_, inner: unknown) =>
    isRecord(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
  );
}
