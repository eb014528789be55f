import { expect, test } from 'vitest';
import { MARKDOWN, TERMINAL } from '../../src/summary/medium.ts';
import { originOf } from '../../src/summary/origin.ts';

const HOUR = 3_600_000;
const url = 'https://github.com/o/r/actions/runs/7';
const aged = (age: number) =>
  originOf({ source: 'artifact', commit: null, run: { id: 7, url, age }, gap: null }, TERMINAL);

test('a path says no more', () => {
  expect(originOf({ source: 'path', commit: null, run: null, gap: null }, MARKDOWN)).toBe('');
});

test('commit and run, as a terminal and as a page have them', () => {
  const origin = { source: 'artifact', commit: '511a467b'.repeat(5), run: { id: 7, url, age: 3 * HOUR }, gap: null };
  expect(originOf(origin, TERMINAL)).toBe('artifact, commit 511a467, run 7, 3 hours old');
  expect(originOf(origin, MARKDOWN)).toBe(`artifact, commit \`511a467\`, <a href="${url}">run 7</a>, 3 hours old`);
});

test('a commit that is none is not shortened to what looks like one', () => {
  expect(originOf({ source: 'a|b', commit: 'v1.2 `x`\n', run: null, gap: null }, MARKDOWN)).toBe(
    'a&#124;b, commit <code>v1.2 &#96;x&#96;</code>',
  );
});

test('an age in the largest unit of which there are two', () => {
  const ages = [0, 59_999, 60_000, 2 * HOUR - 1, 2 * HOUR, 47.9 * HOUR, 48 * HOUR, 24 * 90 * HOUR, -5000];
  expect(ages.map((age) => aged(age).replace('artifact, run 7, ', ''))).toEqual([
    'less than a minute old',
    'less than a minute old',
    '1 minute old',
    '119 minutes old',
    '2 hours old',
    '47 hours old',
    '2 days old',
    '90 days old',
    'less than a minute old',
  ]);
});
