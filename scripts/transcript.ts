import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sectionOf, withSection } from './section.ts';

/*
 * What the README shows of a terminal: the command that stands there, and what `dist/` prints for it. Written by `npm run
 * pictures`; a test says that it is current.
 */

const ROOT = join(import.meta.dirname, '..');
const README = join(ROOT, 'README.md');
const NAME = 'terminal';
/** Cells of a line of code on GitHub. */
const WIDTH = '96';

/** The README with what its command prints today. */
export function withTranscript(readme: string): string {
  const { content, words } = sectionOf(readme, NAME);
  const [, command] = /^\$ (node dist\/cli\.js (?:.*\\\n)*.*)$/m.exec(content) ?? [];
  if (command === undefined) throw new Error('README.md: expected “$ node dist/cli.js …” in the section “terminal”');
  const [, ...args] = command.replaceAll('\\\n', ' ').split(/ +/);
  const shown = excerpt(printedBy(args), words);
  return withSection(readme, NAME, `\`\`\`console\n$ ${command}\n${shown}\n\`\`\``);
}

/** What goes to stdout, without colours, in a folder that has the examples, where the report goes to its usual place. */
function printedBy([program = '', ...args]: readonly string[]): string {
  const cwd = mkdtempSync(join(tmpdir(), 'pareto-report-transcript-'));
  try {
    symlinkSync(join(ROOT, 'examples'), join(cwd, 'examples'), 'junction');
    const env = { ...process.env, COLUMNS: WIDTH, NO_COLOR: '1', FORCE_COLOR: undefined };
    const given = [join(ROOT, program), ...args];
    const { status, stdout, stderr } = spawnSync(process.execPath, given, { cwd, env, encoding: 'utf8' });
    if (status !== 0 && status !== 1) throw new Error(`${args.join(' ')}: status ${status}: ${stderr}`);
    return stdout.trimEnd();
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}

/** The first and the last paragraphs, as many as `words` ask for (“first 6, last 1”), with an ellipsis between them. */
function excerpt(printed: string, words: string): string {
  const [, first, last] = /^first (\d+), last (\d+)$/.exec(words) ?? [];
  if (first === undefined || last === undefined) throw new Error(`expected “first 6, last 1”, found “${words}”`);
  const paragraphs = printed.split('\n\n');
  const left = paragraphs.slice(Number(first), paragraphs.length - Number(last));
  const shown = left.length === 0 ? paragraphs : paragraphs.toSpliced(Number(first), left.length, '…');
  return shown.join('\n\n');
}

/** Writes it. */
export function writeTranscript(): void {
  writeFileSync(README, withTranscript(readFileSync(README, 'utf8')));
}
