import { z } from 'zod';
import { UserError } from './errors.ts';
import {
  accept,
  at,
  effects,
  failOn,
  mergeThresholds,
  objectives,
  overrides,
  thresholds,
  WHOLE_SENTENCE,
} from './gate.ts';
import type { VariantMode } from './identity/identity.ts';
import { plots } from './plotting.ts';
import { price, requirePrice } from './pricing.ts';
import type { Statement } from './report/statement.ts';
import { isLabelOrName, LABEL_FORM } from './run/label.ts';
import { FILTER_KEYS } from './scenario/select.ts';

/** Values as they come from flags, inputs or a config file, by option name; empty text is the same as absent. */
export type RawOptions = Readonly<Record<string, unknown>>;

/** Stands for the baseline that GitHub keeps. */
export const AUTO = 'auto';

const text = z.string('text').trim().min(1, 'text');

const FILTER = `KEY=GLOB, with one of the keys ${FILTER_KEYS.join(', ')}`;
const filter = z.string(FILTER).transform((value, context) => {
  const [, key, glob] = /^\s*([\w-]+)\s*=\s*(.+?)\s*$/s.exec(value) ?? [];
  const known = FILTER_KEYS.find((name) => name === key);
  if (known !== undefined && glob !== undefined) return { key: known, glob };
  context.addIssue(FILTER);
  return z.NEVER;
});

const VARIANT = 'auto, directory, none, or a regular expression with a group';
const variant = z.string(VARIANT).transform((value, context): VariantMode => {
  if (value === 'auto' || value === 'directory' || value === 'none') return value;
  const expression = regularExpression(value);
  if (expression !== null && new RegExp(`${value}|`).exec('')?.length !== 1) return expression;
  context.addIssue(VARIANT);
  return z.NEVER;
});

/** Lists among the options, which may be called by their singular or their plural: of flags and inputs, and of files. */
export const LISTS = ['reports', 'filter', 'baseline', 'thresholds', 'at', 'price'] as const;
export const FILE_LISTS = [...LISTS, 'overrides', 'accept'] as const;

const ANY_REPORT = 'at least one report, folder or glob';

/** Every option, once: its name is that of the flag, the Action's input and the key of the config file. */
export const optionsSchema = z.object({
  reports: z
    .array(text, { error: ({ input }) => (input === undefined ? ANY_REPORT : 'a list of paths') })
    .min(1, ANY_REPORT),
  output: text.default('pareto-report'),
  'user-throughput': z.enum(['concurrency', 'tpot']).default('concurrency'),
  variant: variant.default('auto'),
  only: z.enum(['aggregated', 'disaggregated']).nullable().default(null),
  'length-tolerance': numeric(z.number().min(0).lt(1), 'a number from 0 to below 1').default(0.05),
  gpus: numeric(z.number().int().positive(), 'a whole number above 0').nullable().default(null),
  accelerator: text.nullable().default(null),
  label: text.refine(isLabelOrName, LABEL_FORM).nullable().default(null),
  filter: z.array(filter, 'a list of KEY=GLOB').default([]),
  plots,
  html: z.enum(['auto', 'none']).default('auto'),
  baseline: z.array(text, 'a list of paths').default([]),
  'baseline-runs': numeric(z.number().int().positive(), 'a whole number from 1').default(5),
  thresholds,
  effects,
  'fail-on': failOn,
  at,
  price,
  // What follows has more form than a flag: only the config file can say it.
  overrides,
  slo: objectives,
  accept,
});

type Checked = z.output<typeof optionsSchema>;
type Overrides = Checked['overrides'][number];

/** `overrides` in their two kinds. */
export interface Options extends Omit<Checked, 'overrides'> {
  readonly overrides: readonly Exclude<Overrides, Statement>[];
  readonly statements: readonly Statement[];
}

/**
 * Checks options from one or more places; the first place that has an option wins. Thresholds win metric by metric.
 *
 * @param nameOf how an option is called where the user wrote it: `--gpus`, `input gpus`
 * @throws UserError naming the option, what it takes and what was found, and where a bound needs another option
 */
export function parseOptions(places: readonly RawOptions[], nameOf: (option: string) => string): Options {
  const given = Object.assign({}, ...places.toReversed().map(present));
  const merged = mergeThresholds(places.map((place) => place.thresholds).filter((value) => !isAbsent(value)));
  const options = checked(optionsSchema, { ...given, ...merged }, nameOf);
  requirePrice(options, nameOf);
  return {
    ...options,
    overrides: options.overrides.filter((entry) => 'scope' in entry),
    statements: options.overrides.filter((entry) => 'match' in entry),
  };
}

/**
 * Checks values against a schema.
 *
 * @throws UserError naming the option, what it takes and what was found
 */
export function checked<Schema extends z.ZodType>(
  schema: Schema,
  values: RawOptions,
  nameOf: (option: string) => string,
): z.output<Schema> {
  const result = schema.safeParse(present(values), { reportInput: true });
  if (result.success) return result.data;
  const issue = firstOf(result.error);
  throw new UserError(
    issue === undefined ? 'options: not understood' : `${nameOf(String(issue.path[0]))}: ${explain(issue)}`,
  );
}

/** The first thing that is wrong; where a value may have several forms, within the form that it comes nearest to. */
export function firstOf({ issues: [issue] }: z.core.$ZodError): z.core.$ZodIssue | undefined {
  return issue === undefined ? undefined : nearest(issue);
}

function nearest(issue: z.core.$ZodIssue): z.core.$ZodIssue {
  if (issue.code !== 'invalid_union') return issue;
  const [best = [], ...others] = issue.errors.toSorted((a, b) => a.length - b.length);
  const inner =
    best.find(({ path, code }) => path.length > 0 || code === 'unrecognized_keys') ??
    others.flat().find(({ path }) => path.length > 0);
  return inner === undefined ? issue : nearest({ ...inner, path: [...issue.path, ...inner.path] });
}

/** What an option takes, and what was found. */
export function explain(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return issue.message;
  if (issue.code === 'custom' && issue.params === WHOLE_SENTENCE) return issue.message;
  const takes = issue.code === 'invalid_value' ? issue.values.join(' or ') : issue.message;
  if (isAbsent(issue.input)) return `expected ${takes}, found nothing`;
  const found = typeof issue.input === 'object' ? JSON.stringify(issue.input) : issue.input;
  return `expected ${takes}, found «${found}»`;
}

function present(values: RawOptions): RawOptions {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => !isAbsent(value)));
}

/** Whether an option is not given; empty text stands for its default. */
export function isAbsent(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.every(isAbsent));
}

/** A number, or the text of one; says `takes` where it is neither or out of range. */
export function numeric<Output>(schema: z.ZodType<Output, number>, takes: string) {
  return z.union([z.number(), z.string()], takes).transform((value, context) => {
    const result = schema.safeParse(typeof value === 'number' || value.trim() === '' ? value : Number(value));
    if (result.success) return result.data;
    context.addIssue(takes);
    return z.NEVER;
  });
}

function regularExpression(source: string): RegExp | null {
  try {
    return new RegExp(source);
  } catch {
    return null;
  }
}
