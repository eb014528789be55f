import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { EXAMPLE, emptyFolder, lonelyDist, type ProgramResult, run, runner } from './spawn.ts';

/*
 * A bug of ours is told from a mistake of the user's, and from a gate that failed.
 */

const dist = lonelyDist();
const BUG = new RegExp(
  `this is a bug of pareto-report ${manifest.version} \\(Node .*\\): please report it with this text\\n`,
);
const STACK = /^TypeError: a bug$[\s\S]*^ +at .*:\d+:\d+/m;

/** Something in the program that goes wrong as it does nowhere yet. */
const BUGS = {
  'an exception': 'Date.prototype.toISOString = () => { throw new TypeError("a bug"); };',
  'a rejection that nobody sees': 'setTimeout(() => Promise.reject(new TypeError("a bug")), 20);',
  'an exception that nobody catches': 'setTimeout(() => { throw new TypeError("a bug"); }, 20);',
};

/** Options of Node's that bring a bug into the program. */
function withBug(code: string): Record<string, string> {
  const file = join(emptyFolder(), 'bug.mjs');
  writeFileSync(file, code);
  return { NODE_OPTIONS: `--import=${file}` };
}

describe.each(Object.entries(BUGS))('%s', (_, code) => {
  test('of the command: status 70, a line that says so, the stack, nothing half written', async () => {
    const cwd = emptyFolder();
    const ended = await run(process.execPath, join(dist, 'cli.js'), [EXAMPLE], { cwd, env: withBug(code) });
    expect(ended.status, ended.stderr).toBe(70);
    expect(ended.stderr).toMatch(new RegExp(`^pareto-report: ${BUG.source}`, 'm'));
    expect(ended.stderr).toMatch(STACK);
    expect(existsSync(join(cwd, 'pareto-report/report.json'))).toBe(false);
  });

  test('of the Action: the step fails with the same line, the stack is in the log', async () => {
    const cwd = emptyFolder();
    const { env } = runner(cwd, { reports: EXAMPLE });
    const ended = await run(process.execPath, join(dist, 'action.js'), [], { cwd, env: { ...env, ...withBug(code) } });
    expect(ended.status).toBe(1);
    expect(ended.stdout).toMatch(new RegExp(`^::error::${BUG.source}`, 'm'));
    expect(ended.stdout).toMatch(STACK);
    expect(existsSync(join(cwd, 'pareto-report/report.json'))).toBe(false);
  });
});

test('the job summary of a report that was begun says that there is none', async () => {
  const code = `
    import crypto from 'node:crypto';
    import { syncBuiltinESMExports } from 'node:module';
    crypto.createHash = () => { throw new TypeError("a bug"); };
    syncBuiltinESMExports();`;
  const cwd = emptyFolder();
  const { env, output, summary } = runner(cwd, { reports: EXAMPLE, plots: 'none' });
  const ended = await run(process.execPath, join(dist, 'action.js'), [], { cwd, env: { ...env, ...withBug(code) } });
  expect(ended.stdout).toMatch(STACK);
  expect(readFileSync(summary, 'utf8')).toMatch(
    /No report: nothing could be measured .*\n>\n> this is a bug of pareto/,
  );
  expect(readFileSync(output, 'utf8')).toContain('report: none (this is a bug of pareto-report');
});

test.each<[string, (dist: string, cwd: string) => Promise<ProgramResult>]>([
  ['cli.js', (copy, cwd) => run(process.execPath, join(copy, 'cli.js'), [EXAMPLE], { cwd })],
  [
    'action.js',
    (copy, cwd) =>
      run(process.execPath, join(copy, 'action.js'), [], { cwd, env: runner(cwd, { reports: EXAMPLE }).env }),
  ],
])('%s of a program that is not whole', async (entry, start) => {
  const copy = lonelyDist();
  for (const name of readdirSync(copy)) if (/^(command|step)\.js$/.test(name)) rmSync(join(copy, name));
  const ended = await start(copy, emptyFolder());
  expect(ended.status).toBe(entry === 'cli.js' ? 70 : 1);
  expect(ended.stderr + ended.stdout).toMatch(BUG);
});

test.skipIf(process.platform === 'win32')('a reader who leaves is no bug (no bash’s pipes on Windows)', () => {
  const command = `${process.execPath} ${join(dist, 'cli.js')} ${EXAMPLE} --plots none`;
  const script = `${command} | true; echo "\${PIPESTATUS[0]}"`;
  const { stdout, stderr } = spawnSync('bash', ['-c', script], { encoding: 'utf8', cwd: emptyFolder() });
  expect({ stdout, stderr }).toEqual({ stdout: '0\n', stderr: '' });
});
