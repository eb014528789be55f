import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { runIn } from './world.ts';

/*
 * Supplements, in which a harness states what its results leave out, of results that are found in each way.
 */

const CASE = join(import.meta.dirname, 'cases/raw-evalscope');
const RUN = 'reports/20260901_101112/Qwen3-8B/parallel_16_number_204';
const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** What a run of some paths came to. */
async function run(reports: readonly string[], folder = CASE) {
  const problems: string[] = [];
  const { files } = await runIn(folder, { reports: [...reports], plots: 'none' }, ({ message }) =>
    problems.push(message),
  );
  const report = files.find(({ path }) => path.endsWith('report.json'));
  const text = typeof report?.content === 'string' ? report.content : new TextDecoder().decode(report?.content);
  const models = JSON.parse(text).scenarios.map(({ model }: { model: unknown }) => model);
  return { models, problems };
}

test.each([
  ['a folder', ['reports']],
  ['a file', [`${RUN}/benchmark_summary.json`]],
  ['a glob that names results alone', ['reports/**/*summary.json']],
])('are read beside %s, and are no files without a report', async (_, reports) => {
  const { models, problems } = await run(reports);
  expect(models).toEqual(['Qwen/Qwen3-8B']);
  expect(problems.filter((message) => /no benchmark report|model not stated/.test(message))).toEqual([]);
});

test('that are too large are told of, and cost what they alone state', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'beside-'));
  folders.push(folder);
  cpSync(join(CASE, RUN), join(folder, 'reports'), { recursive: true });
  writeFileSync(join(folder, 'reports/benchmark_args.json'), `{"model": "${'x'.repeat(33 * 2 ** 20)}"}`);
  const { models, problems } = await run(['reports'], folder);
  expect(models).toEqual([null]);
  expect(problems).toContain(
    'benchmark_args.json beside it could not be read: expected text in UTF-8, of a few MiB at most',
  );
});
