import fc from 'fast-check';
import picomatch from 'picomatch/posix.js';
import { expect, test } from 'vitest';
import { linearMatcher } from '../../src/glob/linearmatch.ts';

/*
 * JavaScript's own engine is what this has to agree with, on texts and patterns that are short enough for it.
 */

const SIGNS = [
  'a',
  'b',
  'A',
  '/',
  '.',
  '*',
  '**',
  '?',
  '{a,b*}',
  '{b/,*a,.}',
  '[ab]',
  '[^a]',
  '[!a-c]',
  '\\*',
  '-',
  '1',
];
const GROUPS = [
  '(a|b*)',
  '@(a|ab)',
  '!(a*b)',
  '+(ab)',
  '(a+)+',
  '*(a)',
  '?(b)',
  '(?=a)',
  '(?!b)',
  '[[:alpha:]]',
  '{1..3}',
];
const TEXTS = fc.array(fc.constantFrom(...'aaabbA/.1*\n'), { maxLength: 7 }).map((signs) => signs.join(''));
const GLOBS = fc
  .array(fc.constantFrom(...SIGNS, ...GROUPS), { minLength: 1, maxLength: 5 })
  .map((signs) => signs.join(''));
const READINGS = fc.record({ bash: fc.boolean(), dot: fc.constant(true), nocase: fc.boolean() });

test('matches what the expression of a glob matches', () => {
  let matches = 0;
  const property = fc.property(
    GLOBS,
    READINGS,
    fc.array(TEXTS, { minLength: 5, maxLength: 5 }),
    (glob, reading, texts) => {
      const expression = picomatch.makeRe(glob, reading);
      const matcher = linearMatcher(expression);
      for (const text of ['', ...texts]) {
        expect(matcher?.(text), `${glob} on ${JSON.stringify(text)}: ${expression}`).toBe(expression.test(text));
        if (expression.test(text)) matches += 1;
      }
    },
  );
  fc.assert(property, { numRuns: 2000 });
  // Most texts match nothing, which would not tell much.
  expect(matches).toBeGreaterThan(500);
});

test.each([/^(a)\1$/, /^(?<=a)b/, /^\bword/, /^(?:a|b){2}$/, /^a{12,20}$/])(
  '%s is not taken for something else',
  (expression) => {
    expect(linearMatcher(expression)).toBeNull();
  },
);
