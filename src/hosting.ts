import { z } from 'zod';
import { globsIn, listOf } from './items.ts';
import { inputOf } from './naming.ts';
import { checked, numeric, present, type RawOptions } from './options.ts';
import { globOf } from './report/statement.ts';

/*
 * What only workflows can specify: how the report is published, where on GitHub its input is, and what it is about.
 */

const text = z.string('text').trim().min(1, 'text');

/** Inputs that only the Action has, by name. */
const hostingSchema = z.object({
  mode: z.enum(['report', 'publish', 'cleanup']).default('report'),
  'github-token': text.nullable().default(null),
  'job-summary': z
    .string()
    .toLowerCase()
    .pipe(z.enum(['true', 'false']))
    .default('true')
    .transform((value) => value === 'true'),
  comment: z.enum(['auto', 'always', 'on-change', 'off']).default('auto'),
  'comment-key': text.nullable().default(null),
  images: z.enum(['auto', 'ref', 'branch', 'off']).default('auto'),
  'retention-days': numeric(z.number().int().positive(), 'a whole number above 0').default(90),
  'report-artifacts': listOf(globOf('a name or a glob'), 'a name or a glob', globsIn).default([]),
  'baseline-artifact': text.nullable().default(null),
  'baseline-branch': text.nullable().default(null),
  'baseline-workflow': text.nullable().default(null),
  'pull-request': text
    .regex(/^#?[1-9]\d{0,9}$/, 'the number of a pull request, such as 7')
    .transform((number) => Number(number.replace('#', '')))
    .nullable()
    .default(null),
  commit: text
    .toLowerCase()
    .regex(/^[\da-f]{7,64}$/, 'the id of a commit, 7 digits of it or more; a branch moves on: resolve it first')
    .nullable()
    .default(null),
});

export type HostingOptions = z.output<typeof hostingSchema>;

/** Names of the inputs that contain one item per line, and of the others. */
export const HOSTING_LISTS = ['report-artifacts'] as const;
export const HOSTING_INPUTS = Object.keys(hostingSchema.shape).filter((name) => name !== HOSTING_LISTS[0]);

/** The inputs with mistaken ones treated as absent: needed, for one, in order to report a mistake. */
export function hostingBut(inputs: RawOptions): HostingOptions {
  const { error } = hostingSchema.safeParse(present(inputs));
  const mistaken = new Set(error?.issues.map(({ path: [name] }) => name));
  return parseHosting(Object.fromEntries(Object.entries(inputs).filter(([name]) => !mistaken.has(name))));
}

/** @throws UserError naming the input, what it accepts and what was found */
export function parseHosting(inputs: RawOptions): HostingOptions {
  return checked(hostingSchema, inputs, inputOf);
}
