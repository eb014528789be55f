import { expect, test } from 'vitest';
import { renderTerminal } from '../../src/summary/terminal.ts';
import { aConfiguration, aDeployment, aProblem, aReport, aRun, aScenario, aSweep, at, withFront } from '../builders.ts';

const run = { run: aRun(), scenario: 's', configuration: 'c' };

test('a small sweep: every point, the front, the answers, the verdict', () => {
  const text = renderTerminal(aReport([aSweep()], { runs: [run], problems: [aProblem()] }));
  expect(text).toBe(`1 run in 1 scenario

meta-llama/Llama-3.1-70B-Instruct on H100
ISL 9,999 · OSL 1,000 · vllm-benchmark · 2 configurations, 6 points

  Configuration  Concurrency  Front  tok/s/user  tok/s/GPU
  2R-TP4                   1  yes          50.0       6.25
  2R-TP4                  64  yes          10.4      167.3
  2R-TP4                 256  yes          2.64      168.8
  1P-TP8/1D-TP8            1  yes          80.1       5.00
  1P-TP8/1D-TP8           64  yes          29.8      119.1
  1P-TP8/1D-TP8          128  yes          18.6      148.8

Front

  Configuration  Concurrency  tok/s/user  tok/s/GPU  Of the best tok/s/GPU  GPUs
  2R-TP4                 256        2.64      168.8                  100 %     8
  2R-TP4                  64        10.4      167.3                   99 %     8
  1P-TP8/1D-TP8          128        18.6      148.8                   88 %    16
  1P-TP8/1D-TP8           64        29.8      119.1                   71 %    16
  2R-TP4                   1        50.0       6.25                  3.7 %     8
  1P-TP8/1D-TP8            1        80.1       5.00                  3.0 %    16

Most tokens per GPU: 2R-TP4 at concurrency 256, 168.8 tok/s/GPU at 2.64 tok/s/user.
Fastest that keeps 80 % of that: 1P-TP8/1D-TP8 at concurrency 128, 148.8 tok/s/GPU at 18.6 tok/s/user, 7.0 times as fast for a user.
Fastest for a user: 1P-TP8/1D-TP8 at concurrency 1, 80.1 tok/s/user at 5.00 tok/s/GPU.
Aggregated or disaggregated: the most tok/s/GPU comes from aggregated serving up to 10.4 tok/s/user, then disaggregated up to 29.8, aggregated up to 50.0, disaggregated up to 80.1.
On the front: 2 of 2 configurations, 6 of 6 points.

Problems: 1 error
Verdict: none (nothing was gated)
`);
});

test('a big sweep: a row per configuration instead of one per point', () => {
  const points = Array.from({ length: 100 }, (_, i) => at(i + 1, 10 + i, 1000 - i));
  const text = renderTerminal(aReport([withFront(aScenario([aConfiguration(aDeployment(), points)]))]));
  expect(text).toContain(
    '  Configuration  Serving     Replicas  GPUs  Points  On the front  Best tok/s/GPU  Best tok/s/user\n',
  );
  expect(text).toContain('and 50 more in report.json');
  expect(text.split('\n').length).toBeLessThan(80);
});

test('many scenarios: the overview first, and no more than can be read', () => {
  const scenarios = Array.from({ length: 200 }, (_, i) => aSweep({ id: `s${i}`, model: `model-${i}` }));
  const text = renderTerminal(aReport(scenarios));
  expect(text.indexOf('model-199')).toBe(-1);
  expect(text).toContain('and 150 more in report.json');
  expect(text).toContain('180 more scenarios in report.json');
});

test('no scenario: the counts and the verdict', () => {
  const text = renderTerminal(aReport([], { leftOut: [{ option: 'only aggregated', runs: 2 }] }));
  expect(text).toBe('0 runs in 0 scenarios\n\n2 runs left out by only aggregated\nVerdict: none (nothing was gated)\n');
});

test('a name can neither colour nor move nor command', () => {
  const name = '\u001b[2J\u001b]0;owned\u0007\r\n::error::x\u202e';
  const deployment = aDeployment({ label: name });
  const scenario = aScenario([aConfiguration(deployment, [at(1, 2, 3)])], {
    model: name,
    harness: name,
    accelerator: name,
  });
  const text = renderTerminal(aReport([withFront(scenario), aSweep()], { leftOut: [{ option: name, runs: 1 }] }));
  expect(text).not.toMatch(/[^\n\P{Cc}]|\p{Cf}/u);
  expect(text).not.toMatch(/^\s*::/m);
});
