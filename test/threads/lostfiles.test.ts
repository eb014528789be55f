import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { BESIDE } from '../../src/beside.ts';
import { DiskSource } from '../../src/input/files.ts';
import { readReports } from '../../src/reports.ts';
import { ROOT } from '../dist/spawn.ts';
import { bundledThread, NOBODY, SlowDisk, threadsOf } from './poorthreads.ts';

/*
 * Files that go, or change what they are, between search and reading: a thread says what this one says.
 */

const REPORT = join(ROOT, 'test/cases/small-sweep/reports/sweep.setup_2r/results/run_64/benchmark_report,_run.yaml');
const COUNT = 240;
/** A user who may read everything, or a system that knows no such modes. */
const READS_ALL = process.platform === 'win32' || process.getuid?.() === 0;

/** What comes in place of a file, and how its reading is refused. */
const FATES: readonly (readonly [string, (path: string) => void, string])[] = [
  ['nothing', (path) => rmSync(path), 'ENOENT'],
  ['a folder', (path) => replace(path, () => mkdirSync(path)), 'it is no longer a file'],
  ['a link to itself', (path) => replace(path, () => symlinkSync(path, path)), 'ELOOP'],
  [
    'a pipe',
    (path) => replace(path, () => spawnSync('sh', ['-c', 'mkfifo "$1"', 'sh', path])),
    'it is no longer a file',
  ],
  ['a file that may not be read', (path) => chmodSync(path, 0), READS_ALL ? '' : 'EACCES'],
];

function replace(path: string, make: () => void): void {
  rmSync(path);
  make();
}

test.skipIf(process.platform === 'win32')('files that are lost are told alike, each with why', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pareto-report-lost-'));
  for (let index = 0; index < COUNT; index += 1) {
    mkdirSync(join(folder, String(index)));
    copyFileSync(REPORT, join(folder, String(index), 'benchmark_report,_run.yaml'));
  }
  const { files, beside } = await new DiskSource(folder).find(['.'], '', BESIDE);
  const fateOf = (index: number) => (index % 3 === 0 ? undefined : FATES[index % FATES.length]);
  for (const [index, { absolute }] of files.entries()) fateOf(index)?.[1](absolute);
  const threads = threadsOf(2, 4, await started());
  const read = (source: DiskSource, helpers: typeof NOBODY) =>
    readReports(files, beside, { source, threads: helpers, progress: () => {} });
  const readings = await read(new SlowDisk(folder, () => threads.answers() > 5), threads);
  expect(threads.answers()).toBeGreaterThan(5);
  expect(readings).toEqual(await read(new DiskSource(folder), NOBODY));
  for (const [index, { path, run, located }] of readings.entries()) {
    const why = fateOf(index)?.[2] ?? '';
    expect(run === null, path).toBe(why !== '');
    if (why !== '') expect(located[0]?.finding.message, path).toContain(`cannot be read: ${why}`);
  }
});

async function started(): Promise<() => Worker> {
  const module = await bundledThread();
  return () => new Worker(new URL(module));
}
