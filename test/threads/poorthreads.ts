import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { Worker, type WorkerOptions } from 'node:worker_threads';
import { rolldown } from 'rolldown';
import { DiskSource, type FoundFile } from '../../src/input/files.ts';
import type { ReaderThreads } from '../../src/readerthreads.ts';

const ROOT = join(import.meta.dirname, '../..');

/** The module of a reading thread, bundled of the sources: not every Node that tests run on takes TypeScript. */
export async function bundledThread(): Promise<string> {
  const file = join(mkdtempSync(join(tmpdir(), 'pareto-report-thread-')), 'reading.mjs');
  const bundler = await rolldown({ input: join(ROOT, 'src/reading-thread.ts'), cwd: ROOT, platform: 'node' });
  await bundler.write({ file, format: 'esm' });
  await bundler.close();
  return pathToFileURL(file).href;
}

/** How a thread exits that dies so. */
const DEAD = 3;

/** What ends a thread at its third batch. */
export const DEATHS = {
  'that ends': `process.exit(${DEAD})`,
  'with an exception': 'throw new Error("no more")',
  'that is out of memory': 'const all = []; for (;;) all.push(new Array(1e5).fill({}))',
} as const;

/** A thread of that module in which something happens at its third batch. */
export function mortal(module: string, death: string, options: WorkerOptions = {}): Worker {
  const code = `let batches = 0;
    require('node:worker_threads').parentPort.on('message', () => { batches += 1; if (batches === 3) { ${death}; } });
    import(${JSON.stringify(module)});`;
  return new Worker(code, { eval: true, ...options });
}

/** Threads that are started at once, and how often they answered. */
export interface CountedThreads extends ReaderThreads {
  readonly answers: () => number;
  /** How many ended before they were told to. */
  readonly deaths: () => number;
}

export function threadsOf(most: number, mostFiles: number, begin: () => Worker): CountedThreads {
  let [answers, deaths] = [0, 0];
  const start = () => {
    const worker = begin();
    worker.on('error', () => {
      deaths += 1;
    });
    worker.on('exit', (status) => {
      if (status === DEAD) deaths += 1;
    });
    worker.on('message', () => {
      answers += 1;
    });
    return worker;
  };
  return { start, most, mostFiles, worth: { after: 0, left: 0 }, answers: () => answers, deaths: () => deaths };
}

/** One thread does all. */
export const NOBODY: ReaderThreads = threadsOf(0, 16, () => {
  throw new Error('nobody is to be called');
});

/** How long a disk waits in all, in ms. */
const PATIENCE = 5000;
/** Files that are read before threads are started, and more: a batch of the largest that any test has. */
const FIRST = 20;

/** A disk that keeps this thread waiting, so that others read most of it. */
export class SlowDisk extends DiskSource {
  readonly #hasHappened: () => boolean;
  readonly #end = Date.now() + PATIENCE;
  #files = 0;

  /** Keeps it waiting until then, too. */
  constructor(folder: string, hasHappened: () => boolean = () => true) {
    super(folder);
    this.#hasHappened = hasHappened;
  }

  override async read(file: FoundFile, limit?: number) {
    this.#files += 1;
    do await setTimeout(5);
    while (this.#files > FIRST && !this.#hasHappened() && Date.now() < this.#end);
    return super.read(file, limit);
  }
}
