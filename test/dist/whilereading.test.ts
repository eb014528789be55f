import { spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { emptyFolder, lonelyDist, ROOT } from './spawn.ts';

/*
 * A run that is ended while threads help it to read.
 */

const REPORT = join(ROOT, 'test/cases/small-sweep/reports/sweep.setup_2r/results/run_64/benchmark_report,_run.yaml');
/** So many take some seconds, even of two threads. */
const COUNT = 6000;
const AT_WORK = 'a thread has read';

/** Has a program say when a reading thread has given its first answer. */
const HOOK = `const threads = require('node:worker_threads');
const { Worker } = threads;
threads.Worker = class extends Worker {
  constructor(script, ...others) {
    super(script, ...others);
    if (String(script).endsWith('reading.js')) this.once('message', () => process.stderr.write('${AT_WORK}'));
  }
};
require('node:module').syncBuiltinESMExports();`;

const cli = join(lonelyDist(), 'cli.js');
const hook = join(emptyFolder(), 'hook.cjs');
const cwd = emptyFolder();

beforeAll(() => {
  writeFileSync(hook, HOOK);
  for (let index = 0; index < COUNT; index += 1) {
    const folder = join(cwd, 'reports', String(index));
    mkdirSync(folder, { recursive: true });
    copyFileSync(REPORT, join(folder, 'benchmark_report,_run.yaml'));
  }
});

test.skipIf(availableParallelism() === 1).each(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGKILL'] as const)(
  '%s while threads are reading: it ends by that, and leaves nothing',
  async (signal) => {
    const temporary = emptyFolder();
    const env = { ...process.env, NODE_OPTIONS: `--require ${hook}`, TMPDIR: temporary };
    const args = [cli, 'reports', '--plots', 'none', '--output', 'a/out'];
    const child = spawn(process.execPath, args, { cwd, env, stdio: 'pipe' });
    const said: string[] = [];
    let sent = Number.NaN;
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said.push(text);
      if (!said.join('').includes(AT_WORK) || !Number.isNaN(sent)) return;
      sent = performance.now();
      child.kill(signal);
    });
    const by = await new Promise((resolve) => child.once('close', (_, ended) => resolve(ended)));
    expect(by, said.join('')).toBe(signal);
    expect(performance.now() - sent).toBeLessThan(5000);
    expect(readdirSync(cwd)).toEqual(['reports']);
    expect(readdirSync(join(cwd, 'reports'))).toHaveLength(COUNT);
    expect(readdirSync(temporary)).toEqual([]);
  },
);
