import { expect, test } from 'vitest';
import { TupleMap } from '../../src/run/tuplemap.ts';

test('values are found by all of their keys, and made once', () => {
  const values = new TupleMap<[string | null, object, number], { readonly made: number }>();
  const [one, other] = [{}, {}];
  let made = 0;
  const at = (...keys: [string | null, object, number]) => {
    const make = () => {
      made += 1;
      return { made };
    };
    return values.at(keys, make).made;
  };
  expect([at('a', one, 1), at('a', one, 2), at('a', other, 1), at(null, one, 1), at('null', one, 1)]).toEqual([
    1, 2, 3, 4, 5,
  ]);
  expect([at('a', one, 1), at('a', one, 2), at('a', other, 1), at(null, one, 1), at('null', one, 1)]).toEqual([
    1, 2, 3, 4, 5,
  ]);
});
