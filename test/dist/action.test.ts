import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { EXAMPLE, emptyFolder, lonelyDist, outputsIn, run, runner } from './spawn.ts';

const action = join(lonelyDist(), 'action.js');
/** Actions run on Node 24; where the tests run on another, on that. */
const node = process.execPath;

test('reports the example: job summary, outputs, log groups', async () => {
  const cwd = emptyFolder();
  const { env, output, summary } = runner(cwd, { reports: EXAMPLE, 'job-summary': 'true', plots: '' });
  const ended = await run(node, action, [], { cwd, env });
  expect(ended.status, ended.stdout + ended.stderr).toBe(0);
  expect(ended.stdout).toMatch(/^::group::/m);
  expect(ended.stdout).toMatch(/^::endgroup::/m);
  expect(outputsIn(output)).toEqual({
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
  expect(outputsIn(output)).toMatchObject({
    verdict: 'regression',
    // Three points past a bound, and the loss of their configuration.
    regressions: '4',
    missing: '1',
    new: '6',
    baseline: 'path',
  });
  expect(Number(outputsIn(output)['front-change'])).toBeCloseTo(-0.002, 3);
  expect(readFileSync(summary, 'utf8')).toMatch(
    /^> \[!CAUTION\]\n> \*\*pareto-report · Regression: 1P-TP8\/1D-TP8 at concurrency 64: output throughput −14\.0% \(Llama-3\.1-70B-Instruct\), and \d more points\*\*\n>\n> 1P-TP8\/1D-TP8 lost 6\.4% on average over its loads; 3 of 65 points/,
  );
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
