import { z } from 'zod';
import { shortened } from '../excerpt.ts';
import { formatPlural } from '../run/number.ts';
import type { Findings, Path } from './finding.ts';
import { isRecord } from './recognise.ts';

/** How many deviations of one document are listed. */
const MOST_ISSUES = 20;

/**
 * From how many documents on a check is compiled: that takes as long as it saves of so many. Most sweeps have fewer, and a
 * start does not wait for it.
 */
const WORTH_COMPILING = 150;
/** How many documents each schema has checked. */
const CHECKED = new WeakMap<z.ZodType, number>();

/**
 * Checks a document against a format's schema. Deviations become error findings, up to a limit, which say what was
 * expected and what was found; each key that the schema does not know becomes a warning.
 *
 * @param schema in `z.lazy`, so that it is made for the first document that needs it: a run meets few forms of files
 * @param root where `document` is within the file's document
 * @param ignores whether keys that the schema does not know are silently ignored
 * @returns the typed document, or null where it deviates
 */
export function validate<Schema extends z.ZodType>(
  schema: Schema,
  document: unknown,
  findings: Findings,
  root: Path = [],
  ignores = false,
): z.output<Schema> | null {
  const before = CHECKED.get(schema) ?? 0;
  CHECKED.set(schema, before + 1);
  const result = schema.safeParse(document, { jitless: before < WORTH_COMPILING });
  if (!result.success) {
    const { issues } = result.error;
    for (const issue of issues.slice(0, MOST_ISSUES)) report(issue, document, findings, root);
    const more = issues.length - MOST_ISSUES;
    if (more > 0) findings.error('wrong-type', root, `${more} more values are not as expected`);
    return null;
  }
  if (!ignores) warnOfUnknownKeys(knownOf(schema), document, root, findings);
  return result.data;
}

function report(issue: z.core.$ZodIssue, document: unknown, findings: Findings, root: Path): void {
  const found = at(document, issue.path as Path);
  const path = [...root, ...(issue.path as Path)];
  const name = path.length === 0 ? 'the document' : nameOf(path);
  if (found === undefined || found === null) {
    findings.error('missing-field', path.slice(0, -1), `${name} is missing: expected ${expectation(issue)}`);
  } else if (path.at(-1) === 'units' && typeof found === 'string') {
    findings.error('wrong-unit', path, `${name}: expected ${expectation(issue)}, found ${describe(found)}`);
  } else if (typeof found === 'number' && (!Number.isFinite(found) || found < 0)) {
    findings.error('bad-number', path, `${name}: expected ${expectation(issue)}, found ${describe(found)}`);
  } else {
    findings.error('wrong-type', path, `${name}: expected ${expectation(issue)}, found ${describe(found)}`);
  }
}

/** `metrics.latency.time_to_first_token.mean`, `scenario.host.accelerator[1].count`. */
export function nameOf(path: Path): string {
  return path.reduce<string>((name, step) => {
    if (typeof step === 'number') return `${name}[${step}]`;
    return name === '' ? step : `${name}.${step}`;
  }, '');
}

/** How the library's own messages begin, which mean nothing to users. */
const LIBRARYS = /^(Invalid|Too (big|small)|Unrecognized)\b/;

/** What a schema expects where a value deviates. */
export function expectation(issue: z.core.$ZodIssue): string {
  // A message that is not the library's is the schema's own, and says what is expected.
  if (!LIBRARYS.test(issue.message)) return issue.message;
  if (issue.code === 'invalid_type') return EXPECTED[issue.expected] ?? `a ${issue.expected}`;
  if (issue.code === 'invalid_value') return issue.values.join(' or ');
  if (issue.code === 'too_small' && issue.origin === 'number') return `a number from ${issue.minimum} up`;
  return 'another value';
}

const EXPECTED: Readonly<Record<string, string>> = {
  number: 'a number from 0 up',
  int: 'a whole number',
  string: 'text',
  boolean: 'true or false',
  object: 'a mapping',
  record: 'a mapping',
  array: 'a list',
  tuple: 'a list',
};

/** A value as a reader of the file would name it. */
export function describe(value: unknown): string {
  if (typeof value === 'string') return `the text “${shortened(value)}”`;
  if (Array.isArray(value)) return 'a list';
  if (isRecord(value)) return 'a mapping';
  if (value === undefined || value === null) return 'nothing';
  if (typeof value !== 'number' || Number.isFinite(value)) return `${value}`;
  return Number.isNaN(value) ? 'what is not a number' : `${value > 0 ? 'an' : 'a negative'} infinite number`;
}

function at(document: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, step) => (value as Record<string | number, unknown> | null)?.[step], document);
}

/**
 * The keys of a mapping that a schema names, with what is known about their values; for a sequence, about its items.
 */
type SchemaKeys = ReadonlyMap<string, SchemaKeys | null> | { readonly item: SchemaKeys };

/** By schema, since it is the same for every report; null where no mapping is described, as for most values. */
const KNOWN = new WeakMap<z.ZodType, SchemaKeys | null>();

function knownOf(schema: z.ZodType): SchemaKeys | null {
  const cached = KNOWN.get(schema);
  if (cached !== undefined) return cached;
  const known = knownIn(unwrap(schema));
  KNOWN.set(schema, known);
  return known;
}

function knownIn(schema: z.ZodType): SchemaKeys | null {
  if (schema instanceof z.ZodArray) {
    const item = knownOf(schema.element as z.ZodType);
    return item === null ? null : { item };
  }
  // A loose mapping accepts any key: a harness's own result has many that are not read.
  if (!(schema instanceof z.ZodObject) || schema.def.catchall !== undefined) return null;
  const shape: [string, z.ZodType][] = Object.entries(schema.shape);
  return new Map(shape.map(([key, value]) => [key, knownOf(value)]));
}

/** How many keys are listed; a file with thousands of them was never meant for this schema. */
export const MOST_UNKNOWN = 50;

/** Warns of keys that a schema does not name. Names omit sequence indices, so that each key is warned of once. */
function warnOfUnknownKeys(known: SchemaKeys | null, document: unknown, root: Path, findings: Findings): void {
  const names = new Set<string>();
  for (const path of unknownKeys(known, document, root)) {
    const name = path.filter((step) => typeof step === 'string').join('.');
    names.add(name);
    if (names.size <= MOST_UNKNOWN) findings.warnOnce('unknown-key', path, `unknown key ${name}: not read`);
  }
  const more = names.size - MOST_UNKNOWN;
  if (more > 0) findings.warn('unknown-key', root, `${formatPlural(more, 'more unknown key')}: not read`);
}

function* unknownKeys(known: SchemaKeys | null, value: unknown, path: Path): Generator<Path, void, undefined> {
  if (known === null) return;
  if ('item' in known) {
    if (!Array.isArray(value)) return;
    for (const [index, item] of value.entries()) yield* unknownKeys(known.item, item, [...path, index]);
  } else if (isRecord(value)) {
    for (const key of Object.keys(value)) {
      const inner = known.get(key);
      if (inner === undefined) yield [...path, key];
      else if (inner !== null) yield* unknownKeys(inner, value[key], [...path, key]);
    }
  }
}

function unwrap(schema: z.ZodType): z.ZodType {
  const isAround = schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodLazy;
  return isAround ? unwrap(schema.unwrap() as z.ZodType) : schema;
}
