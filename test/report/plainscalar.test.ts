import fc from 'fast-check';
import { CORE_SCHEMA } from 'js-yaml';
import { expect, test } from 'vitest';
import { plainScalar } from '../../src/report/plainscalar.ts';
import { times } from '../thorough.ts';

function expectOfSchema(text: string): void {
  expect({ text, value: plainScalar(text) }).toStrictEqual({
    text,
    value: CORE_SCHEMA.resolveImplicitScalarTag(text).value,
  });
}

const WORDS = '|~|null|nULL|true|tRUE|yes|no|on|off|y|.inf|.iNF|.nan|.nAN|inf|nan|Infinity|NaN|=|<<'.split('|');

test('words in each spelling, with each sign', () => {
  for (const word of WORDS) {
    const spelled = [word, word.toUpperCase(), word.toLowerCase(), word.replace(/[a-z]/i, (one) => one.toUpperCase())];
    for (const text of spelled) for (const sign of ['', '+', '-', '.', '0']) expectOfSchema(`${sign}${text}`);
  }
});

test('numbers and what looks like them', () => {
  const texts =
    '0|-0|+0|007|-09|1.|.5|-.5e3|1e3|1E+3|1e|e1|1e999|-1e999|0x1F|-0x1F|0xg|0o17|0o8|-0o7|0b1|1_0|1:20|.|+|-';
  for (const text of texts.split('|')) expectOfSchema(text);
  for (const digit of '1379') for (const length of [15, 16, 17, 22, 309, 400]) expectOfSchema(digit.repeat(length));
  for (const prefix of ['0x', '0o'])
    for (const length of [13, 14, 18, 40, 400]) expectOfSchema(prefix + '7'.repeat(length));
});

test('any text', () => {
  const text = fc.oneof(
    fc.string({ unit: fc.constantFrom(...'0179.-+eExob_af~') }),
    fc.double().map(String),
    fc.double().map((value) => value.toExponential()),
    fc.string(),
  );
  fc.assert(fc.property(text, expectOfSchema), { numRuns: times(3000, 30_000) });
});
