import { Worker } from 'node:worker_threads';
import { beforeAll, describe, expect, test } from 'vitest';
import { BESIDE } from '../../src/beside.ts';
import type { ArchivedFile } from '../../src/input/archive.ts';
import { DiskSource, type Source } from '../../src/input/files.ts';
import { ShelfSource } from '../../src/input/shelf.ts';
import type { Message } from '../../src/publish/log.ts';
import type { ReaderThreads } from '../../src/readerthreads.ts';
import { type Reading, ReportReader } from '../../src/report/read.ts';
import { readReports } from '../../src/reports.ts';
import { bytesOf } from '../report/texts.ts';
import { runIn } from '../world.ts';
import { largeFolder, oddFolder } from './oddfolder.ts';
import { bundledThread, type CountedThreads, DEATHS, mortal, NOBODY, SlowDisk, threadsOf } from './poorthreads.ts';

/*
 * Whoever reads which files, in however many threads, the same comes of it: what they hold, in their order, each finding
 * at its place. A thread that dies loses nothing.
 */

let module = '';
let folder = '';

beforeAll(async () => {
  module = await bundledThread();
  folder = oddFolder();
});

/** A disk on which this thread has to wait for those. */
const slowFor = ({ answers }: CountedThreads, of = folder) => new SlowDisk(of, () => answers() > 0);
const started = () => new Worker(new URL(module));

/** What is read of the folder, of all files one after the other in one reader. */
async function inOneThread(source: Source, paths: readonly string[] = ['.']): Promise<Reading[]> {
  return readFrom(source, paths, NOBODY);
}

async function readFrom(source: Source, paths: readonly string[], threads: ReaderThreads): Promise<Reading[]> {
  const { files, beside } = await source.find(paths, '', BESIDE);
  const told: number[] = [];
  const readings = await readReports(files, beside, { source, threads, progress: (done) => told.push(done) });
  expect(told).toEqual([...told].sort((a, b) => a - b));
  expect(told.at(-1)).toBe(files.length);
  return readings;
}

describe('readings are the same', () => {
  let alone: Reading[] = [];

  beforeAll(async () => {
    alone = await inOneThread(new DiskSource(folder));
  });

  test('as of one reader that reads file by file', async () => {
    const source = new DiskSource(folder);
    const reader = new ReportReader();
    const { files } = await source.find(['.'], '', BESIDE);
    const readings: Reading[] = [];
    for (const file of files) readings.push(...reader.read({ path: file.path, ...(await source.read(file)) }));
    expect(alone.map(({ located }) => located)).toEqual(readings.map(({ located }) => located));
  });

  test.each([
    [1, 16],
    [2, 1],
    [2, 3],
    [5, 16],
  ])('with %i threads and at most %i files at a time', async (most, mostFiles) => {
    const threads = threadsOf(most, mostFiles, started);
    const readings = await readFrom(slowFor(threads), ['.'], threads);
    expect(readings).toEqual(alone);
    expect(threads.answers()).toBeGreaterThan(0);
    // Sets of facts that are in common are one for all.
    const sets = readings.flatMap(({ path, run }) => (path.startsWith('a/') && run !== null ? [run.facts.setup] : []));
    expect(sets.length).toBeGreaterThan(50);
    expect(new Set(sets).size).toBe(new Set(sets.map((set) => JSON.stringify([...set]))).size);
  });

  test.each(Object.entries(DEATHS))('with a thread %s', async (_, death) => {
    const options = { resourceLimits: { maxOldGenerationSizeMb: 96 }, stderr: true };
    const threads = threadsOf(2, 4, () => mortal(module, death, options));
    const disk = new SlowDisk(folder, () => threads.deaths() > 0);
    expect(await readFrom(disk, ['.'], threads)).toEqual(alone);
    expect(threads.answers()).toBeGreaterThan(0);
    expect(threads.deaths()).toBeGreaterThan(0);
  });

  test('with threads that cannot start, or know no answer', async () => {
    const missing = threadsOf(2, 16, () => new Worker(new URL('missing.mjs', module)));
    expect(await readFrom(new SlowDisk(folder), ['.'], missing)).toEqual(alone);
    const answer = `parentPort.on('message', ({ id }) => parentPort.postMessage({ id, error: 'a bug' }))`;
    const code = `const { parentPort } = require('node:worker_threads'); ${answer};`;
    const ignorant = threadsOf(2, 16, () => new Worker(code, { eval: true }));
    expect(await readFrom(slowFor(ignorant), ['.'], ignorant)).toEqual(alone);
    expect(ignorant.answers()).toBeGreaterThan(0);
  });
});

test('a file that is larger than is read whole is the same', async () => {
  const large = largeFolder();
  const threads = threadsOf(2, 3, started);
  const readings = await readFrom(slowFor(threads, large), ['.'], threads);
  expect(readings).toEqual(await inOneThread(new DiskSource(large)));
  expect(readings.find(({ path }) => path === 'large.json')?.run ?? null).toBe(null);
  expect(threads.answers()).toBeGreaterThan(0);
});

test('files of archives are read here, those on disk beside them elsewhere too', async () => {
  const text = 'accelerator: H100\n';
  const archived = (path: string): ArchivedFile => ({
    path,
    read: async () => ({ bytes: bytesOf(text), limit: null }),
  });
  const names = Array.from({ length: 40 }, (_, index) => `benchmark_report,_${index}.yaml`);
  const shelf = new Map([['auto', { artifacts: [{ name: 'bench', files: names.map(archived) }] }]]);
  const sourceOf = (disk: DiskSource) => new ShelfSource(disk, shelf);
  const threads = threadsOf(2, 16, started);
  const both = await readFrom(sourceOf(slowFor(threads)), ['.', 'auto'], threads);
  expect(both).toEqual(await inOneThread(sourceOf(new DiskSource(folder)), ['.', 'auto']));
  expect(both.filter(({ path }) => path.startsWith('bench/'))).toHaveLength(40);
  expect(threads.answers()).toBeGreaterThan(0);
});

test('what the program writes and tells is the same to the byte', async () => {
  const written = async (threads: ReaderThreads, source: Source) => {
    const told: Message[] = [];
    const options = { reports: ['.'], plots: 'none', html: 'none' };
    const { files } = await runIn(folder, options, (one) => told.push(one), null, { threads, source });
    return { files, told };
  };
  const alone = await written(NOBODY, new DiskSource(folder));
  const threads = threadsOf(2, 16, started);
  expect(await written(threads, slowFor(threads))).toEqual(alone);
  expect(threads.answers()).toBeGreaterThan(0);
  expect(alone.files.map(({ path }) => path)).toContain('report.json');
  expect(alone.told.length).toBeGreaterThan(20);
});
