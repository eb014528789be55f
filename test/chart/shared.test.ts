import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sharedBy, sharedWords, without } from '../../src/chart/affixes.ts';

const shown = (names: readonly string[]) => names.map((name) => without(name, sharedBy(names)));

test.for([
  [
    ['llm-d-nightly-2P-TP4-alpha-prefix-cache', 'llm-d-nightly-2P-TP4-beta-prefix-cache'],
    ['alpha', 'beta'],
    'without “llm-d-nightly-2P-TP4-…-prefix-cache”',
  ],
  [
    ['llm-d-nightly-2P-TP4-run-1', 'llm-d-nightly-2P-TP8-run-1'],
    ['2P-TP4-run-1', '2P-TP8-run-1'],
    'without “llm-d-nightly-…”',
  ],
  [['1P-TP8/1D-TP8', '1P-TP8/2D-TP4'], ['1P-TP8/1D-TP8', '1P-TP8/2D-TP4'], null],
  [
    ['a-rather-long-name-of-something', 'another-name-of-something'],
    ['a-rather-long', 'another'],
    'without “…-name-of-something”',
  ],
  [['only-one-very-long-configuration-name'], ['only-one-very-long-configuration-name'], null],
] as const)('what %j share is left out and said once', ([names, labels, words]) => {
  expect(shown(names)).toEqual(labels);
  expect(sharedWords(sharedBy(names))).toBe(words);
});

test('names without what they share stay apart, and never come to nothing', () => {
  const word = fc.constantFrom('llm-d', 'nightly', 'TP4', '2P', 'prefix', 'x');
  const name = fc.array(word, { minLength: 1, maxLength: 8 }).map((words) => words.join('-'));
  fc.assert(
    fc.property(fc.uniqueArray(name, { minLength: 1, maxLength: 6 }), (names) => {
      const labels = shown(names);
      expect(new Set(labels).size).toBe(names.length);
      expect(labels).not.toContain('');
      const { before, after } = sharedBy(names);
      expect(labels.map((label) => before + label + after)).toEqual(names);
    }),
  );
});
