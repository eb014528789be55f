import { expect, test } from 'vitest';

/** Plain JavaScript, of which there are no types. */
const module: string = '../../scripts/bundle/ascii.mjs';
const { inAscii }: { inAscii(code: string): string } = await import(module);

const evaluated = (code: string): unknown => new Function(`return (${code})`)();

test.each([
  '"größer 東京 🚀"',
  '`é — ü`',
  '/[“”]/.exec("x”y").index',
  '/^\\p{L}🚀$/u.test("é🚀")',
  '"\\\\é"',
  '({ größe: 1 }).größe',
  '"\\u2028\u2028"',
])('%s is the same in ASCII', (code) => {
  const ascii = inAscii(code);
  expect(ascii).toMatch(/^[\0-\x7f]*$/);
  expect(evaluated(ascii)).toEqual(evaluated(code));
});

test.each(['"\\é"', '/\\é/', '"\\\\\\é"', 'String.raw`é`'])('%s would not be, and is refused', (code) => {
  expect(() => inAscii(code)).toThrow(/ASCII/);
});
