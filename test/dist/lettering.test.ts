import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { EXAMPLE, emptyFolder, lonelyDist, run } from './spawn.ts';

/** What only names in other scripts need. */
const OPENED_WHEN_NEEDED = ['lettering.fonts', 'harfbuzz.wasm'];

test('a run whose names the main font has opens no other font', async () => {
  const [dist, cwd] = [lonelyDist(), emptyFolder()];
  for (const file of OPENED_WHEN_NEEDED) rmSync(join(dist, file));
  const { status, stderr } = await run(process.execPath, join(dist, 'cli.js'), [EXAMPLE], { cwd });
  expect([status, stderr]).toEqual([0, expect.not.stringMatching(/not-drawn|no-glyph/)]);
  expect(readdirSync(join(cwd, 'pareto-report/plots'))).toHaveLength(4);
});
