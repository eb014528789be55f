import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { EXAMPLE, emptyFolder, outputsIn, runner } from '../dist/spawn.ts';
import { sourceStep } from './sourcestep.ts';

/*
 * A step by itself: its inputs, its log and its outputs, without a token and so without GitHub.
 */

test('problems are annotations on file and line, fewer of a kind than GitHub shows', async () => {
  const cwd = emptyFolder();
  mkdirSync(join(cwd, 'results'));
  for (let i = 0; i < 14; i += 1) {
    writeFileSync(join(cwd, `results/benchmark_report,_${i}.yaml`), "version: '0.1'\nscenario: {}\nmetrics: 7\n");
  }
  const { env } = runner(cwd, { reports: `results\n${EXAMPLE}`, plots: 'none' });
  const { status, stdout } = await sourceStep(cwd, env);
  expect(status).toBe(0);
  const errors = stdout.split('\n').filter((line) => line.startsWith('::error'));
  expect(errors).toHaveLength(7);
  expect(errors[0]).toMatch(/^::error title=[^,]*,file=results\/benchmark_report%2C_0\.yaml,line=\d+,col=\d+::/);
  expect(errors.at(-1)).toMatch(/more like this/);
});

test('a list goes by its singular too, separated by commas or lines; a misspelt input is refused', async () => {
  const cwd = emptyFolder();
  const given = { report: EXAMPLE, threshold: 'ttft<=1, front=-7%\ne2el<=1', plots: 'none' };
  const { env, output } = runner(cwd, given);
  const ended = await sourceStep(cwd, env);
  expect(ended.stdout).toMatch(/^::error title=pareto-report%3A regression::the gate failed: regression/m);
  expect(outputsIn(output)).toMatchObject({ runs: '66', verdict: 'regression' });
  const misspelt = await sourceStep(cwd, { ...env, INPUT_FAIL_ON: 'never' });
  expect(misspelt.status).toBe(1);
  expect(misspelt.stdout).toMatch(/^::error::input fail_on: unknown input; did you mean fail-on\?/m);
});

test('a bad input is named as an input', async () => {
  const cwd = emptyFolder();
  const { env } = runner(cwd, { reports: EXAMPLE, gpus: '-3' });
  const { status, stdout } = await sourceStep(cwd, env);
  expect(status).toBe(1);
  expect(stdout).toMatch(/^::error::input gpus: expected a whole number above 0/m);
});

test.each([
  [{ filter: 'model=nothing-alike' }, /^::error::input filter model=nothing-alike: expected to keep some of \d+ runs/m],
  [{ baseline: 'atuo' }, /^::error::input baseline atuo: expected a path or auto, found neither; did you mean auto\?/m],
  [
    { mode: 'publsh' },
    /^::error::input mode: expected report, publish or cleanup, found “publsh”; did you mean publish/m,
  ],
  [{ config: 'no.yml' }, /^::error::input config no\.yml: expected a file, found none/m],
])('what proves wrong later is named as an input: %o', async (inputs, sentence) => {
  const cwd = emptyFolder();
  const { env } = runner(cwd, { reports: EXAMPLE, plots: 'none', ...inputs });
  const { status, stdout } = await sourceStep(cwd, env);
  expect(status).toBe(1);
  expect(stdout).toMatch(sentence);
});

test('a workspace has its config file, and an input wins over it', async () => {
  const cwd = emptyFolder();
  mkdirSync(join(cwd, '.github'));
  writeFileSync(join(cwd, '.github/pareto-report.yml'), 'user-throughput: tpot\nplots: none\noutput: elsewhere\n');
  const { env, output } = runner(cwd, { reports: EXAMPLE, output: 'here', 'job-summary': 'false' });
  const ended = await sourceStep(cwd, env);
  expect(ended.status, ended.stdout).toBe(0);
  expect(outputsIn(output)['report-json']).toBe(join(cwd, 'here', 'report.json'));
  expect(readdirSync(cwd).sort()).toEqual(['.github', 'here']);
  expect(JSON.parse(readFileSync(join(cwd, 'here/report.json'), 'utf8'))).toMatchObject({ userThroughput: 'tpot' });
});

test('a bad job-summary input, and a summary that cannot be written', async () => {
  const cwd = emptyFolder();
  const bad = await sourceStep(cwd, runner(cwd, { reports: EXAMPLE, 'job-summary': 'maybe' }).env);
  expect(bad.status).toBe(1);
  expect(bad.stdout).toMatch(/^::error::input job-summary: expected true or false, found “maybe”/m);
  const env = { ...runner(cwd, { reports: EXAMPLE, plots: 'none' }).env, GITHUB_STEP_SUMMARY: join(cwd, 'no', 'such') };
  const unwritable = await sourceStep(cwd, env);
  expect(unwritable.status, unwritable.stderr).toBe(0);
  expect(unwritable.stdout).toMatch(/^::warning::the job summary cannot be written/m);
});

test('inputs and a config file with the ends of lines of Windows say the same as with others', async () => {
  const written = async (end: string) => {
    const cwd = emptyFolder();
    mkdirSync(join(cwd, '.github'));
    const lines = ['label: a label', 'plots: none', 'at:', '  - 20', '  - 40', ''];
    writeFileSync(join(cwd, '.github/pareto-report.yml'), lines.join(end));
    const places = ['', `${EXAMPLE}/*1p-tp8*`, '  ', `${EXAMPLE}/*2r-tp4*/**/*.yaml`, ''];
    const { env, output } = runner(cwd, {
      reports: places.join(end),
      output: `out${end}`,
      filter: `model=*Llama*${end}accelerator=*${end}`,
    });
    const ended = await sourceStep(cwd, env);
    expect(ended.status, ended.stdout + ended.stderr).toBe(0);
    return { runs: outputsIn(output).runs, csv: readFileSync(join(cwd, 'out/runs.csv'), 'utf8').replaceAll(cwd, '') };
  };
  const usual = await written('\n');
  expect(Number(usual.runs)).toBeGreaterThan(0);
  expect(await written('\r\n')).toEqual(usual);
});
