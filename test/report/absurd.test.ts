import { describe, expect, test } from 'vitest';
import { codesIn, host, problemsIn, read, v01, v02, yaml } from './texts.ts';

const ARGS = 'scenario.load.args';

describe('a load that is no number costs the run', () => {
  test.each([
    [-8, 'bad-number'],
    [Number.NaN, 'bad-number'],
    ['eight', 'wrong-type'],
    [true, 'wrong-type'],
  ])('max_concurrency: %s', (value, code) => {
    const text = yaml(v01({ [`${ARGS}.max_concurrency`]: value }));
    expect(read(text).run).toBeNull();
    const [problem] = problemsIn(text);
    expect(problem).toMatchObject({ severity: 'error', code });
    expect(problem?.message).toMatch(/^scenario\.load\.args\.max_concurrency: expected a number from 0 up, found /);
    expect(text.split('\n')[(problem?.line ?? 0) - 1]).toContain('max_concurrency');
  });

  test('so does a stage of inference-perf', () => {
    const load = { name: 'inference-perf', args: { load: { stages: [{ rate: -2 }] } }, metadata: { stage: 0 } };
    expect(codesIn(v01({ 'scenario.load': load }))).toContain('bad-number');
  });

  test.each([0, null, Number.POSITIVE_INFINITY, 'inf', 'None'])('%s is an open loop', (value) => {
    expect(read(yaml(v01({ [`${ARGS}.max_concurrency`]: value }))).run?.load.concurrencySource).toBe('estimated');
  });

  test('what v0.2 copies of a command line is not promised', () => {
    const native = {
      'scenario.load.native.args': { max_concurrency: 'lots' },
      'scenario.load.standardized.concurrency': undefined,
    };
    expect(read(yaml(v02(native))).run).not.toBeNull();
  });
});

describe('figures that no system reaches stand, with a warning', () => {
  test.each([
    [
      'output throughput of 1e300',
      { 'metrics.throughput.output_tokens_per_sec': 1e300, 'metrics.throughput.total_tokens_per_sec': 2e300 },
      'implausible-throughput',
    ],
    ['no output in spite of a total', { 'metrics.throughput.output_tokens_per_sec': 0 }, 'inconsistent-throughput'],
    [
      'a thousand million GPUs',
      { 'scenario.host': host({ replica: 1 }, { model: 'H100', count: 1e9, parallelism: { tp: 1 } }) },
      'implausible-gpus',
    ],
  ])('%s', (_, changes, code) => {
    const text = yaml(v01(changes));
    expect(read(text).run).not.toBeNull();
    expect(problemsIn(text).find((problem) => problem.code === code)).toMatchObject({ severity: 'warning' });
  });
});

test('a label that makes other GPUs than are stated', () => {
  const problems = problemsIn(v01(), { stated: { gpus: 4, label: '2R-TP4' } });
  expect(problems.map(({ code }) => code)).toContain('gpu-count-mismatch');
});
