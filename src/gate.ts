import { z } from 'zod';
import { shortened } from './excerpt.ts';
import { itemsIn } from './items.ts';
import { mismatch, mistake } from './mistake.ts';
import {
  BOUNDED,
  type Bound,
  type BoundTarget,
  boundedOf,
  isOfConfigurations,
  isOfPoints,
  isRelative,
  parseBound,
  SPEEDS,
  speedIn,
} from './regression/bound.ts';
import { READ } from './regression/readingkind.ts';
import type { Acceptance, Override, Scope } from './regression/thresholds.ts';
import { FAILURES, type Failure } from './regression/verdict.ts';
import { globOf, STATEMENT_KEYS, statementOf } from './report/statement.ts';
import { decimalIn } from './run/decimal.ts';
import { didYouMean, nearestTo } from './spelling.ts';

/*
 * The options of the gate, as they are written: `METRIC=BOUND` in flags and inputs, mappings in the config file. A
 * mistake here is a whole sentence, marked as such, since what was found is a part of a value.
 */

/** Bounds by metric, and what their writer may not have meant. */
export interface Bounds {
  readonly bounds: readonly Bound[];
  /** Metrics that are not gated, not even by default. */
  readonly freed: readonly BoundTarget[];
  readonly doubts: readonly string[];
}

/** Instead of a bound: the metric is not gated. */
const FREE = 'off';

const FORM = 'METRIC=BOUND, or bounds by metric';
const boundOrBounds = z.union([z.string(), z.array(z.string()).min(1)], 'a bound, or a list of bounds');
const someBounds = z
  .union([z.string(), z.array(z.string()), z.record(z.string(), boundOrBounds)], FORM)
  .transform((given, context): Bounds => readBounds(entriesOf(given), context));

/** `METRIC=BOUND` lines, or bounds by metric. */
export const thresholds = someBounds.default({ bounds: [], freed: [], doubts: [] });

/** Service-level objectives: bounds in units, which mark points and do not gate. */
export const objectives = someBounds
  .transform(({ bounds, doubts }, context) => {
    for (const { metric, text } of bounds.filter(isRelative)) {
      mistake(context, [metric], `an objective is a value, such as <= 2000, not a change: found ${metric} ${text}`);
    }
    for (const { metric, text } of bounds.filter((bound) => !isOfPoints(bound) && !isRelative(bound))) {
      mistake(context, [metric], `an objective is on a metric of points: found ${metric} ${text}`);
    }
    return { bounds, doubts };
  })
  .default({ bounds: [], doubts: [] });

const scope = {
  scenario: globOf('a glob').nullable().default(null),
  configuration: globOf('a glob').nullable().default(null),
  concurrency: z.number('a number above 0').positive('a number above 0').nullable().default(null),
  rate: z.number('a number above 0').positive('a number above 0').nullable().default(null),
};

const boundsOverride = entry({ ...scope, thresholds: someBounds }).transform(
  (given, context): Override & { doubts: readonly string[] } => {
    const { bounds, freed } = given.thresholds;
    for (const metric of [...bounds.map((bound) => bound.metric), ...freed]) requireScope(metric, given, context);
    return { scope: scopeOf(given), ...given.thresholds };
  },
);

/** An entry with `match` says what the results in some files leave out. */
const fileOverride = entry(STATEMENT_KEYS).transform((given) =>
  statementOf(given, '', `overrides (match ${given.match})`),
);

/** Other bounds for some scenarios, configurations or loads; or what the results in some files leave out. */
export const overrides = z
  .array(z.union([boundsOverride, fileOverride], 'a mapping with thresholds, or with match'), 'a list of overrides')
  .superRefine((list, context) => {
    const keys = list.map((entry, index) => JSON.stringify('scope' in entry ? entry.scope : index));
    for (const [index, key] of keys.entries()) {
      const first = keys.indexOf(key);
      if (first < index)
        mistake(context, [index], `entry ${index + 1} has the scope of entry ${first + 1}: join the two`);
    }
  })
  .default([]);

/** Losses on purpose. */
export const accept = z
  .array(
    entry({
      ...scope,
      metric: z.string('a metric').default('output-throughput'),
      bound: z.string('a change, such as -20%'),
      reason: z.string('a reason').trim().min(1, 'a reason'),
      until: z.string('a day, such as 2026-12-31').refine(isDay, 'a day, such as 2026-12-31'),
    }).transform((given, context): Acceptance => {
      const { bounds } = readBounds([{ metric: given.metric, bound: given.bound }], context, ['bound']);
      const [bound] = bounds;
      if (bound === undefined) return z.NEVER;
      if (!isRelative(bound))
        mistake(context, ['bound'], `a loss is accepted as a change, such as -20%: found ${bound.text}`);
      requireScope(bound.metric, given, context);
      return { scope: scopeOf(given), bound, reason: given.reason, until: given.until };
    }),
    'a list of accepted losses',
  )
  .default([]);

/** Instead of a list: nothing fails the job. */
const NEVER = 'never';
const FAIL_ON = `a list of ${FAILURES.join(', ')}; or ${NEVER}, alone`;

/** What fails a job where nothing is said: a loss, and a gate that judged nothing without a first run's excuse. */
const DEFAULT_FAILURES: readonly Failure[] = ['regression', 'not-comparable', 'baseline-error'];

/** What fails the job: separated by commas or lines; `never` is nothing. */
export const failOn = z
  .union([z.string(), z.array(z.string())], FAIL_ON)
  .transform((given, context): Failure[] => {
    const words = [given].flat().flatMap(itemsIn);
    const failures = words.filter((word): word is Failure => (FAILURES as readonly string[]).includes(word));
    if (words.includes(NEVER)) {
      if (new Set(words).size > 1) mistake(context, [], `${NEVER} stands alone; leave out the others`);
      return [];
    }
    const wrong = words.find((word) => !(FAILURES as readonly string[]).includes(word));
    if (wrong !== undefined) mistake(context, [], mismatch(FAIL_ON, wrong, [...FAILURES, NEVER]));
    return [...new Set(failures)];
  })
  .default([...DEFAULT_FAILURES]);

const EFFECTS = 'a least size, such as -5%, or off';

/** Least size of effects that are regressions, as a share. */
export const effects = z
  .string(EFFECTS)
  .transform((given, context): number | 'off' => {
    if (given.trim() === FREE) return FREE;
    const [, percent] = /^[-+]?\s*(\d+(?:\.\d+)?)\s*%$/.exec(given.trim()) ?? [];
    const share = Number(percent) / 100;
    if (share > 0 && share < 1) return share;
    mistake(context, [], mismatch(EFFECTS, given, [FREE]));
    return z.NEVER;
  })
  .nullable()
  .default(null);

const SPEED = 'a number of tok/s/user above 0, or a list of them';
const speed = z.union([z.number(), z.string()], SPEED);

/** tok/s/user at which fronts are read, ascending. */
export const at = z
  .union([speed, z.array(speed)], SPEED)
  .transform((given, context): number[] => {
    const all: (number | string)[] = Array.isArray(given) ? given : [given];
    const words: (number | string)[] = all.flatMap<number | string>((one) =>
      typeof one === 'number' ? [one] : itemsIn(one),
    );
    const speeds = words.map(speedIn);
    const wrong = words.find((_, index) => speeds[index] === null);
    if (wrong !== undefined) {
      const takes = decimalIn(String(wrong)) > 0 ? `a number of tok/s/user ${SPEEDS}` : SPEED;
      mistake(context, [], `expected ${takes}, found “${shortened(String(wrong))}”`);
    }
    return [...new Set(speeds.filter((speed) => speed !== null))].sort((a, b) => a - b);
  })
  .default([]);

/**
 * Joins thresholds of several places: those of an earlier place stand, and later ones add the metrics that it does not
 * name.
 *
 * @param places as they are written; what is of another form is left for the schema to refuse
 */
export function mergeThresholds(places: readonly unknown[]): { readonly thresholds?: unknown } {
  const [first, ...others] = places;
  if (first === undefined) return {};
  if (others.length === 0 || !places.every(isBoundsForm)) return { thresholds: first };
  const lines: Entry[] = [];
  for (const place of places as GivenBounds[]) {
    const named = new Set(lines.map(({ metric }) => metric));
    lines.push(...entriesOf(place).filter(({ metric }) => !named.has(metric)));
  }
  return { thresholds: lines.map(({ metric, bound }) => `${metric}=${bound}`) };
}

type GivenBounds = string | readonly string[] | Readonly<Record<string, string | readonly string[]>>;

interface Entry {
  readonly metric: string;
  readonly bound: string;
}

function isBoundsForm(value: unknown): boolean {
  return someBounds.in.safeParse(value).success;
}

function entriesOf(given: GivenBounds): Entry[] {
  if (typeof given === 'string' || Array.isArray(given)) return [given].flat().flatMap(itemsIn).map(splitLine);
  return Object.entries(given).flatMap(([metric, bounds]) =>
    [bounds].flat().flatMap((text) => boundsIn(text).map((bound) => ({ metric, bound }))),
  );
}

/** No bound at all is a mistake that is named. */
function boundsIn(text: string): string[] {
  const items = itemsIn(text);
  return items.length === 0 ? [text] : items;
}

/** `METRIC=-10%`, `METRIC>=500`, `METRIC=>= 500`. */
function splitLine(line: string): Entry {
  const [, metric = line.trim(), bound = ''] = /^\s*([^=<>]*?)\s*(?:=\s*)?([<>]=.*|(?<==).*)$/s.exec(line) ?? [];
  return { metric, bound: bound.trim() };
}

function readBounds(entries: readonly Entry[], context: z.RefinementCtx, path?: (string | number)[]): Bounds {
  const bounds: Bound[] = [];
  const freed: BoundTarget[] = [];
  const doubts: string[] = [];
  for (const { metric: name, bound: text } of entries) {
    const metric = boundedOf(name);
    if (metric === null) mistake(context, path ?? [shortened(name)], unknownMetric(name));
    else if (text.trim() === FREE) freed.push(metric);
    else {
      const parsed = parseBound(metric, text);
      const wrong = 'mistake' in parsed ? `${metric}: ${parsed.mistake}` : clashOf(parsed.bound, bounds);
      if (wrong !== null) mistake(context, path ?? [metric], wrong);
      if ('mistake' in parsed) continue;
      bounds.push(parsed.bound);
      if (parsed.doubt !== null) doubts.push(`${metric}: ${parsed.doubt}`);
    }
  }
  return { bounds, freed, doubts };
}

/** Why a name is no metric: the one that is meant alone, or all where none comes near. */
function unknownMetric(name: string): string {
  const [, metric = '', sign, value] = /^([^<>]*[^<>\s])\s*([<>])\s*(\d.*)$/s.exec(name) ?? [];
  if (sign !== undefined)
    return `expected <= or >=, found “${shortened(name)}”; write ${shortened(metric)}${sign}=${shortened(value ?? '')}`;
  const [, read, speed] = new RegExp(`^(${READ.join('|')})@(.*)$`, 's').exec(name) ?? [];
  if (read !== undefined)
    return `expected a speed ${decimalIn(speed ?? '') > 0 ? SPEEDS : 'above 0'} after ${read}@, such as ${read}@50, found “${shortened(speed ?? '')}”`;
  const meant = name.includes('@') ? readingMeant(name) : nearestTo(name, BOUNDED);
  const advice = meant === null ? `metrics are ${BOUNDED.join(', ')}` : `did you mean ${meant}?`;
  return `unknown metric “${shortened(name)}”: ${advice}`;
}

/** Of what is read at a speed, one speed stands for all. */
function readingMeant(name: string): string | null {
  const [metric, speed] = name.split('@');
  const at = speedIn(speed ?? '') === null ? '@50' : `@${speed}`;
  return nearestTo(
    `${metric}${at}`,
    READ.map((read) => `${read}${at}`),
  );
}

/** Why a bound cannot stand beside those before it; null where it can. */
function clashOf(bound: Bound, others: readonly Bound[]): string | null {
  const own = others.filter(({ metric }) => metric === bound.metric);
  const twin = own.find(({ kind }) => kind === bound.kind);
  if (twin !== undefined) return `${bound.metric}: expected one bound of a kind, found ${twin.text} and ${bound.text}`;
  const least = [...own, bound].find(({ kind }) => kind === 'at-least');
  const most = [...own, bound].find(({ kind }) => kind === 'at-most');
  const contradict = least !== undefined && most !== undefined && least.limit > most.limit;
  return contradict ? `${bound.metric}: no value is both ${least.text} and ${most.text}` : null;
}

function scopeOf({ scenario, configuration, concurrency, rate }: Scope): Scope {
  return { scenario, configuration, concurrency, rate };
}

/** A front has neither a configuration nor a load, and a capacity no load: a scope that names one would hold for none. */
function requireScope(metric: BoundTarget, given: Scope, context: z.RefinementCtx): void {
  if (isOfPoints({ metric })) return;
  const whole = isOfConfigurations({ metric }) ? 'configuration' : 'scenario';
  const keys = (['configuration', 'concurrency', 'rate'] as const).filter((key) => key !== whole);
  const named = keys.find((key) => given[key] !== null);
  if (named !== undefined) mistake(context, [named], `${metric} is of a whole ${whole}: leave out ${named}`);
}

/** A mapping of known keys; for a misspelt one, names the key meant. */
function entry<Shape extends z.ZodRawShape>(shape: Shape) {
  const keys = Object.keys(shape);
  return z.strictObject(shape, {
    error: (issue) => {
      if (issue.code !== 'unrecognized_keys') return 'a mapping';
      const [key = ''] = issue.keys as string[];
      return `unknown key ${key}: ${didYouMean(key, keys)}keys are ${keys.join(', ')}`;
    },
  });
}

/** Date.parse takes the 31st of February for a day in March. */
function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().slice(0, 10) === text;
}
