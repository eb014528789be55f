import { expect, test } from 'vitest';
import { type Delay, follows, kneeOf } from '../../src/chart/knee.ts';

const delays = (...all: [requested: number, achieved: number | null, ...latencies: (number | null)[]][]): Delay[] =>
  all.map(([requested, achieved, ...latencies]) => ({ requested, achieved, latencies }));

test('a rate is followed that is achieved to nine tenths', () => {
  const rates = [9, 8.99, 10.3, null];
  expect(rates.map((achieved) => follows({ requested: 10, achieved }))).toEqual([true, false, true, null]);
});

test.for<[string, Delay[], number | null]>([
  ['the achieved rate stops following', delays([1, 1, 50], [2, 2, 55], [4, 2.2, 60]), 1],
  ['latency leaves its floor though the rate follows', delays([1, 1, 50], [2, 2, 150], [4, 3.9, 151]), 1],
  ['all rates served well', delays([1, 1, 50], [2, 2, 60], [4, 4, 100]), null],
  ['none served well', delays([8, 4, 50], [16, 4, 60]), null],
  ['a slow start counts for nothing', delays([1, 0.5, 400], [2, 2, 50], [4, 4, 60], [8, 5, 900]), 2],
  ['latencies that are not known', delays([1, 1, null], [2, 2, 50], [4, 4, null], [8, 8, 900]), 1],
  ['either latency leaves its floor', delays([1, 1, 50, 500], [2, 2, 60, 900], [4, 4, 70, 1600], [8, 8, 80, 9000]), 1],
  ['one of two latencies not known', delays([1, 1, 50, 500], [2, 2, 60, null], [4, 4, 70, 9000]), 0],
  ['a run too short to tell', delays([1, 1, 50], [2, 2, 60], [4, null, 70], [8, 4, 900]), 1],
  ['no latency at all', delays([1, 1, null], [2, 1, null]), null],
  ['one point', delays([1, 1, 50]), null],
  ['no point', [], null],
])('%s', ([, points, knee]) => {
  expect(kneeOf(points)).toBe(knee);
});
