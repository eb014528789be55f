import { scale as scaleOfLibrary } from '@observablehq/plot';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { scaleFor } from '../../src/chart/axis.ts';
import { pxOf, type Scale, scaleOf, valueAt } from '../../src/plot/scale.ts';

const scales = fc
  .record({
    type: fc.constantFrom('linear' as const, 'log' as const),
    values: fc.array(fc.double({ min: 1e-3, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 9 }),
    range: fc.constantFrom([64, 976] as const, [560, 106] as const),
    share: fc.double({ min: 0.62, max: 0.97, noNaN: true }),
  })
  .map(({ type, values, range, share }) => ({ values, scale: scaleOf(type, values, range, share) }));

test('values lie where the library draws them, and lead back', () => {
  fc.assert(
    fc.property(scales, ({ values, scale }) => {
      const { type, domain, range } = scale;
      const drawn = scaleOfLibrary({ x: { type, domain: [...domain], range: [...range] } });
      for (const value of values) {
        const px = pxOf(scale, value);
        expect(Math.abs(px - drawn?.apply(value))).toBeLessThan(1e-6);
        expect(Math.abs(pxOf(scale, valueAt(scale, px)) - px)).toBeLessThan(1e-6);
        expect(px >= Math.min(...range) && px <= Math.max(...range)).toBe(true);
      }
    }),
  );
});

test('what a logarithmic scale has no place for lies at its lower end', () => {
  const scale: Scale = { type: 'log', domain: [1, 100], range: [0, 100] };
  expect([0, 1, 10, 100].map((value) => pxOf(scale, value))).toEqual([0, 0, 50, 100]);
});

test.for([
  ['higher', [1, 1000], 'linear'],
  ['higher', [1, 1001], 'log'],
  ['higher', [0, 1, 1e6], 'linear'],
  ['lower', [1, 20], 'linear'],
  ['lower', [1, 21], 'log'],
  ['lower', [0, 21], 'linear'],
  ['lower', [], 'linear'],
] as const)('where %s is better, %j is %s', ([better, values, type]) => {
  expect(scaleFor(values, better)).toBe(type);
});

test('what is asked for holds, but a logarithm of zero', () => {
  expect(scaleFor([1, 2], 'higher', 'log')).toBe('log');
  expect(scaleFor([1, 1e9], 'lower', 'linear')).toBe('linear');
  expect(scaleFor([0, 1], 'higher', 'log')).toBe('linear');
});
