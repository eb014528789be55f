import type { z } from 'zod';
import { shortened } from './excerpt.ts';
import { describe, expectation } from './report/validate.ts';
import { anyOf, didYouMean } from './spelling.ts';

/*
 * What is wrong with an option, in words: what it accepts, and what was found.
 */

/** Marks an issue whose message says what was found. */
const WHOLE_SENTENCE = { wholeSentence: true };

/** Reports a mistake in a whole sentence, if only part of the value is wrong. */
export function mistake(context: z.RefinementCtx, path: (string | number)[], message: string): void {
  context.addIssue({ code: 'custom', message, path, params: WHOLE_SENTENCE });
}

/** What was expected and found, and the word that may have been meant, if one is close. */
export function mismatch(takes: string, found: string, words: readonly string[]): string {
  return [`expected ${takes}, found “${shortened(found)}”`, didYouMean(found, words).trim()].filter(Boolean).join('; ');
}

/** What an option accepts, and what was found. */
export function explain(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return issue.message;
  if (issue.code === 'custom' && issue.params === WHOLE_SENTENCE) return issue.message;
  const takes = issue.code === 'invalid_value' ? anyOf(issue.values) : expectation(issue);
  if (isAbsent(issue.input)) return `expected ${takes}, found nothing`;
  const { input } = issue;
  if (typeof input === 'number' && !Number.isFinite(input)) return `expected ${takes}, found ${describe(input)}`;
  const found = typeof input === 'object' ? JSON.stringify(input) : String(input);
  return mismatch(takes, found, issue.code === 'invalid_value' ? issue.values.map(String) : []);
}

/**
 * The first thing that is wrong; if a value may have several forms, within the form that it is closest to. A misspelt
 * key comes first, because it is the reason why another one is missing.
 */
export function firstOf({ issues }: z.core.$ZodError): z.core.$ZodIssue | undefined {
  const issue = issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0];
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

/** Whether an option is absent; empty text stands for its default, also as all that a list has. */
export function isAbsent(value: unknown): boolean {
  return (
    value === undefined || value === null || value === '' || (Array.isArray(value) && value.every((one) => one === ''))
  );
}
