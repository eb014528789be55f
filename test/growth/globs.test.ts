import { expect, test } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { globMatcher } from '../../src/glob/globpattern.ts';
import { expectLinear } from './growth.ts';

/*
 * Globs of those who share results apply to names of theirs: neither may cost more than its length.
 */

const FLAT = { isFlat: true, ignoresCase: true };

test.each([
  ['a dozen stars', '*a*a*a*a*a*a*a*a*a*a*a*ab', 'a', FLAT],
  ['two stars in a folder', 'x/*a*a*b', 'a', {}],
  ['folders of any depth', '**/a/**/a/**/a/**/b', 'a/', {}],
  ['stars in braces', '{*a,*b}{*a,*b}{*a,*b}{*a,*b}c', 'ab', FLAT],
  ['a group that is repeated', '(a+)+b', 'a', FLAT],
  ['what is not', '!(*a*a*a*a*a*b)', 'a', {}],
])('%s', async (_, glob, unit, reading) => {
  const matches = globMatcher(glob, reading);
  const textOf = (size: number) => (glob.startsWith('x/') ? 'x/' : '') + unit.repeat(size);
  expect(matches(`${textOf(30)}c`)).toBe(glob.startsWith('!') || glob.endsWith('c'));
  await expectLinear(1000, (size) => matches(textOf(size)));
});

test('a glob that can only be tried way by way is refused', () => {
  expect(() => globMatcher('(a)\\1*', FLAT)('a'.repeat(4000))).toThrow(UserError);
  expect(() => globMatcher('(a)\\1*', FLAT)('a'.repeat(4000))).toThrow(
    '(a)\\1*: expected a glob without backreferences and lookbehinds',
  );
});
