import { expect, test } from 'vitest';
import { PictureTimes } from '../src/picturetimes.ts';

function timesOf(...files: readonly [picture: string, ms: number][]): PictureTimes {
  const times = new PictureTimes();
  for (const [picture, ms] of files) times.add(picture, ms);
  return times;
}

test('pictures are counted, not their files, and the slowest is named', () => {
  const times = timesOf(['tradeoff of a', 40.2], ['tradeoff of a', 50.1], ['trend of b', 1200.4], ['latency of c', 10]);
  expect(times.told()).toBe('3 pictures, 434 ms each on average; slowest: trend of b, 1200 ms');
});

test('one picture is told of as one', () => {
  expect(timesOf(['trend of b', 80]).told()).toBe('1 picture: trend of b, 80 ms');
});

test('where none is drawn, nothing is told', () => {
  expect(timesOf().told()).toBeNull();
});
