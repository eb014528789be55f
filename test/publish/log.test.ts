import { expect, test } from 'vitest';
import { told } from '../../src/publish/log.ts';

test('a message with a name of 100 KB keeps its beginning and what to do', () => {
  const message = told({ message: `label ${'a'.repeat(100_000)}: expected a shorter one; rename it` });
  expect(message).toMatch(/^label aaa.*…a+: expected a shorter one; rename it$/);
  expect(message.length).toBeLessThanOrEqual(2001);
});

test('any other is told whole, in one line', () => {
  expect(told({ message: 'expected text,\nfound a number' })).toBe('expected text, found a number');
});
