import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DiskSource } from '../../src/input/files.ts';
import { BARE } from '../../src/naming.ts';
import { parseOptions } from '../../src/options.ts';
import { runPipeline } from '../../src/pipeline.ts';
import type { Message } from '../../src/publish/log.ts';
import { PLAIN } from '../../src/world.ts';
import { v01, yaml } from '../report/texts.ts';

/** More scenarios than have all of their pictures drawn: each has one, in two themes. */
const SCENARIOS = 120;

test('of more pictures than anybody looks through the first are drawn, and it is said how to have all', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'too-many-'));
  for (let i = 0; i < SCENARIOS; i += 1) {
    const host = { accelerator: [{ model: 'H100', count: 8, parallelism: { tp: 8 } }], type: ['replica'] };
    const report = v01({ 'scenario.model.name': `model-${i}`, 'scenario.host': host });
    writeFileSync(join(folder, `benchmark_report_${i}.yaml`), yaml(report));
  }
  const told: Message[] = [];
  const world = {
    source: new DiskSource(folder),
    // Asks for no file, so that none is drawn: which ones would be is settled before.
    target: { check: async () => {}, write: async () => {} },
    log: { progress: () => {}, stage: () => {}, problems: (problems: readonly Message[]) => told.push(...problems) },
    today: '2026-11-24',
  };
  const options = parseOptions([{ values: { reports: ['.'] }, nameOf: BARE, isShared: false }]);
  const { charts, report } = await runPipeline(options, world, PLAIN);
  const [problem] = told.filter(({ code }) => code === 'too-many-plots');
  expect(problem).toMatchObject({
    severity: 'notice',
    message: expect.stringMatching(/^200 of 240 pictures .* all to draw all/),
  });
  expect(report.plots).toHaveLength(200);
  expect(new Set(charts.map(({ scenario }) => scenario))).toEqual(
    new Set(report.scenarios.slice(0, charts.length).map(({ scenario: { id } }) => id)),
  );
});
