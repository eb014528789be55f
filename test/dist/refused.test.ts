import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { host, v01, yaml } from '../report/texts.ts';
import { emptyFolder, lonelyDist } from './spawn.ts';

/*
 * Files and folders that the system lets nobody enter, list or read, and pipes where a file is looked for by its name:
 * a sentence, and no end that never comes.
 */

/** What drops the rights of root, whom no mode holds back. */
const DROPPED = ['setpriv', '--reuid', '65534', '--regid', '65534', '--clear-groups'];
const AS_NOBODY = process.getuid?.() === 0 ? DROPPED : [];
const [program = '', ...args] = [...AS_NOBODY, process.execPath, '--version'];
const canTry = process.platform !== 'win32' && spawnSync(program, args).status === 0;

const dist = canTry ? lonelyDist() : '';
if (canTry) chmodSync(dirname(dist), 0o755);
const pareto = [...AS_NOBODY, process.execPath, join(dist, 'cli.js')].join(' ');

let cwd: string;
beforeEach(() => {
  cwd = emptyFolder();
  mkdirSync(join(cwd, 'r'));
  writeFileSync(join(cwd, 'r/benchmark_report.yaml'), yaml(v01({ 'scenario.host': host({ replica: 2 }) })));
  writeFileSync(join(cwd, 'options.yml'), 'plots: none\n');
});

/** Runs a script of a shell's, in which `$pareto` is the command as somebody who owns nothing. */
function shell(script: string) {
  const env = { ...process.env, pareto };
  return spawnSync('bash', ['-c', `chmod 777 . && mkdir -m 777 out && ${script}`], {
    encoding: 'utf8',
    env,
    cwd,
    timeout: 20_000,
  });
}

const CONFIG = 'mkdir .github && cp options.yml .github/pareto-report.yml';
const RUN = '$pareto r/benchmark_report.yaml --plots none --output out/report';

describe.skipIf(!canTry)('a config file', () => {
  test.each([
    ['that may not be read', `${CONFIG} && chmod 0 .github/pareto-report.yml`, 'EACCES: permission denied, open'],
    ['in a folder that may not be entered', `${CONFIG} && chmod 0 .github`, 'EACCES: permission denied, stat'],
    ['that is a folder', 'mkdir -p .github/pareto-report.yml', 'a folder or a glob'],
    [
      'that is a pipe into which nobody writes',
      'mkdir .github && mkfifo -m 666 .github/pareto-report.yml',
      'a pipe or a device, which is only read by its name',
    ],
  ])('%s is refused, and not taken for none', (_, prepare, reason) => {
    const { status, stderr } = shell(`${prepare} && ${RUN}`);
    expect(stderr).toMatch(
      /^pareto-report: --config \.github\/pareto-report\.yml: expected a file that can be read, found .*\n$/,
    );
    expect(stderr).toContain(reason);
    expect(status).toBe(2);
    expect(existsSync(join(cwd, 'out/report'))).toBe(false);
  });

  test('in a folder that may not be listed is read all the same', () => {
    const { status, stderr } = shell(`${CONFIG} && chmod 711 .github && $pareto r --output out/report`);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(existsSync(join(cwd, 'out/report/report.json'))).toBe(true);
    expect(existsSync(join(cwd, 'out/report/plots'))).toBe(false);
  });
});

describe.skipIf(!canTry)('results', () => {
  test.each([
    ['in a folder that may not be listed', 'chmod 711 r && $pareto r', 'EACCES: permission denied, scandir'],
    ['in a folder that may not be entered', 'chmod 744 r && $pareto r', 'EACCES: permission denied, open'],
    ['in a file that may not be read', 'chmod 0 r/*.yaml && $pareto r', 'EACCES: permission denied, open'],
  ])('%s: a sentence and status 2', (_, script, reason) => {
    const { status, stderr } = shell(`${script} --plots none --output out/report`);
    expect(stderr).toContain(reason);
    expect(stderr).toContain('pareto-report: no benchmark report could be read');
    expect(stderr).not.toContain('    at ');
    expect(status).toBe(2);
  });

  test.each([
    ['beside a file that is named', 'chmod 711 r'],
    ['above it', 'chmod 711 .'],
  ])('a folder %s that may not be listed: it is read, and what lies there is said to be unknown', (_, prepare) => {
    const { status, stderr, stdout } = shell(`${prepare} && ${RUN}`);
    expect(stdout).toContain('1 run in 1 scenario');
    expect(stderr).toMatch(/^\S*: error: cannot be read: EACCES: permission denied, scandir .* \[not-had\]\n$/);
    expect(status).toBe(0);
  });

  test.each(['r', 'r/benchmark_report.yaml', 'r/*.yaml'])('a pipe beside or above %s is no statement', (given) => {
    const pipes = 'mkfifo -m 666 r/pareto-report.yml pareto-report.yml';
    const { status, stderr } = shell(`${pipes} && $pareto '${given}' --plots none --output out/report`);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });
});

describe.skipIf(!canTry)('an output folder', () => {
  test.each([
    ['with a folder as report.json', 'mkdir -p -m 777 out/report/report.json', 'report.json'],
    ['with a pipe as report.json', 'mkdir -m 777 out/report && mkfifo -m 666 out/report/report.json', 'report.json'],
    ['with a pipe as summary.md', 'mkdir -m 777 out/report && mkfifo -m 666 out/report/summary.md', 'summary.md'],
    [
      'whose report.json may not be read',
      'mkdir -m 777 out/report && install -m 0 r/* out/report/report.json',
      'report.json',
    ],
  ])('%s is somebody else’s', (_, prepare, name) => {
    const { status, stderr } = shell(`${prepare} && ${RUN}`);
    expect(stderr).toBe(
      `pareto-report: --output out/report: has a ${name} that this program did not write; choose another folder\n`,
    );
    expect(status).toBe(2);
  });

  test('that may not be written is refused', () => {
    const { status, stderr } = shell(`mkdir -m 755 out/report && ${RUN}`);
    expect(stderr).toMatch(
      /^pareto-report: --output out\/report: cannot be written \(EACCES: .*choose another folder\n$/,
    );
    expect(status).toBe(2);
  });
});

test.skipIf(!canTry).each(['out/before', 'out/before/report.json'])(
  'a baseline that may not be read fails the gate, and is not taken for none: %s',
  (baseline) => {
    const made = '$pareto r --plots none --quiet --output out/before && chmod 0 out/before/report.json';
    const { status, stdout, stderr } = shell(`${made} && ${RUN} --baseline ${baseline}`);
    expect(stdout + stderr).toContain('baseline-error: the baseline could not be fetched or read');
    expect(status).toBe(1);
  },
);
