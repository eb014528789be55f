import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
  const [, command] = /^\$ node (dist\/cli\.js .*)$/m.exec(content) ?? [];
  if (command === undefined) throw new Error('README.md: expected «$ node dist/cli.js …» in the section «terminal»');
  const shown = excerpt(printedBy(command.split(' ')), words).join('\n');
  return withSection(readme, NAME, `\`\`\`console\n$ node ${command}\n${shown}\n\`\`\``);
}

/** Lines on stdout without colours, as they are where the report goes to its usual folder. */
function printedBy(args: readonly string[]): string[] {
  const output = mkdtempSync(join(tmpdir(), 'pareto-report-transcript-'));
  try {
    const env = { ...process.env, COLUMNS: WIDTH, NO_COLOR: '1' };
    const given = [...args, '--output', output];
    const { status, stdout, stderr } = spawnSync(process.execPath, given, { cwd: ROOT, env, encoding: 'utf8' });
    if (status !== 0 && status !== 1) throw new Error(`${args.join(' ')}: status ${status}: ${stderr}`);
    return stdout.replaceAll(output, 'pareto-report').trimEnd().split('\n');
  } finally {
    rmSync(output, { recursive: true, force: true });
  }
}

/** The first and the last lines, as many as `words` ask for («first 20, last 3»), with an ellipsis between them. */
function excerpt(lines: readonly string[], words: string): string[] {
  const [, first, last] = /^first (\d+), last (\d+)$/.exec(words) ?? [];
  if (first === undefined || last === undefined) throw new Error(`expected «first 20, last 3», found «${words}»`);
  if (lines.length <= Number(first) + Number(last)) return [...lines];
  return [...lines.slice(0, Number(first)), '…', ...lines.slice(lines.length - Number(last))];
}

/** Writes it. */
export function writeTranscript(): void {
  writeFileSync(README, withTranscript(readFileSync(README, 'utf8')));
}
