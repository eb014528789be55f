import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dump } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { host, v01 } from '../report/texts.ts';
import { jsonOf, runIn } from '../world.ts';

/*
 * A variant is the same on both sides, whatever other variants a side has: names that leave out what is common to one
 * side must not hide a loss.
 */

/** tok/s of each treatment, at two loads. */
type Sweep = Readonly<Record<string, number>>;

function write(folder: string, sweep: Sweep): void {
  for (const [treatment, throughput] of Object.entries(sweep)) {
    for (const concurrency of [8, 32]) {
      const run = join(folder, treatment, `run-${concurrency}`);
      mkdirSync(run, { recursive: true });
      const report = v01({
        'scenario.host': host({ replica: 2 }),
        'scenario.load.args.max_concurrency': concurrency,
        'metrics.time.duration': throughput + concurrency,
        'metrics.throughput.output_tokens_per_sec': throughput + concurrency,
      });
      writeFileSync(join(run, 'benchmark_report.yaml'), dump(report));
    }
  }
}

async function compared(baseline: Sweep, candidate: Sweep, options: object) {
  const folder = mkdtempSync(join(tmpdir(), 'pareto-report-variants-'));
  write(join(folder, 'before'), baseline);
  write(join(folder, 'after'), candidate);
  const given = { plots: 'none', thresholds: ['front=off'], ...options };
  const fromReports = await runIn(folder, { ...given, reports: ['after'], baseline: ['before'] });
  const earlier = await runIn(folder, { ...given, reports: ['before'] });
  writeFileSync(join(folder, 'earlier.json'), JSON.stringify(jsonOf(earlier)));
  const fromJson = await runIn(folder, { ...given, reports: ['after'], baseline: ['earlier.json'] });
  return [fromReports, fromJson].map(({ outcome }) => {
    const { rows } = outcome.report.compared?.comparison ?? { rows: [] };
    const count = (verdict: string) => rows.filter((row) => row.verdict === verdict).length;
    return {
      verdict: outcome.verdict,
      ...{ regression: count('regression'), missing: count('missing'), new: count('new'), pass: count('pass') },
    };
  });
}

const treatment = (name: string) => `setup_${name}_20260101-120000`;
const MODES = [{}, { variant: 'directory' }, { variant: 'setup_([a-z]+)' }];

describe.each(MODES)('%j', (options) => {
  test('a variant that is lost hides no loss of the other', async () => {
    const both = { [treatment('plain')]: 1000, [treatment('eager')]: 900 };
    const results = await compared(both, { [treatment('plain')]: 500 }, options);
    for (const result of results) {
      expect(result).toEqual({ verdict: 'regression', regression: 2, missing: 2, new: 0, pass: 0 });
    }
  });

  test('a variant that is added hides no loss of the one before', async () => {
    const both = { [treatment('plain')]: 500, [treatment('eager')]: 900 };
    const results = await compared({ [treatment('plain')]: 1000 }, both, options);
    for (const result of results) {
      expect(result).toEqual({ verdict: 'regression', regression: 2, missing: 0, new: 2, pass: 0 });
    }
  });

  test('another variant beside it takes no name away', async () => {
    const [before, after] = [
      { [treatment('fast')]: 1000, [treatment('slow')]: 900 },
      { [treatment('fast')]: 500, [treatment('eager')]: 900 },
    ];
    const results = await compared(before, after, options);
    for (const result of results) {
      expect(result).toEqual({ verdict: 'regression', regression: 2, missing: 2, new: 2, pass: 0 });
    }
  });

  test('a variant alone on each side is matched whatever its name', async () => {
    const results = await compared({ [treatment('plain')]: 1000 }, { [treatment('eager')]: 990 }, options);
    for (const result of results) {
      expect(result).toEqual({ verdict: 'pass', regression: 0, missing: 0, new: 0, pass: 2 });
    }
  });
});
