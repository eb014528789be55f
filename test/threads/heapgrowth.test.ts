import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { SLOW_GROWTH } from '../../src/heapgrowth.ts';
import { NODES } from '../dist/spawn.ts';

/** What memory it saves is measured by `npm run bench`: it differs from one version of Node to the next. */
test.each(NODES)('%s knows the flags by which its heaps grow slowly', (node) => {
  const code = SLOW_GROWTH.map((flag) => `require('node:v8').setFlagsFromString('${flag}');`).join('');
  const { status, stderr } = spawnSync(node, ['-e', code], { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});
