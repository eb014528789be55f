import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Expression } from '../../src/identity/alphabet.ts';
import { chunksIn, chunksOf } from '../../src/identity/chunk.ts';
import { wordsOf } from '../../src/identity/word.ts';
import { aLoad } from '../builders.ts';
import { times } from '../thorough.ts';

test('texts in ASCII are asked by an expression in ASCII', () => {
  const word = new Expression(({ letters, marks }) => `^[${letters}${marks}]+$`);
  expect(word.for('tp').source).toBe('^[A-Za-z]+$');
  expect(word.for('größe').test('größe')).toBe(true);
  expect(word.for('tp')).toBe(word.for('TP 8'));
});

const PARTS = [
  ...['tp8', 'TP_8', 'conc-16', '8rps', 'v0.9.1', '1.5.post2', 'a+b', 'c++', 'prefix+', 'run.1', 'inf', 'x1e', '0p5'],
  ...['2026-05-01', '20260501T1200Z', '20260501-1230', '2026-05-01_12.30.59', '01-05-2026', '2026-05', '202605011230'],
  ...['1758657030-abc1234_2', '1758657030.123', '12345678901', '0a1b2c3d', '01234567-89ab-cdef-0123-456789ABCDEF'],
];

/** A chunk with which no number is a word. */
const OTHER = 'é1x';

test('what a name in ASCII says does not depend on what else is in it', () => {
  const part = fc.oneof(
    fc.constantFrom(...PARTS),
    fc.string({ unit: fc.constantFrom(...'0129aTzZ-_.+, '), maxLength: 6 }),
  );
  const name = fc.array(fc.tuple(part, fc.constantFrom('', '-', '_', '.', ' '))).map((all) => all.flat().join(''));
  const read = (text: string) => wordsOf(chunksIn(text), text, aLoad(8)).map((word) => ({ ...word, before: '' }));
  const isAlike = (text: string) => {
    expect(chunksOf(`${OTHER} ${text}`)).toEqual([OTHER, ...chunksOf(text)]);
    expect(read(`${OTHER} ${text}`).slice(1)).toEqual(read(text));
  };
  fc.assert(fc.property(name, isAlike), { numRuns: times(1000, 10_000) });
});
