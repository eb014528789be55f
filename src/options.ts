import { z } from 'zod';
import { requirePrice } from './costbound.ts';
import { UserError } from './errors.ts';
import { exports } from './exporting.ts';
import { accept, at, effects, failOn, mergeThresholds, objectives, overrides, thresholds } from './gate.ts';
import type { VariantMode } from './identity/identity.ts';
import { globsIn, linesIn, listOf } from './items.ts';
import { explain, firstOf, isAbsent, mismatch, mistake } from './mistake.ts';
import type { OptionNamer } from './naming.ts';
import { file, path } from './pathoption.ts';
import { plots } from './plotting.ts';
import { price } from './pricing.ts';
import type { BoundTarget } from './regression/bound.ts';
import { LONGEST_PATTERN, type Statement } from './report/statement.ts';
import { decimalIn } from './run/decimal.ts';
import { isLabelOrName, LABEL_FORM } from './run/label.ts';
import { formatCount } from './run/number.ts';
import { FILTER_KEYS } from './scenario/select.ts';
import { nearestTo } from './spelling.ts';

/** Values from flags, inputs or a config file, by option name; empty text counts as absent. */
export type RawOptions = Readonly<Record<string, unknown>>;

/** Stands for the baseline that is stored on GitHub. */
export const AUTO = 'auto';

const text = z.string('text').trim().min(1, 'text');

const FILTER = `KEY=GLOB, with one of the keys ${FILTER_KEYS.join(', ')}`;
const filter = z.string(FILTER).transform((value, context) => {
  const [, key, glob] = /^([\w-]+)\s*=\s*(.+)$/s.exec(value) ?? [];
  const known = FILTER_KEYS.find((name) => name === key);
  if (isTooLong(glob ?? '', context)) return z.NEVER;
  if (known !== undefined && glob !== undefined) return { key: known, glob };
  mistake(context, [], mismatch(FILTER, value, []) + adviceOnFilter(value, key));
  return z.NEVER;
});

/** Whether a pattern is too long to be compiled, which is then said. */
function isTooLong(pattern: string, context: z.RefinementCtx): boolean {
  if (pattern.length <= LONGEST_PATTERN) return false;
  mistake(context, [], mismatch(`a pattern of up to ${formatCount(LONGEST_PATTERN)} characters`, pattern, []));
  return true;
}

function adviceOnFilter(value: string, key: string | undefined): string {
  if (key === undefined) return value.includes('=') ? '' : '; globs of one key are joined as in model={a,b}';
  const meant = nearestTo(key, FILTER_KEYS);
  return meant === null ? '' : `; did you mean ${meant}?`;
}

const VARIANTS = ['auto', 'directory', 'none'] as const;
const VARIANT = `${VARIANTS.join(', ')}, or a regular expression with a group`;
const variant = z.string(VARIANT).transform((value, context): VariantMode => {
  const known = VARIANTS.find((one) => one === value);
  if (known !== undefined) return known;
  if (isTooLong(value, context)) return z.NEVER;
  const expression = regularExpression(value);
  if (expression !== null && new RegExp(`${value}|`).exec('')?.length !== 1) return expression;
  mistake(context, [], mismatch(VARIANT, value, VARIANTS));
  return z.NEVER;
});

/** Options that are lists, whose names may be singular or plural: those of flags and inputs, and those of files. */
export const LISTS = ['reports', 'filter', 'baseline', 'thresholds', 'at', 'price', 'export'] as const;
export const FILE_LISTS = [...LISTS, 'overrides', 'accept'] as const;

/** All options: each has the same name as a flag, as an input of the Action and as a key of the config file. */
export const optionsSchema = z.object({
  reports: listOf(path, 'a path', linesIn),
  output: path.default('pareto-report'),
  'user-throughput': z.enum(['concurrency', 'tpot']).default('concurrency'),
  variant: variant.default('auto'),
  only: z.enum(['aggregated', 'disaggregated']).nullable().default(null),
  'length-tolerance': numeric(z.number().min(0).lt(1), 'a number from 0 to below 1').default(0.05),
  gpus: numeric(z.number().int().positive(), 'a whole number above 0').nullable().default(null),
  accelerator: text.nullable().default(null),
  label: text.refine(isLabelOrName, LABEL_FORM).nullable().default(null),
  filter: listOf(filter, 'KEY=GLOB', globsIn).default([]),
  plots,
  html: z.enum(['auto', 'none']).default('auto'),
  junit: file.nullable().default(null),
  export: exports,
  baseline: listOf(path, 'a path', linesIn).default([]),
  'baseline-runs': numeric(z.number().int().positive(), 'a whole number from 1').default(5),
  thresholds,
  effects,
  'fail-on': failOn,
  at,
  price,
  // What follows is too structured for a flag: only the config file can express it.
  overrides,
  slo: objectives,
  accept,
});

type CheckedOptions = z.output<typeof optionsSchema>;
type Overrides = CheckedOptions['overrides'][number];

/** The two kinds of entries in `overrides`. */
export interface Options extends Omit<CheckedOptions, 'overrides'> {
  readonly overrides: readonly Exclude<Overrides, Statement>[];
  readonly statements: readonly Statement[];
  readonly shared: SharedSettings;
}

/** What only applies in files that are kept for many runs, not all of whose entries are meant for each run. */
export interface SharedSettings {
  readonly price: boolean;
  /** What is bounded only there. */
  readonly bounded: ReadonlySet<BoundTarget>;
}

/** Options given in one place: as flags, as inputs, in the config file. */
export interface Place {
  readonly values: RawOptions;
  readonly nameOf: OptionNamer;
  /** Whether it is a file that is kept for many runs. */
  readonly isShared?: boolean;
}

/**
 * Checks options from one or more places; the first place that has an option wins. Thresholds win metric by metric.
 *
 * @throws UserError naming the option, what it accepts and what was found, and where a bound requires another option
 */
export function parseOptions(places: readonly Place[]): Options {
  const nameOf = namingIn(places);
  const given: RawOptions = Object.assign({}, ...places.map(({ values }) => present(values)).toReversed());
  if (isAbsent(given.reports)) {
    throw new UserError(`${nameOf('reports')}: expected at least one report, folder or glob, found nothing`);
  }
  const options = checked(optionsSchema, { ...given, ...thresholdsIn(places) }, nameOf);
  requirePrice(options, nameOf);
  return {
    ...options,
    overrides: options.overrides.filter((entry) => 'scope' in entry),
    statements: options.overrides.filter((entry) => 'match' in entry),
    shared: sharedIn(places, options, nameOf),
  };
}

function thresholdsIn(places: readonly Place[]): ReturnType<typeof mergeThresholds> {
  return mergeThresholds(places.map(({ values }) => values.thresholds).filter((value) => !isAbsent(value)));
}

function sharedIn(
  places: readonly Place[],
  { thresholds: all }: Pick<CheckedOptions, 'thresholds'>,
  nameOf: OptionNamer,
): SharedSettings {
  const own = places.filter(({ isShared }) => isShared !== true);
  const { thresholds: said } = checked(z.object({ thresholds }), thresholdsIn(own), nameOf);
  const named = said.bounds.map(({ metric }) => metric);
  const isGiven = (some: readonly Place[]) => some.some(({ values }) => !isAbsent(values.price));
  return {
    price: isGiven(places) && !isGiven(own),
    bounded: new Set(all.bounds.flatMap(({ metric }) => (named.includes(metric) ? [] : metric))),
  };
}

/** The name of each option in the first place that gives it or, if none does, in the very first. */
export function namingIn(places: readonly Place[]): OptionNamer {
  return (option) => {
    const place = places.find(({ values }) => !isAbsent(values[option])) ?? places[0];
    return place === undefined ? option : place.nameOf(option);
  };
}

/**
 * Checks values against a schema.
 *
 * @throws UserError naming the option, what it accepts and what was found
 */
export function checked<Schema extends z.ZodType>(
  schema: Schema,
  values: RawOptions,
  nameOf: OptionNamer,
): z.output<Schema> {
  const result = schema.safeParse(present(values), { reportInput: true, jitless: true });
  if (result.success) return result.data;
  const issue = firstOf(result.error);
  throw new UserError(
    issue === undefined ? 'options: not understood' : `${nameOf(String(issue.path[0]))}: ${explain(issue)}`,
  );
}

/** Drops values that are given but empty. */
export function present(values: RawOptions): RawOptions {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => !isAbsent(value)));
}

/** A number, or its text; reports `takes` if it is neither or out of range. */
export function numeric<Output>(schema: z.ZodType<Output, number>, takes: string) {
  return z.union([z.number(), z.string()], takes).transform((value, context) => {
    const result = schema.safeParse(typeof value === 'number' ? value : decimalIn(value));
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
