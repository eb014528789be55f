import { expect, test } from 'vitest';
import { readXml } from './xml.ts';

test('what is not well-formed is refused, what is well-formed is read', () => {
  expect(() => readXml('<a><b></a>')).toThrow();
  expect(() => readXml('<a b="<"/>')).toThrow();
  expect(readXml('<a b="&lt;"/>').documentElement.getAttribute('b')).toBe('<');
});
