import { spawnSync } from 'node:child_process';
import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { withTranscript } from '../../scripts/transcript.ts';
import { type Block, PAGES, pageAt } from '../docs/pages.ts';
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
  const given = [...args, '--plots', 'none', '--output', emptyFolder()];
  const ended = await run(process.execPath, join(ROOT, script), given, { cwd: ROOT });
  expect(ended.status, ended.stderr).toBe(status);
});

test('the README shows what the terminal shows: npm run pictures', () => {
  const { text } = pageAt('README.md');
  expect(withTranscript(text)).toBe(text);
});

/** Lines for another CI: a block of shell, or the `script` of a job. */
function scriptOf({ language, text }: Block): string {
  if (language === 'sh') return text;
  const [job] = Object.values(parse(text) as Record<string, { script: string[] }>);
  return job?.script.join('\n') ?? '';
}

/** Runs such lines in a folder, with `dist/` in place of what npx would fetch. */
function runScript(script: string, cwd: string, branch: string): number | null {
  const program = `"${process.execPath}" "${join(ROOT, 'dist/cli.js')}" --plots none --html none`;
  const lines = script.replaceAll(/^npx --yes \S+/gm, program);
  expect(lines).toContain(program);
  const env = { PATH: process.env.PATH ?? '', BRANCH: branch, CI_COMMIT_BRANCH: branch, CI_DEFAULT_BRANCH: 'main' };
  return spawnSync('bash', ['-eo', 'pipefail', '-c', lines], { cwd, env }).status;
}

describe.skipIf(process.platform === 'win32').each(
  pageAt('docs/other-ci.md')
    .blocks.filter(({ text }) => /^ *(?:- )?npx/m.test(text) && !text.startsWith('pipeline'))
    .map((block) => [block.place, scriptOf(block)] as const),
)('%s', (_, script) => {
  test('keeps the report of main as the baseline, and fails on a loss after it was kept', () => {
    const cwd = emptyFolder();
    const measure = (example: string) => cpSync(example, join(cwd, 'results'), { recursive: true });
    measure(EXAMPLE);
    expect(runScript(script, cwd, 'topic')).toBe(0);
    expect(existsSync(join(cwd, 'keep'))).toBe(false);
    expect(runScript(script, cwd, 'main')).toBe(0);
    expect(existsSync(join(cwd, 'keep/report.json'))).toBe(true);
    measure(`${EXAMPLE}-changed`);
    expect(runScript(script, cwd, 'main')).toBe(1);
  });
});
