import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareNaturally } from '../../src/run/naturalorder.ts';
import { sortedByLabel } from '../../src/scenario/labelorder.ts';

const labelled = (...texts: readonly string[]) =>
  texts.map((text) => {
    const [label = '', name = ''] = text.split(' ');
    return { label, name };
  });

test('aggregated before disaggregated, then by the numbers in labels, then as asked', () => {
  const items = labelled('2R-TP16 b', '1P-TP8/1D-TP8 a', '2R-TP4 b', '2R-TP16 a', '2R-TP4 a');
  const sorted = sortedByLabel(items, (a, b) => (a.name < b.name ? -1 : 1));
  expect(sorted.map(({ label, name }) => `${label} ${name}`)).toEqual([
    '2R-TP4 a',
    '2R-TP4 b',
    '2R-TP16 a',
    '2R-TP16 b',
    '1P-TP8/1D-TP8 a',
  ]);
});

test('as comparing each label with each other would, also where two of them are as good as equal', () => {
  const label = fc.constantFrom('v1', 'v01', 'V1', 'v2', 'v10', 'a/b', 'a/B', '');
  const items = fc.array(fc.record({ label, name: fc.constantFrom('a', 'b', 'c') }), { maxLength: 12 });
  const byName = (a: { readonly name: string }, b: { readonly name: string }) => compareNaturally(a.name, b.name);
  fc.assert(
    fc.property(items, (all) => {
      const split = (one: string) => Number(one.includes('/'));
      const pairwise = all.toSorted(
        (a, b) => split(a.label) - split(b.label) || compareNaturally(a.label, b.label) || byName(a, b),
      );
      expect(sortedByLabel(all, byName)).toEqual(pairwise);
    }),
  );
});
