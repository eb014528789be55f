import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '../..');
export const EXAMPLE = join(ROOT, 'examples/llama-3.1-70b-h100');

/** What a program that was started came to. */
export interface ProgramResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The Nodes that `dist/` is tried on: that of npm, which is the machine's, and the one that the tests run on. */
export const NODES: readonly string[] = [
  ...new Set([process.env.npm_node_execpath ?? process.execPath, process.execPath]),
];

/** An empty folder with nothing above it that Node would look for packages in. */
export function emptyFolder(): string {
  return mkdtempSync(join(tmpdir(), 'pareto-report-'));
}

/** A copy of `dist/` alone in an empty folder. */
export function lonelyDist(): string {
  const folder = join(emptyFolder(), 'dist');
  cpSync(join(ROOT, 'dist'), folder, { recursive: true });
  return folder;
}

/** Starts a script with nothing of this machine's surroundings: no fonts, no packages, no variables but those given. */
export function run(
  node: string,
  script: string,
  args: readonly string[],
  { cwd, env = {} }: { cwd: string; env?: Record<string, string> },
): Promise<ProgramResult> {
  const bare = { PATH: '', HOME: cwd, FONTCONFIG_FILE: '/dev/null', ...systemRoot(), ...env };
  return new Promise((resolve, reject) => {
    const child = spawn(node, [script, ...args], { cwd, env: bare, stdio: ['ignore', 'pipe', 'pipe'] });
    const [stdout, stderr]: [string[], string[]] = [[], []];
    child.stdout.setEncoding('utf8').on('data', (text: string) => stdout.push(text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => stderr.push(text));
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, stdout: stdout.join(''), stderr: stderr.join('') }));
  });
}

/** Windows starts nothing without these. */
export function systemRoot(): Record<string, string> {
  const { SystemRoot, TEMP } = process.env;
  return { ...(SystemRoot === undefined ? {} : { SystemRoot }), ...(TEMP === undefined ? {} : { TEMP }) };
}

/** Where GitHub's runner would have an action write. */
export interface RunnerFiles {
  readonly env: Record<string, string>;
  readonly output: string;
  readonly summary: string;
}

/** Inputs and files as GitHub's runner gives them to an action. */
export function runner(workspace: string, inputs: Readonly<Record<string, string>>): RunnerFiles {
  const folder = emptyFolder();
  mkdirSync(folder, { recursive: true });
  const [output, summary] = [join(folder, 'output'), join(folder, 'summary')];
  for (const file of [output, summary]) writeFileSync(file, '');
  const named = Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]);
  const env = {
    GITHUB_ACTIONS: 'true',
    GITHUB_WORKSPACE: workspace,
    GITHUB_OUTPUT: output,
    GITHUB_STEP_SUMMARY: summary,
  };
  return { env: { ...env, ...Object.fromEntries(named) }, output, summary };
}

/** The outputs in a file, as the runner reads them: `name<<delimiter`, lines, delimiter. */
export function outputsIn(file: string): Record<string, string> {
  const text = readFileSync(file, 'utf8');
  return Object.fromEntries([...text.matchAll(/^(\S+)<<(\S+)\r?\n([\s\S]*?)\r?\n\2$/gm)].map((m) => [m[1], m[3]]));
}
