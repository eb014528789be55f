// @ts-check
// Where a cold start goes: `node scripts/coldstart.mjs FOLDER` for the reports in a folder, or as a part of `npm run bench`.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const CLI = resolve(fileURLToPath(import.meta.url), '../../dist/cli.js');
const RUNS = 7;

/** Prints the median wall time of Node alone, of an answer without work, and of some reports: all in turn, run by run. */
export function coldStarts(/** @type {string} */ folder, /** @type {string} */ output) {
  const report = [CLI, folder, '--output', output];
  const started = {
    'node -e 0': ['-e', '0'],
    '--version': [CLI, '--version'],
    'without pictures': [...report, '--plots', 'none'],
    'with pictures': report,
  };
  const seconds = Array.from({ length: RUNS }, () => Object.values(started).map(secondsOf));
  const medians = Object.keys(started).map((name, index) => {
    const sorted = seconds.map((run) => run[index] ?? Number.NaN).sort((a, b) => a - b);
    return `${name} ${sorted[(RUNS - 1) / 2]?.toFixed(3)} s`;
  });
  console.log(`Cold, median of ${RUNS} in turn: ${medians.join(', ')}`);
}

function secondsOf(/** @type {readonly string[]} */ args) {
  const began = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 2 ** 28 });
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with status ${status}: ${stderr}`);
  return (performance.now() - began) / 1000;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const output = mkdtempSync(join(tmpdir(), 'pareto-report-cold-'));
  coldStarts(process.argv[2] ?? 'examples/llama-3.1-70b-h100', join(output, 'out'));
  rmSync(output, { recursive: true });
}
