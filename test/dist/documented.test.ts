import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { withTranscript } from '../../scripts/transcript.ts';
import { PAGES, pageAt } from '../docs/pages.ts';
import { EXAMPLE, emptyFolder, ROOT, run } from './spawn.ts';

/*
 * What the documentation says of the command is what `dist/` does.
 */

const BLOCKS = PAGES.flatMap(({ blocks }) => blocks);

/** Commands of ours in blocks of shell, and the status that the page says they end with. */
const commands = BLOCKS.filter(({ language }) => language === 'sh').flatMap(({ place, text, note }) =>
  [...text.matchAll(/^node (dist\/cli\.js .*examples\/.*)$/gm)].map(([, command = '']) => {
    const [, status = '0'] = /^exit status (\d+)$/.exec(note) ?? [];
    return { place, command, status: Number(status) };
  }),
);

test('there are commands to try', () => {
  expect(commands.filter(({ place }) => place.startsWith('README.md')).map(({ status }) => status)).toEqual([0, 1]);
});

test.each(commands)('$place: node $command ends with $status', async ({ command, status }) => {
  const [script = '', ...args] = command.split(' ');
  const plots = args.includes('--plots') ? [] : ['--plots', 'none'];
  const given = [...args, ...plots, '--output', emptyFolder()];
  const ended = await run(process.execPath, join(ROOT, script), given, { cwd: ROOT });
  expect(ended.status, ended.stderr).toBe(status);
});

test('every flag of --help is an input with a row, or has a row of its own', async () => {
  const { stdout } = await run(process.execPath, join(ROOT, 'dist/cli.js'), ['--help'], { cwd: ROOT });
  const { text } = pageAt('docs/inputs-and-outputs.md');
  const flags = new Set([...stdout.matchAll(/(?<=^|\s)--([a-z][a-z-]*)/g)].map(([, flag = '']) => flag));
  expect(flags.size).toBeGreaterThan(20);
  const rows = text.split('\n').filter((line) => line.startsWith('| `'));
  const named = (flag: string) => rows.some((row) => new RegExp(`^\\|[^|]*\`(?:--)?${flag}s?[\` ]`).test(row));
  expect([...flags].filter((flag) => !named(flag))).toEqual([]);
});

test('the README shows what the terminal shows: npm run pictures', () => {
  const { text } = pageAt('README.md');
  expect(withTranscript(text)).toBe(text);
});

const SCRIPT = pageAt('docs/other-ci.md').blocks.find(({ language }) => language === 'sh')?.text ?? '';

describe.skipIf(process.platform === 'win32')('the script for other CI', () => {
  const cwd = emptyFolder();
  const measure = (example: string) => cpSync(example, join(cwd, 'results'), { recursive: true });
  const kept = () => (existsSync(join(cwd, 'keep')) ? readdirSync(join(cwd, 'keep')).sort() : []);

  let said = '';

  /** Its status, with `dist/` in place of what npx would fetch. */
  function gate(branch: string, given: Readonly<Record<string, string>> = {}): number | null {
    const program = `"${process.execPath}" "${join(ROOT, 'dist/cli.js')}" --plots none --html none`;
    const script = SCRIPT.replace(/^npx --yes \S+/m, program);
    expect(script).toContain(program);
    const env = { PATH: process.env.PATH ?? '', BRANCH: branch, ...given };
    const { status, stderr } = spawnSync('bash', ['-c', script], { cwd, env, encoding: 'utf8' });
    said = stderr;
    return status;
  }

  test('without a baseline fails loudly off main, unless that is known, and keeps nothing of a topic', () => {
    measure(EXAMPLE);
    expect([gate('topic'), kept()]).toEqual([1, []]);
    expect(said).toContain('NOTHING WAS COMPARED');
    expect([gate('', { FIRST_RUN: '1' }), kept()]).toEqual([0, []]);
  });

  test('leaves nothing of an earlier run where there is nothing to read', () => {
    rmSync(join(cwd, 'results'), { recursive: true });
    expect(gate('topic')).toBe(2);
    expect(existsSync(join(cwd, 'pareto-report/junit.xml'))).toBe(false);
    measure(EXAMPLE);
  });

  test('keeps the report of main, and compares with it', () => {
    expect([gate('main'), kept().length]).toEqual([0, 1]);
    measure(`${EXAMPLE}-changed`);
    expect([gate('topic'), kept().length]).toEqual([1, 1]);
  });

  test('keeps that of a main that lost something, and the newest five of all', () => {
    for (const day of [1, 2, 3, 4, 5])
      cpSync(join(cwd, 'keep', kept().at(-1) ?? ''), join(cwd, `keep/2020010${day}.json`));
    expect(gate('main')).toBe(1);
    expect(kept()).toHaveLength(5);
    expect(kept().slice(0, 3)).toEqual(['20200103.json', '20200104.json', '20200105.json']);
  });
});
