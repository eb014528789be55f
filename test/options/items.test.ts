import { expect, test } from 'vitest';
import { z } from 'zod';
import { globsIn, itemsIn, linesIn, listOf } from '../../src/items.ts';

test('commas and lines separate, where no item can hold a comma', () => {
  expect(itemsIn('a, b\r\n c,,\n')).toEqual(['a', 'b', 'c']);
  expect(linesIn('a,b\r\n\n c \n')).toEqual(['a,b', 'c']);
});

test.each([
  ['model=*70B*, harness=vllm*', ['model=*70B*', 'harness=vllm*']],
  ['model={a,b},harness=v', ['model={a,b}', 'harness=v']],
  ['model={a,{b,c},d}\nharness=v', ['model={a,{b,c},d}', 'harness=v']],
  ['a},b', ['a}', 'b']],
  ['model={a,b\nharness=v,only', ['model={a,b', 'harness=v', 'only']],
])('braces hold a glob together: %s', (text, globs) => expect(globsIn(text)).toEqual(globs));

test('a list is one text or several, and a mistake is at the text that has it', () => {
  const list = listOf(z.enum(['one', 'two']), 'one or two', itemsIn);
  expect(list.parse('one, two')).toEqual(['one', 'two']);
  expect(list.parse(['one', 'two\none'])).toEqual(['one', 'two', 'one']);
  const issue = (given: unknown) => list.safeParse(given).error?.issues[0];
  expect(issue(['one', 'two, tow'])).toMatchObject({
    path: [1],
    message: 'expected one or two, found “tow”; did you mean two?',
  });
  expect(issue(['one', ' '])).toMatchObject({ path: [1], message: 'expected one or two, found nothing' });
  expect(issue('tow')).toMatchObject({ path: [] });
});
