import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { NODES } from '../dist/spawn.ts';

/** What holds 60 MB and makes hundreds of MB of what is used no more; tells its peak, in MB. */
const CODE = `
  const kept = Array.from({ length: 300000 }, (_, index) => ({ index, text: 'x' + index, list: [index] }));
  for (let round = 0; round < 20; round += 1) {
    const passing = Array.from({ length: 100000 }, (_, index) => ({ index, text: 'y' + index, list: [index] }));
    if (passing.length === 0) console.log(kept);
  }
  console.log(process.resourceUsage().maxRSS / 1024);`;

/** The flag of the module, which not every Node that tests run on can load. */
test.each(NODES)('%s knows how to grow slowly, and needs less memory', (node) => {
  const peakOf = (before: string) => {
    const { stdout, stderr } = spawnSync(node, ['-e', before + CODE], { encoding: 'utf8' });
    expect(stderr).toBe('');
    return Number(stdout);
  };
  const slowly = peakOf(`require('node:v8').setFlagsFromString('--heap-growing-percent=50');`);
  expect(slowly).toBeLessThan(peakOf(''));
});
