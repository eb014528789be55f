import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fileOf } from '../../src/run/run.ts';
import { runIn } from '../world.ts';
import { failure, python, vllm } from './raw/fixtures.ts';

/*
 * A run of a sweep that failed states only what was varied: the results beside it tell the rest.
 */

const FAILED = 'c/conc=32/run=0.failure.json';
const failed = (changes: Readonly<Record<string, unknown>> = {}) =>
  failure({ serve_overrides: {}, bench_overrides: { max_concurrency: 32 }, ...changes });
const result = (concurrency: number, changes: Readonly<Record<string, unknown>> = {}) =>
  vllm({ max_concurrency: concurrency, ...changes });

function folderOf(files: Readonly<Record<string, unknown>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'pareto-report-neighbours-'));
  for (const [path, document] of Object.entries(files)) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), python(document));
  }
  return folder;
}

/** What came of the failed run, and what was said of it. */
async function told(files: Readonly<Record<string, unknown>>, reports: readonly string[] = ['c']) {
  const { outcome } = await runIn(folderOf(files), { reports: [...reports], plots: 'none' });
  const { runs, problems, scenarios } = outcome.report;
  const run = runs.find((one) => fileOf(one.run) === FAILED)?.run;
  if (run === undefined) throw new Error('no run failed');
  const said = problems.flatMap(({ severity, code, message }) =>
    code === 'failed-run' ? `${severity}: ${message}` : [],
  );
  return { run, said, scenarios: scenarios.length };
}

describe('a run that failed', () => {
  test('is a point of the sweep whose results lie beside it', async () => {
    const same = { tensor_parallel_size: 4, quantization: 'fp8', gpu_name: 'H100', attention_backend: 'flash' };
    const { run, said, scenarios } = await told({
      [FAILED]: failed(),
      'c/conc=8/run=0.json': result(8, { ...same, num_prompts: 80, completed: 80, max_num_seqs: 64 }),
      'c/conc=16/run=0.json': result(16, { ...same, num_prompts: 80, completed: 80, max_num_seqs: 128 }),
    });
    expect(run).toMatchObject({
      model: vllm().model_id,
      quantization: 'fp8',
      deployment: { label: '1R-TP4', gpus: 4, accelerator: 'H100' },
      load: { concurrency: 32, prompts: 80 },
      measured: { completed: 0, failures: 80, attempts: 80, outputThroughput: 0 },
    });
    expect(run.facts.setup.get('attention_backend')).toBe('flash');
    expect(run.facts.setup.has('max_num_seqs')).toBe(false);
    expect(scenarios).toBe(1);
    expect(said.slice(1)).toEqual([
      'notice: a failed run states only what the sweep varied; the rest is taken from the results beside it, where they agree (1 report)',
      'notice: the number of requests that a failed run was to send is taken from the results beside it: 80 (1 report)',
    ]);
  });

  test('loses against its baseline', async () => {
    const folder = folderOf({
      [FAILED]: failed(),
      'c/conc=8/run=0.json': result(8),
      'b/conc=8/run=0.json': result(8),
      'b/conc=32/run=0.json': result(32, { mean_ttft_ms: 201 }),
    });
    const { outcome } = await runIn(folder, { reports: ['c'], baseline: ['b'], plots: 'none', gpus: '4' });
    expect(outcome.report.scenarios).toHaveLength(1);
    const { rows = [] } = outcome.report.compared?.comparison ?? {};
    expect(rows.map(({ verdict }) => verdict).sort()).toEqual(['pass', 'regression']);
    expect(outcome.failures).not.toEqual([]);
  });

  test('takes nothing on which they differ, and keeps what it says itself', async () => {
    const { run, said } = await told({
      [FAILED]: failed({ serve_overrides: { tensor_parallel_size: 2, max_num_seqs: 256 } }),
      'c/conc=8/run=0.json': result(8, { model_id: 'acme/a', num_prompts: 80, completed: 80, max_num_seqs: 64 }),
      'c/conc=16/run=0.json': result(16, { model_id: 'acme/b', num_prompts: 160, completed: 160, max_num_seqs: 64 }),
    });
    expect(run).toMatchObject({
      ...{ model: null, deployment: { label: '1R-TP2' } },
      ...{ load: { prompts: null }, measured: { failures: 1, attempts: 1 } },
    });
    expect(run.facts.setup.get('max_num_seqs')).toBe('256');
    expect(said).toContain(
      'warning: a failed run does not say how many requests it was to send, and the results beside it disagree or do not say either: counted as one (1 report)',
    );
  });

  test('takes from the nearest folder that has any of its harness', async () => {
    const { run } = await told({
      [FAILED]: failed(),
      'c/conc=32/run=1.json': result(32, { model_id: 'acme/near' }),
      'c/conc=8/run=0.json': result(8, { model_id: 'acme/far' }),
    });
    expect(run.model).toBe('acme/near');
  });

  test('has the lengths that all of them measured, and the replicas of as many GPUs', async () => {
    const all = { num_gpus: '8', tensor_parallel_size: 4 };
    const longer = { ...all, total_input_tokens: 800_000, total_token_throughput: 16_400 };
    const files = {
      [FAILED]: failed({ serve_overrides: { tensor_parallel_size: 4 } }),
      'c/conc=8/run=0.json': result(8, all),
      'd/conc=8/run=0.json': result(8, { ...longer, mean_ttft_ms: 300 }),
    };
    const { run, scenarios } = await told(files, ['c', 'd']);
    expect(run.workload.isl).toMatchObject({ requested: 1000, measured: null });
    expect(run.deployment.label).toBe('2R-TP4');
    expect(scenarios).toBe(2);
  });
});

test('a run that measured something takes nothing', async () => {
  const { outcome } = await runIn(
    folderOf({ 'c/a.json': result(8, { model_id: undefined }), 'c/b.json': result(16, { quantization: 'fp8' }) }),
    { reports: ['c'], plots: 'none' },
  );
  const runs = Object.fromEntries(outcome.report.runs.map(({ run }) => [fileOf(run), run]));
  expect(runs['c/a.json']).toMatchObject({ model: null, quantization: null });
});
