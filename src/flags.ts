import { parseArgs } from 'node:util';
import { placeOf } from './elsewhere.ts';
import { UserError } from './errors.ts';
import { shortened } from './excerpt.ts';
import { namesOf } from './naming.ts';
import { LISTS } from './options.ts';
import { groupBy } from './run/groupby.ts';
import { nearestTo } from './spelling.ts';

const FLAGS = {
  output: { type: 'string' },
  config: { type: 'string' },
  'user-throughput': { type: 'string' },
  variant: { type: 'string' },
  only: { type: 'string' },
  'length-tolerance': { type: 'string' },
  gpus: { type: 'string' },
  accelerator: { type: 'string' },
  label: { type: 'string' },
  plots: { type: 'string', multiple: true },
  html: { type: 'string' },
  junit: { type: 'string' },
  open: { type: 'boolean' },
  json: { type: 'boolean' },
  quiet: { type: 'boolean' },
  color: { type: 'string' },
  effects: { type: 'string' },
  'baseline-runs': { type: 'string' },
  'fail-on': { type: 'string', multiple: true },
  explain: { type: 'boolean' },
  timings: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const;

/** Flags that may be repeated, by either of their names. */
const LIST_FLAGS = Object.fromEntries(
  LISTS.flatMap(namesOf).map((name) => [name, { type: 'string', multiple: true }] as const),
);

const ALL = { ...LIST_FLAGS, ...FLAGS };

/** What a misspelt flag may stand for. */
const KNOWN = [...Object.keys(FLAGS), ...LISTS.map((list) => list.replace(/s$/, ''))];

export type Flags = ReturnType<typeof flagsIn>['values'];

/**
 * Flags and paths on the command line.
 *
 * @throws UserError for a flag that is unknown, has no value where it takes one, or has several where it takes one alone
 */
export function flagsIn(args: readonly string[]) {
  const parsed = parsedOf(args);
  const given = groupBy(
    parsed.tokens.flatMap((token) => (token.kind === 'option' ? [token] : [])),
    ({ name }) => name,
  );
  for (const [name, own] of given) {
    if (own.length > 1 && takesOne(name)) {
      const values = own.map(({ value }) => `“${shortened(value ?? '')}”`).join(', ');
      throw new UserError(`--${name}: expected one value, found ${own.length} of them: ${values}; give the flag once`);
    }
  }
  return { ...parsed, values: withoutEmpty(parsed.values) };
}

/** What has a value: an empty one, as of a variable that is not set, stands for the default. */
function withoutEmpty<Values extends object>(values: Values): Values {
  const kept = Object.entries(values).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.filter((one) => one !== '') : value,
  ]);
  return Object.fromEntries(kept.filter(([, value]) => value !== '')) as Values;
}

function parsedOf(args: readonly string[]) {
  try {
    return parseArgs({ args: withNegatives(args), options: ALL, allowPositionals: true, tokens: true });
  } catch (error) {
    throw new UserError(`${parseFailure(error as NodeJS.ErrnoException)}--help lists the options`);
  }
}

/** Whether a flag takes a value, and one alone. */
function takesOne(name: string): boolean {
  const flag: { readonly type: string; readonly multiple?: boolean } | undefined = Object.entries(ALL).find(
    ([known]) => known === name,
  )?.[1];
  return flag?.type === 'string' && flag.multiple !== true;
}

/** A negative value is joined to its flag: by itself it would be taken for flags of a letter each. */
function withNegatives(args: readonly string[]): string[] {
  const end = args.includes('--') ? args.indexOf('--') : args.length;
  const joined: string[] = [];
  for (const [index, arg] of args.entries()) {
    const before = args[index - 1] ?? '';
    if (index < end && NEGATIVE.test(arg) && takesValue(before)) joined.push(`${joined.pop()}=${arg}`);
    else joined.push(arg);
  }
  return joined;
}

const NEGATIVE = /^-\s*\.?\d/;

function takesValue(arg: string): boolean {
  const name = arg.slice(2);
  return arg.startsWith('--') && Object.hasOwn(ALL, name) && ALL[name as keyof typeof ALL].type === 'string';
}

/** The sentence of Node's own that names the option, without its advice on dashes. */
function parseFailure({ code, message }: NodeJS.ErrnoException): string {
  const [sentence = message] = message.split(/\.\s|\n/);
  const [, unknown = ''] = code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION' ? (/'--([\w-]+)/.exec(sentence) ?? []) : [];
  const elsewhere = placeOf(unknown);
  if (elsewhere !== null) return `--${unknown}: expected a flag, found an option that is only ${elsewhere}; `;
  const meant = nearestTo(unknown, KNOWN);
  const told = sentence.replace(
    /^Option '([^' ]+)[^']*' argument (missing|is ambiguous).*/s,
    '$1: expected a value, found none',
  );
  const short = told.replace(unknown, shortened(unknown));
  return meant === null || unknown === '' ? `${short}; ` : `${short}: did you mean --${meant}? `;
}
