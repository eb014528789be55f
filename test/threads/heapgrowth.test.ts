import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { NODES } from '../dist/spawn.ts';

/** What memory it saves is measured by `npm run bench`: it differs from one version of Node to the next. */
test.each(NODES)('%s knows the flag by which its heap grows slowly', (node) => {
  const code = `require('node:v8').setFlagsFromString('--heap-growing-percent=50')`;
  const { status, stderr } = spawnSync(node, ['-e', code], { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});
