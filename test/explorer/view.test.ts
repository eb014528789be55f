import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CHARTS, readView, START, TABS, type View, writeView } from '../../src/explorer/view.ts';

const name = fc.string({ minLength: 1, unit: 'grapheme' });
const positive = fc.double({ min: 1e-6, max: 1e9, noNaN: true });
const views: fc.Arbitrary<View> = fc.record({
  scenario: fc.option(name),
  isOverlaid: fc.boolean(),
  chart: fc.option(fc.constantFrom(...CHARTS)),
  definition: fc.constantFrom(null, 'concurrency' as const, 'tpot' as const),
  x: fc.constantFrom('auto' as const, 'linear' as const, 'log' as const),
  y: fc.constantFrom('auto' as const, 'linear' as const, 'log' as const),
  search: fc.oneof(fc.constant(''), name),
  kind: fc.constantFrom('all' as const, 'aggregated' as const, 'disaggregated' as const),
  variant: fc.option(name),
  load: fc.option(name),
  only: fc.array(name, { maxLength: 3 }),
  floor: fc.option(positive),
  users: positive,
  objectives: fc.dictionary(fc.constantFrom('ttft', 'ttft-p99', 'e2el'), positive),
  prices: fc.dictionary(name, fc.option(positive), { noNullPrototype: true }),
  hasBaseline: fc.boolean(),
  point: fc.option(name),
  tab: fc.constantFrom(...TABS),
  theme: fc.constantFrom('auto' as const, 'light' as const, 'dark' as const),
});

test('a link brings back the view, whatever the names in it', () => {
  fc.assert(
    fc.property(views, (view) => {
      expect(readView(writeView(view))).toEqual(view);
    }),
  );
});

test('the view of the start needs no fragment', () => {
  expect(writeView(START)).toBe('');
  expect(readView('')).toEqual(START);
});

test.each([
  'chart=nonsense&tab=7&floor=-3&users=0&x=cubic',
  'objectives=[1]&only={"a":1}&definition=maybe&isOverlaid=yes',
  'objectives=%7B%22ttft%22%3A-1%2C%22nonsense%22%3A5%7D&objectives=null',
  'prices=[2]&prices=4&prices=null',
  'prices=%7B%22H100%22%3A1e999%7D',
  'prices=%7B%22H100%22%3A-1%2C%22A100%22%3A%22two%22%7D',
  '%%%&=&&point',
  'constructor=1&__proto__=2&hasBaseline=constructor&kind=toString',
])('what a link says that is not understood is as at the start: %s', (fragment) => {
  expect(readView(fragment)).toEqual(START);
});
