import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { times } from '../thorough.ts';
import { EXAMPLE, emptyFolder, lonelyDist, run } from './spawn.ts';

/*
 * What the world does to a run of the command: it is ended, it has company, it has nowhere to print.
 */

const cli = join(lonelyDist(), 'cli.js');
const CHANGED = `${EXAMPLE}-changed`;
/** A run that draws nothing and makes no page. */
const TEXTS = `${EXAMPLE} --plots none --html none`;
const QUIETLY = ['--output', 'out', '--quiet', '--plots', 'none', '--html', 'none'];
const shell = (script: string, cwd = emptyFolder()) =>
  spawnSync('bash', ['-c', script], {
    encoding: 'utf8',
    cwd,
    env: { ...process.env, pareto: `${process.execPath} ${cli}` },
  });

/** When a run is ended. */
interface Moment {
  readonly plots: string;
  /** What a name in its output folder begins with from then on. */
  readonly sign: string;
  /** So many ms later. */
  readonly after: number;
}

const [BEGUN, TURNING] = ['.incomplete-', '.incomplete-turn'];

/** Ends a run by a signal; the signal by which it ended, null where it was quicker. */
async function killed(cwd: string, signal: NodeJS.Signals, { plots, sign, after }: Moment): Promise<string | null> {
  const args = [cli, CHANGED, '--output', 'a/b/out', '--plots', plots];
  const child = spawn(process.execPath, args, { cwd, stdio: 'ignore' });
  let isOver = false;
  const ended = new Promise<string | null>((resolve) => child.once('close', (_, by) => resolve(by)));
  ended.then(() => {
    isOver = true;
  });
  const shows = (start: string) => namesIn(join(cwd, 'a/b/out')).some((name) => name.startsWith(start));
  while (!isOver && !shows(BEGUN)) await sleep(2);
  // Files take their places within a few ms.
  while (!isOver && !shows(sign)) await setImmediate();
  if (after > 0) await sleep(after);
  child.kill(signal);
  return ended;
}

const namesIn = (folder: string) => (existsSync(folder) ? readdirSync(folder) : []);

/** Whether report, summary and table of a folder are of one run, which has so many runs. */
function countIn(folder: string): number {
  const report = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8'));
  const rows = readFileSync(join(folder, 'runs.csv'), 'utf8').trim().split('\n').length - 1;
  expect(rows).toBe(report.runs);
  expect(readFileSync(join(folder, 'summary.md'), 'utf8')).toContain(`${report.runs} runs`);
  const pictures = report.scenarios.flatMap(({ plots }: { plots: { file: string }[] }) =>
    plots.map(({ file }) => file),
  );
  for (const file of pictures) expect(existsSync(join(folder, file)), file).toBe(true);
  return report.runs;
}

describe('ended by', () => {
  const drawing = (after: number): Moment => ({ plots: 'tradeoff', sign: BEGUN, after });
  // Drawing takes five times as long as all else, which is the same with it and without.
  const WRITING: Moment = { plots: 'none', sign: BEGUN, after: 0 };
  const REPLACING: Moment = { plots: 'none', sign: TURNING, after: 0 };
  const MOMENTS = [WRITING, drawing(150), REPLACING, ...[0, 30, 600].map(drawing)].slice(0, times(3, 6));

  // What sees to them is one for all three.
  test.each([
    ['SIGINT', MOMENTS],
    ['SIGTERM', [WRITING]],
    ['SIGHUP', [WRITING]],
  ] as const)('%s, at any moment, it leaves nothing or all', async (signal, moments) => {
    for (const moment of moments) {
      const cwd = emptyFolder();
      const by = await killed(cwd, signal, moment);
      const isThere = namesIn(cwd).length > 0;
      if (isThere) expect(countIn(join(cwd, 'a/b/out'))).toBeGreaterThan(0);
      expect(isThere || by === signal, JSON.stringify(moment)).toBe(true);
      expect(namesIn(join(cwd, 'a/b/out')).filter((name) => name.startsWith('.'))).toEqual([]);
    }
  });

  test('SIGKILL, a later run removes what it left, and reads nothing of it', async () => {
    const cwd = emptyFolder();
    const endings: (string | null)[] = [];
    for (const moment of MOMENTS) endings.push(await killed(cwd, 'SIGKILL', moment));
    expect(endings).toContain('SIGKILL');
    const again = await run(process.execPath, cli, [EXAMPLE, cwd, '--output', 'a/b/out', '--plots', 'none'], { cwd });
    expect(again.stderr).toBe('');
    expect(again.status).toBe(0);
    expect(namesIn(join(cwd, 'a/b/out')).filter((name) => name.startsWith('.'))).toEqual([]);
    expect(countIn(join(cwd, 'a/b/out'))).toBe(66);
  });
});

/** Has a process get a signal when it calls a function of the file system on a path that contains a word. */
const SIGNALLED = `
  import fs from 'node:fs';
  import { syncBuiltinESMExports } from 'node:module';
  const [name, word] = process.env.SIGNALLED.split(' ');
  const called = fs[name];
  fs[name] = (...args) => {
    if (String(args.at(0)).includes(word)) process.kill(process.pid, 'SIGINT');
    return called(...args);
  };
  syncBuiltinESMExports();`;

// All that happens there is one event, and signals are heard between events.
test.each([
  ['as a run begins to write', 'mkdtempSync out/.incomplete-', 'before'],
  ['as it writes', 'writeFileSync summary.md', 'before'],
  ['as files take their places', 'renameSync runs.csv', 'after'],
])('a signal that comes %s ends it', async (_, SIGNALLED_AT, left) => {
  const cwd = emptyFolder();
  const output = join(cwd, 'out');
  await run(process.execPath, cli, [CHANGED, ...QUIETLY], { cwd });
  const before = countIn(output);
  const hook = `data:text/javascript,${encodeURIComponent(SIGNALLED)}`;
  const args = ['--import', hook, cli, EXAMPLE, ...QUIETLY];
  const { signal } = spawnSync(process.execPath, args, { cwd, env: { ...process.env, SIGNALLED: SIGNALLED_AT } });
  expect(signal).toBe('SIGINT');
  expect(countIn(output) === before).toBe(left === 'before');
  expect(namesIn(output).filter((name) => name.startsWith('.'))).toEqual([]);
});

test('two at once on one output folder: what stays is of one of them', async () => {
  const cwd = emptyFolder();
  const of = (reports: string) =>
    run(process.execPath, cli, [reports, '--output', 'deep/out', '--plots', 'none'], { cwd });
  for (let round = 0; round < times(1, 3); round += 1) {
    const ended = await Promise.all([of(EXAMPLE), of(CHANGED), of(EXAMPLE), of(CHANGED)]);
    expect(ended.map(({ status, stderr }) => ({ status, stderr }))).toEqual(Array(4).fill({ status: 0, stderr: '' }));
    countIn(join(cwd, 'deep/out'));
    expect(namesIn(join(cwd, 'deep/out')).filter((name) => name.startsWith('.'))).toEqual([]);
  }
});

test('bad usage leaves nothing new, folders around the output neither', async () => {
  const cwd = emptyFolder();
  const { status } = await run(process.execPath, cli, ['nowhere', '--output', 'deep/out'], { cwd });
  expect(status).toBe(2);
  expect(namesIn(cwd)).toEqual([]);
});

describe.skipIf(!existsSync('/dev/full'))('with no room for what is printed', () => {
  test.each(['--help', TEXTS, `${TEXTS} --json`, `${TEXTS} --quiet`])('%s: a sentence and status 2', (args) => {
    const { status, stderr } = shell(`$pareto ${args} > /dev/full`);
    expect(stderr).toMatch(/^pareto-report: stdout cannot be written: ENOSPC.*; what was printed is lost\n$/);
    expect(status).toBe(2);
  });

  test('and none for that either: status 2', () => {
    expect(shell('$pareto --help > /dev/full 2> /dev/full').status).toBe(2);
  });
});

test.each(['| true', '>&-', '2>&- | true'])('nobody who reads: %s', (how) => {
  const { stderr } = shell(`$pareto ${TEXTS} --json ${how}; exit "\${PIPESTATUS[0]}"`);
  expect(stderr).toBe('');
});

test('a working folder that is gone', () => {
  const cwd = emptyFolder();
  mkdirSync(join(cwd, 'gone'));
  const { status, stderr } = shell(`cd gone && rmdir ../gone && $pareto ${TEXTS}`, cwd);
  expect(stderr).toBe('pareto-report: expected a working folder, found that it no longer exists; change to another\n');
  expect(status).toBe(2);
  rmdirSync(cwd);
});
