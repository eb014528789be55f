import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareNaturally } from '../../src/run/naturalorder.ts';
import { times } from '../thorough.ts';

test('numbers within names by size', () => {
  expect(['2R-TP16', '10R-TP1', '2R-TP2'].sort(compareNaturally)).toEqual(['2R-TP2', '2R-TP16', '10R-TP1']);
});

const ASCII = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code));
const COLLATOR = new Intl.Collator('en', { numeric: true });

function expectCollated(a: string, b: string): void {
  const shown = `${JSON.stringify(a)} and ${JSON.stringify(b)}`;
  expect(`${shown}: ${Math.sign(compareNaturally(a, b))}`).toBe(`${shown}: ${Math.sign(COLLATOR.compare(a, b))}`);
}

test('any two characters are in the order of the collator', () => {
  for (const a of ASCII) for (const b of ASCII) expectCollated(a, b);
});

test('any two texts are in the order of the collator', () => {
  const alphabets = [ASCII.slice(0x20, 0x7f), [...'0019aAbB-'], [...'01aÄ é\t']];
  const text = fc.oneof(...alphabets.map((characters) => fc.string({ unit: fc.constantFrom(...characters) })));
  fc.assert(
    fc.property(text, text, fc.boolean(), (a, b, isAlike) => expectCollated(a, isAlike ? a + b : b)),
    {
      numRuns: times(2000, 20_000),
    },
  );
});

test('numbers of any length are in the order of the collator', () => {
  const digits = [1, 199, 200, 254, 255, 600].flatMap((length) => ['1', '9', '0'].map((digit) => digit.repeat(length)));
  for (const a of digits) for (const b of digits) expectCollated(`TP${a}`, `TP${b}x`);
});
