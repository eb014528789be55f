import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { EXAMPLE, emptyFolder, lonelyDist, run, runner } from './spawn.ts';

const action = join(lonelyDist(), 'action.js');
/** Actions run on Node 24; where the tests run on another, on that. */
const node = process.execPath;

/** Outputs as the runner reads them: `name<<delimiter`, lines, delimiter. */
function outputsOf(file: string): Record<string, string> {
  const text = readFileSync(file, 'utf8');
  return Object.fromEntries([...text.matchAll(/^(\S+)<<(\S+)\r?\n([\s\S]*?)\r?\n\2$/gm)].map((m) => [m[1], m[3]]));
}

test('reports the example: job summary, outputs, log groups', async () => {
  const cwd = emptyFolder();
  const { env, output, summary } = runner(cwd, { reports: EXAMPLE, 'job-summary': 'true', plots: '' });
  const ended = await run(node, action, [], { cwd, env });
  expect(ended.status, ended.stdout + ended.stderr).toBe(0);
  expect(ended.stdout).toMatch(/^::group::/m);
  expect(ended.stdout).toMatch(/^::endgroup::/m);
  expect(outputsOf(output)).toEqual({
    verdict: 'none',
    runs: '66',
    scenarios: '1',
    problems: '0',
    'report-json': join(cwd, 'pareto-report', 'report.json'),
    'summary-file': join(cwd, 'pareto-report', 'summary.md'),
    html: join(cwd, 'pareto-report', 'report.html'),
    plots: join(cwd, 'pareto-report', 'plots'),
    regressions: '0',
    improvements: '0',
    missing: '0',
    new: '0',
    'front-change': '',
    detectable: '[]',
    remeasure: '{"include":[]}',
    baseline: 'none',
    'baseline-commit': '',
    'comment-url': '',
    'image-urls': '',
    'publish-status': '',
  });
  const text = readFileSync(summary, 'utf8');
  expect(text).toContain('**Most tokens per GPU:**');
  expect(text).toContain('tradeoff-light.png');
  expect(text).not.toContain('<img');
});

test('problems are annotations on file and line, fewer of a kind than GitHub shows', async () => {
  const cwd = emptyFolder();
  mkdirSync(join(cwd, 'results'));
  for (let i = 0; i < 14; i += 1) {
    writeFileSync(join(cwd, `results/benchmark_report,_${i}.yaml`), "version: '0.1'\nscenario: {}\nmetrics: 7\n");
  }
  const { env } = runner(cwd, { reports: `results\n${EXAMPLE}` });
  const { status, stdout } = await run(node, action, [], { cwd, env });
  expect(status).toBe(0);
  const errors = stdout.split('\n').filter((line) => line.startsWith('::error'));
  expect(errors).toHaveLength(7);
  expect(errors[0]).toMatch(/^::error title=[^,]*,file=results\/benchmark_report%2C_0\.yaml,line=\d+,col=\d+::/);
  expect(errors.at(-1)).toMatch(/more like this/);
});

test('nothing to read fails the step with a sentence', async () => {
  const cwd = emptyFolder();
  const { env, summary } = runner(cwd, { reports: 'results' });
  const { status, stdout, stderr } = await run(node, action, [], { cwd, env });
  expect(status).toBe(1);
  expect(stdout).toMatch(/^::error::no benchmark report could be read/m);
  expect(stdout + stderr).not.toMatch(/\bat .*:\d+:\d+\)?$/m);
  expect(readFileSync(summary, 'utf8')).toContain('No report: nothing could be measured or compared');
  expect(readdirSync(cwd)).toEqual([]);
});

test('a list goes by its singular too, separated by commas or lines; a misspelt input is refused', async () => {
  const cwd = emptyFolder();
  const given = { report: EXAMPLE, threshold: 'ttft<=1, front=-7%\ne2el<=1', plots: 'none' };
  const { env, output } = runner(cwd, given);
  const ended = await run(node, action, [], { cwd, env });
  expect(ended.stdout).toMatch(/^::error title=pareto-report%3A regression::the gate failed: regression/m);
  expect(outputsOf(output)).toMatchObject({ runs: '66', verdict: 'regression' });
  const misspelt = await run(node, action, [], { cwd, env: { ...env, INPUT_FAIL_ON: 'never' } });
  expect(misspelt.status).toBe(1);
  expect(misspelt.stdout).toMatch(/^::error::input fail_on: unknown input; did you mean fail-on\?/m);
});

test('a bad input is named as an input', async () => {
  const cwd = emptyFolder();
  const { env } = runner(cwd, { reports: EXAMPLE, gpus: '-3' });
  const { status, stdout } = await run(node, action, [], { cwd, env });
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
  const { status, stdout } = await run(node, action, [], { cwd, env });
  expect(status).toBe(1);
  expect(stdout).toMatch(sentence);
});

test('a workspace has its config file, and an input wins over it', async () => {
  const cwd = emptyFolder();
  mkdirSync(join(cwd, '.github'));
  writeFileSync(join(cwd, '.github/pareto-report.yml'), 'user-throughput: tpot\nplots: none\noutput: elsewhere\n');
  const { env, output } = runner(cwd, { reports: EXAMPLE, output: 'here', 'job-summary': 'false' });
  const ended = await run(node, action, [], { cwd, env });
  expect(ended.status, ended.stdout).toBe(0);
  expect(outputsOf(output)['report-json']).toBe(join(cwd, 'here', 'report.json'));
  expect(readdirSync(cwd).sort()).toEqual(['.github', 'here']);
  expect(JSON.parse(readFileSync(join(cwd, 'here/report.json'), 'utf8'))).toMatchObject({ userThroughput: 'tpot' });
});

test('names that look like workflow commands stay text', async () => {
  const cwd = emptyFolder();
  const evil = join(cwd, 'results');
  mkdirSync(evil);
  const report = readFileSync(
    join(EXAMPLE, 'pd-disaggregation.setup_1r-tp4/results/run_8_80/benchmark_report,_vllm-concurrency8.json.yaml'),
    'utf8',
  );
  writeFileSync(
    join(evil, 'benchmark_report,_x.yaml'),
    report.replace('meta-llama/Llama-3.1-70B-Instruct', '"::error::boo\\n::set-output name=a::b"'),
  );
  const { env } = runner(cwd, { reports: 'results', plots: 'none' });
  const { status, stdout } = await run(node, action, [], { cwd, env });
  expect(status).toBe(0);
  // What is printed between these two lines obeys no command.
  const [, word, text = ''] = /^::stop-commands::(\S+)\n([\s\S]*?)\n::\1::$/m.exec(stdout) ?? [];
  expect(word).toMatch(/^[0-9a-f-]{36}$/);
  expect(text).toContain('::error::boo');
  expect(stdout.replace(text, '')).not.toMatch(/^\s*::(error|set-output)/m);
});

test('a regression fails the step with annotations, after summary and outputs are written', async () => {
  const cwd = emptyFolder();
  const inputs = {
    reports: `${EXAMPLE}-changed`,
    baseline: EXAMPLE,
    thresholds: 'output-throughput=-10%\nttft=+20%',
    plots: 'none',
  };
  const { env, output, summary } = runner(cwd, inputs);
  const { status, stdout } = await run(node, action, [], { cwd, env });
  expect(status).toBe(1);
  expect(stdout).toMatch(/^::error title=pareto-report%3A past a bound::.*1P-TP8\/1D-TP8.*−14\.0%/m);
  expect(stdout).toMatch(/^::error title=pareto-report%3A regression::the gate failed: regression/m);
  expect(outputsOf(output)).toMatchObject({
    verdict: 'regression',
    // Three points past a bound, and the loss of their configuration.
    regressions: '4',
    missing: '1',
    new: '6',
    baseline: 'path',
  });
  expect(Number(outputsOf(output)['front-change'])).toBeCloseTo(-0.002, 3);
  expect(readFileSync(summary, 'utf8')).toMatch(
    /^> \[!CAUTION\]\n> \*\*pareto-report · Regression: 1P-TP8\/1D-TP8 at concurrency 64: output throughput −14\.0% \(Llama-3\.1-70B-Instruct\), and \d more\*\*\n>\n> 1P-TP8\/1D-TP8 lost 6\.4% on average over its loads; 3 of 65 points/,
  );
});

test('a bad job-summary input, and a summary that cannot be written', async () => {
  const cwd = emptyFolder();
  const bad = await run(node, action, [], { cwd, env: runner(cwd, { reports: EXAMPLE, 'job-summary': 'maybe' }).env });
  expect(bad.status).toBe(1);
  expect(bad.stdout).toMatch(/^::error::input job-summary: expected true or false, found “maybe”/m);
  const env = { ...runner(cwd, { reports: EXAMPLE, plots: 'none' }).env, GITHUB_STEP_SUMMARY: join(cwd, 'no', 'such') };
  const unwritable = await run(node, action, [], { cwd, env });
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
    const ended = await run(node, action, [], { cwd, env });
    expect(ended.status, ended.stdout + ended.stderr).toBe(0);
    return { runs: outputsOf(output).runs, csv: readFileSync(join(cwd, 'out/runs.csv'), 'utf8').replaceAll(cwd, '') };
  };
  const usual = await written('\n');
  expect(Number(usual.runs)).toBeGreaterThan(0);
  expect(await written('\r\n')).toEqual(usual);
});
