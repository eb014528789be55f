import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Effort } from '../../src/github/effort.ts';

const figures = (effort: Effort) => {
  const [line = ''] = effort.lines();
  const all = /^seconds: ([\d.]+) \((\D+)([\d.]+), (\D+)([\d.]+)\)$/.exec(line);
  return [1, 3, 5].map((group) => Number(all?.[group]));
};

test('what is done at the same time counts for each, and once in all', async () => {
  const effort = new Effort();
  const work = () => sleep(300);
  await Promise.all([effort.during('images', work), effort.during('comment', work)]);
  const [all = 0, images = 0, comment = 0] = figures(effort);
  expect(Math.min(images, comment)).toBeGreaterThanOrEqual(0.3);
  expect(all).toBeLessThan(images + comment);
});

test('a part of a feature within it counts once, and so does one that fails', async () => {
  const effort = new Effort();
  const fail = async () => {
    await sleep(300);
    throw new Error('lost');
  };
  const within = effort.during('images', () => effort.during('images', fail));
  await expect(within).rejects.toThrow('lost');
  await effort.during('comment', async () => undefined);
  const [all = 0, images = 0] = figures(effort);
  expect(images).toBeGreaterThanOrEqual(0.3);
  expect(images).toBe(all);
});

test('nothing done, nothing told', () => {
  expect(new Effort().lines()).toEqual([]);
});
