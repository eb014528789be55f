import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { Message } from '../../src/publish/log.ts';
import { runIn } from '../world.ts';
import { vllmAt } from './raw/fixtures.ts';

/*
 * A file of JSON without anything in it, where a result is expected, is a lost result; elsewhere it is another file.
 */

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

const RESULTS = Object.fromEntries([8, 16].map((load) => [`now/c${load}.json`, JSON.stringify(vllmAt(load))]));

/** What a run over files says of them: errors by file, and whether a rejected report fails it. */
async function come(files: Readonly<Record<string, string>>, reports: readonly string[] = ['now']) {
  const root = mkdtempSync(join(tmpdir(), 'pareto-report-emptied-'));
  folders.push(root);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  const told: Message[] = [];
  const options = { reports: [...reports], plots: 'none', 'fail-on': ['rejected-report'] };
  const { outcome } = await runIn(root, options, (problem) => told.push(problem));
  const errors = told.filter(({ severity }) => severity === 'error').map(({ file, code }) => `${file}: ${code}`);
  return { errors, failed: outcome.failures.length > 0 };
}

test.each([
  ['empty', ''],
  ['white space', ' \n\t\n'],
  ['NUL bytes', '\0\0\0\0\0\0'],
  ['a byte-order mark', '\ufeff'],
])('%s instead of a result', async (_, content) => {
  expect(await come({ ...RESULTS, 'now/c32.json': content })).toEqual({
    errors: ['now/c32.json: empty-file'],
    failed: true,
  });
});

test.each<[string, Readonly<Record<string, string>>, (readonly string[])?]>([
  ['in a folder of its own, with the name of others', { 'now/deep/c32.json': '' }],
  ['named by the user', { 'elsewhere/night.json': '' }, ['now', 'elsewhere/night.json']],
])('%s', async (_, files, reports) => {
  const { errors, failed } = await come({ ...RESULTS, ...files }, reports);
  expect(errors).toEqual([`${Object.keys(files)[0]}: empty-file`]);
  expect(failed).toBe(true);
});

test('a result below a line of a log', async () => {
  const content = `INFO saved to c32.json\n${JSON.stringify(vllmAt(32))}`;
  expect(await come({ ...RESULTS, 'now/c32.json': content })).toEqual({
    errors: ['now/c32.json: not-parsable'],
    failed: true,
  });
});

test('what is empty and no result', async () => {
  const others = {
    ...{ 'now/server.log': '', 'now/stdout.txt': '', 'now/requests.jsonl': '', 'now/stderr': '', 'now/args.yaml': '' },
    ...{ 'now/profile_export.jsonl': '', 'now/per_request_lifecycle_metrics.json': '', 'cache/index.json': '' },
    ...{ 'now/list.json': '[]', 'now/object.json': '{}', 'now/null.json': 'null' },
  };
  expect(await come({ ...RESULTS, ...others }, ['now', 'cache'])).toEqual({ errors: [], failed: false });
});
