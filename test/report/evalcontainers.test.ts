import { expect, test } from 'vitest';
import { measurementsOf } from '../../src/identity/measurement.ts';
import { AGGREGATE, type Changes, read, v02 } from './texts.ts';

/** eval-containers: a report a task, and one that sums them up. */
function report(path: string, changes: Changes) {
  const load = {
    tool: 'eval-containers',
    tool_version: '',
    source: 'sampled',
    input_seq_len: { distribution: 'other', value: 0 },
  };
  const stated = {
    'scenario.stack': null,
    'scenario.load.standardized': load,
    [AGGREGATE]: {
      latency: { request_latency: { units: 'ms', mean: 2000 } },
      throughput: {
        request_rate: { units: 'queries/s', mean: 0.4 },
        total_token_rate: { units: 'tokens/s', mean: 900 },
      },
    },
  };
  return read(v02({ ...stated, ...changes }), { path });
}

const whole = () =>
  report('results/agentic-summary/agentic_run_report.yaml', {
    'run.uid': 'eval-containers-1788000000-ab12cd',
    'scenario.load.standardized.parallelism': 2,
    'scenario.load.native.args': { harness: 'eval-containers', aggregation: 'run-level', tasks_completed: 2 },
  });
const task = (index: number, run = 'eval-containers-1788000000-ab12cd') =>
  report(`results/${run}_${index}/benchmark_report_v0.2,_result.json.yaml`, {
    'run.uid': `t${run}${index}`,
    'scenario.load.native.args': { harness: 'eval-containers', task_id: String(index) },
    [`${AGGREGATE}.latency.request_latency.mean`]: 1950 + index,
  });

test('the whole is made of its tasks, and left out beside them', () => {
  const { measured, problems } = measurementsOf([whole(), task(1), task(2)]);
  expect(measured.map(({ run }) => run.files[0]?.path)).toEqual([
    expect.stringContaining('_1/'),
    expect.stringContaining('_2/'),
  ]);
  expect(problems).toMatchObject([{ file: 'results/agentic-summary/agentic_run_report.yaml' }]);
});

test('without them it counts, with a warning of its rates', () => {
  const alone = whole();
  expect(measurementsOf([alone, task(1, 'other')]).measured).toHaveLength(2);
  const warnings = alone.located.filter(({ finding }) => finding.severity === 'warning');
  expect(warnings.map(({ finding }) => finding.message)).toEqual([
    'summary of several tasks: its rates are those of one task at a time, however many ran at once',
  ]);
});
