import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { RawOptions } from '../src/options.ts';
import type { Comparison } from '../src/regression/compare.ts';
import { host, v01, yaml } from './report/texts.ts';
import { runIn } from './world.ts';

/*
 * Whatever is a regression fails the job, also where it is alone: of each kind of judgement one that no other sees.
 */

const LOADS = [1, 8, 32, 128];
const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** A candidate and five earlier runs of one configuration, which differ in nothing but what it lost. */
async function judged(factor: (load: number) => number, options: RawOptions) {
  const root = mkdtempSync(join(tmpdir(), 'pareto-report-failing-'));
  folders.push(root);
  const sweep = (folder: string, of: (load: number) => number, night: number) => {
    for (const load of LOADS) {
      const output = 100 * Math.sqrt(load) * of(load) * (1 + night / 1000);
      const path = join(root, folder, `c${load}`, 'benchmark_report.yaml');
      mkdirSync(dirname(path), { recursive: true });
      const changes = {
        'scenario.load.args.max_concurrency': load,
        'metrics.throughput.output_tokens_per_sec': output,
        'metrics.requests.total': 1000 + night,
      };
      writeFileSync(path, yaml(v01({ 'scenario.host': host({ replica: 2 }), ...changes })));
    }
  };
  sweep('now', factor, 6);
  const earlier = [1, 2, 3, 4, 5].map((night) => `before${night}`);
  for (const [night, name] of earlier.entries()) sweep(name, () => 1, night);
  const { outcome } = await runIn(root, { reports: ['now'], baseline: earlier, plots: 'none', ...options });
  const comparison = outcome.report.compared?.comparison;
  if (comparison === undefined) throw new Error('a comparison');
  return { failures: outcome.failures, comparison };
}

type JudgedPart = 'rows' | 'effects' | 'fronts' | 'readings' | 'absolute';
const WIDE = { 'output-throughput': '-90%', front: '-90%' };

test.each<[JudgedPart, number, RawOptions]>([
  ['rows', 0.8, { effects: 'off', thresholds: { front: '-90%' } }],
  ['effects', 0.92, { thresholds: { front: '-90%' } }],
  ['fronts', 0.8, { effects: 'off', thresholds: { 'output-throughput': '-90%' } }],
  ['readings', 0.8, { effects: 'off', thresholds: { ...WIDE, 'front@20': '-5%' } }],
  ['absolute', 0.8, { effects: 'off', thresholds: { ...WIDE, 'throughput-per-gpu': '>= 9999' } }],
])('%s', async (kind, factor, options) => {
  const { failures, comparison } = await judged(() => factor, options);
  expect(failures).toEqual([expect.stringMatching(/^regression: /)]);
  expect(lostIn(comparison)).toEqual([kind]);
});

function lostIn(comparison: Comparison): JudgedPart[] {
  const kinds = ['rows', 'effects', 'fronts', 'readings', 'absolute'] as const;
  return kinds.filter((kind) => comparison[kind].some(({ verdict }) => verdict === 'regression'));
}
