import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Message } from '../../src/publish/log.ts';
import { v01, yaml } from '../report/texts.ts';
import { runIn } from '../world.ts';

/** More scenarios than have all of their pictures drawn: each has two, in two themes. */
const SCENARIOS = 120;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'too-many-'));
  mkdirSync(join(folder, 'reports'));
  for (let i = 0; i < SCENARIOS; i += 1) {
    const host = { accelerator: [{ model: 'H100', count: 8, parallelism: { tp: 8 } }], type: ['replica'] };
    const report = v01({ 'scenario.model.name': `model-${i}`, 'scenario.host': host });
    writeFileSync(join(folder, 'reports', `benchmark_report_${i}.yaml`), yaml(report));
  }
});
afterEach(() => rmSync(folder, { recursive: true }));

test('of more pictures than anybody looks through the first are drawn, and it is said how to have all', async () => {
  const told: Message[] = [];
  const { files } = await runIn(folder, { reports: ['reports'], html: 'none' }, (problem) => told.push(problem));
  const drawn = files.filter(({ path }) => path.endsWith('.png')).length;
  expect(drawn).toBeLessThanOrEqual(200);
  expect(drawn).toBeGreaterThan(190);
  const [problem] = told.filter(({ code }) => code === 'too-many-plots');
  expect(problem).toMatchObject({
    severity: 'notice',
    message: expect.stringMatching(/^200 of 240 pictures .* all to draw all/),
  });
}, 300_000);
