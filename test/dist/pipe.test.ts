import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { host, v01, yaml } from '../report/texts.ts';
import { emptyFolder, lonelyDist } from './spawn.ts';

/*
 * A pipe in the place of a file, as a shell or another program hands one over.
 */

const pareto = `${process.execPath} ${join(lonelyDist(), 'cli.js')}`;
const REPORT = yaml(v01({ 'scenario.host': host({ replica: 2 }) }));

let cwd: string;
beforeEach(() => {
  cwd = emptyFolder();
  mkdirSync(join(cwd, 'results'));
  writeFileSync(join(cwd, 'results/benchmark_report.yaml'), REPORT);
});

/** Runs a script of a shell's, in which `$pareto` is the command. */
function shell(script: string) {
  const env = { ...process.env, pareto };
  return spawnSync('bash', ['-c', script], { encoding: 'utf8', input: REPORT, env, cwd });
}

const report = () => JSON.parse(readFileSync(join(cwd, 'pareto-report/report.json'), 'utf8'));

describe.skipIf(process.platform === 'win32')('a shell’s pipes (none on Windows)', () => {
  test.each([
    ['a report that a shell hands over', '$pareto <(cat results/*.yaml) --plots none'],
    ['standard input of a pipe', 'cat results/*.yaml | $pareto /dev/stdin --plots none'],
    ['standard input from a file', '$pareto /dev/stdin --plots none < results/benchmark_report.yaml'],
    ['standard input of a here-document', '$pareto /dev/stdin --plots none <<< "$(cat results/*.yaml)"'],
    ['standard input of another program', 'exec $pareto /dev/stdin --plots none'],
    ['options', "$pareto results --config <(echo 'plots: none')"],
  ])('%s', (_, script) => {
    const { status, stderr } = shell(script);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(report()).toMatchObject({ runs: 1, problems: [] });
    expect(existsSync(join(cwd, 'pareto-report/plots'))).toBe(false);
  });

  test.each(['results/*.yaml', 'before/report.json'])('a baseline, which is asked for twice: %s', (file) => {
    expect(shell('$pareto results --plots none --output before').status).toBe(0);
    const { status, stderr } = shell(`$pareto results --plots none --baseline <(cat ${file})`);
    expect(status, stderr).toBe(0);
    expect(report()).toMatchObject({ verdict: 'pass', comparison: { counts: { pass: 1 } } });
  });
});
