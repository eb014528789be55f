import { expect } from 'vitest';

/** Cost of four times as much, as a share of that of once as much: 4 in proportion, 16 as its square. */
const MOST_RATIO = 9;
/** Seconds of the processor below which a share says nothing. */
const LEAST = 0.15;

/** Whether work grows with its size and not with its square; the better of three ratios, as the machine has other work. */
export async function expectLinear(size: number, work: (size: number) => unknown): Promise<void> {
  await work(Math.ceil(size / 4));
  const ratios: number[] = [];
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const [once, more] = [await costOf(() => work(size)), await costOf(() => work(4 * size))];
    ratios.push(more < LEAST ? 1 : more / Math.max(once, LEAST / MOST_RATIO));
    if (Math.min(...ratios) < MOST_RATIO) break;
  }
  expect(Math.min(...ratios)).toBeLessThan(MOST_RATIO);
}

/** Seconds of the processor, which waiting for it does not count. */
async function costOf(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}
