import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sharedData, withoutSharedData } from '../shared.ts';
import { jsonOf, runIn } from '../world.ts';

/*
 * Real files as baselines: given as they are, and as the report.json that was made of them, they come to the same.
 */

const FOLDERS = ['sweeps', 'reports', 'raw/vllm', 'raw/inference-perf', 'raw/guidellm', 'raw/inferencex'];

interface Json {
  readonly verdict: string;
  readonly comparison: { readonly counts: Readonly<Record<string, number>>; readonly points: readonly object[] };
}

describe.skipIf(withoutSharedData)('of real files', () => {
  test.each(FOLDERS)('%s is itself, as it is and as its report.json', async (folder) => {
    const path = sharedData(...folder.split('/'));
    const work = mkdtempSync(join(tmpdir(), 'pareto-report-data-'));
    mkdirSync(join(work, 'earlier'));
    const options = { reports: [path], plots: 'none', thresholds: ['ttft=+15%', 'output-throughput=-10%'] };
    const alone = await runIn(work, { ...options, thresholds: [] });
    writeFileSync(join(work, 'earlier', 'report.json'), JSON.stringify(jsonOf(alone)));
    const against = async (baseline: string) => jsonOf(await runIn(work, { ...options, baseline: [baseline] })) as Json;
    const [files, report] = [await against(path), await against('earlier/report.json')];
    expect(report.comparison).toEqual(files.comparison);
    const { pass, inconclusive, ...others } = files.comparison.counts;
    expect(pass).toBeGreaterThan(0);
    // A value that is unknown on both sides is no pass.
    expect(inconclusive).toBe(
      files.comparison.points.filter((row) => (row as { baseline: unknown }).baseline === null).length,
    );
    expect(Object.values(others).every((count) => count === 0)).toBe(true);
  });
});
