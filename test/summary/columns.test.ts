import { expect, test } from 'vitest';
import { COSTS } from '../../src/run/costmetric.ts';
import { METRICS } from '../../src/run/metric.ts';
import type { Point } from '../../src/scenario/scenario.ts';
import { configurationTable, frontTable, overviewTable, pointTable } from '../../src/summary/columns.ts';
import { type Table, table } from '../../src/summary/tableblock.ts';
import {
  aConfiguration,
  aDeployment,
  aLoad,
  aPoint,
  aReport,
  aRole,
  aScenario,
  aSweep,
  at,
  disaggregated,
  someMetrics,
  unknownDeployment,
  withFront,
} from '../builders.ts';

/** Rows by the labels of their columns. */
function records({ columns, rows }: Table): Record<string, string>[] {
  return rows.map((row) => Object.fromEntries(columns.map(({ label }, i) => [label, row[i] ?? ''])));
}

test('columns of which nothing is known are left out, the first never', () => {
  const columns = [
    { label: 'A', align: 'left', text: () => '' },
    { label: 'B', align: 'left', text: () => '–' },
    { label: 'C', align: 'right', text: (n: number) => (n === 1 ? '–' : String(n)) },
  ] as const;
  expect(records(table(columns, [1, 2]))).toEqual([
    { A: '', C: '–' },
    { A: '', C: '2' },
  ]);
});

test('every measured figure of the run table has its column', () => {
  const known = Object.fromEntries(Object.keys(someMetrics()).map((id, i) => [id, i + 1]));
  const scenario = withFront(
    aScenario([aConfiguration(aDeployment(), [aPoint(8, { ...known, 'failure-rate': 0.1 })])]),
  );
  expect(pointTable(scenario).columns.map(({ label, unit }) => (unit ? `${label}, ${unit}` : label))).toEqual([
    ...['Configuration', 'Concurrency', 'Front', 'tok/s/user', 'tok/s/GPU'],
    ...COSTS.map(({ label, unit }) => `${label}, ${unit}`),
    ...[
      'Duration, s',
      'Completed, requests',
      'Failures, requests',
      'Request throughput, requests/s',
      'Output throughput, tok/s',
      'Total throughput, tok/s',
    ],
    ...['Mean TTFT, ms', 'Mean TPOT, ms', 'Mean ITL, ms', 'Mean E2EL, ms'],
    ...METRICS.filter(({ explains }) => explains).map(({ label, unit }) => (unit ? `${label}, ${unit}` : label)),
  ]);
});

test('figures that explain, and sessions, have columns only where a point states them', () => {
  const of = (point: Point) => pointTable(withFront(aScenario([aConfiguration(aDeployment(), [at(1, 2, 3), point])])));
  const plain = of(at(8, 1, 1)).columns.map(({ label }) => label);
  expect(plain).not.toContain('Power');
  expect(plain).not.toContain('Turns');
  const told = { ...aPoint(8, { 'cache-hit-rate': 0.62 }), sessions: { count: 40, turns: 6.5, duration: 31 } };
  expect(records(of(told))).toMatchObject([
    { 'Cache hit rate': '–', Turns: '–' },
    { 'Cache hit rate': '0.620', Sessions: '40', Turns: '6.50', 'Session duration': '31.0' },
  ]);
});

test('n and how far they scatter stand beside the median of repeats', () => {
  const outputs = (...values: number[]) => values.map((value) => someMetrics({ 'output-throughput': value }));
  const repeated = { ...aPoint(8, { 'output-throughput': 100 }), samples: outputs(99, 100, 101) };
  const once = aPoint(1, { 'output-throughput': 20 });
  const rows = records(pointTable(withFront(aScenario([aConfiguration(aDeployment(), [once, repeated])]))));
  expect(rows.map((row) => row['Output throughput'])).toEqual(['20.0', '100.0 (n 3, ±1.0%)']);
});

test('a load is shown by what tells it apart: concurrency, rate, or else stage', () => {
  const loads = [
    aLoad(64),
    aLoad(3.2, { concurrencySource: 'estimated', rate: 0.25 }),
    aLoad(null, { rate: 4 }),
    aLoad(null, { stage: 2 }),
  ];
  const rows = (count: number) =>
    records(
      pointTable(
        withFront(
          aScenario([
            aConfiguration(
              aDeployment(),
              loads.slice(0, count).map((load) => at(load, 1, 1)),
            ),
          ]),
        ),
      ),
    );
  expect(rows(4)).toMatchObject([
    { Concurrency: '64', Rate: '–', Stage: '–' },
    { Concurrency: '≈ 3.20', Rate: '0.25', Stage: '–' },
    { Concurrency: '–', Rate: '4', Stage: '–' },
    { Concurrency: '–', Rate: '–', Stage: '2' },
  ]);
  expect(rows(3)[0]).not.toHaveProperty('Stage');
  expect(rows(1)[0]).not.toHaveProperty('Rate');
});

test('the front is as long as asked, and its shares are of the whole front’s best', () => {
  const rows = records(frontTable(aSweep(), 3));
  expect(rows.map((row) => row['Of the best tok/s/GPU'])).toEqual(['100%', '99%', '88%']);
});

test('a configuration shows its roles, its GPUs and its best, failed points left out', () => {
  const wide = disaggregated({
    label: 'wide',
    roles: [
      aRole({ role: 'prefill', replicas: 4, tp: 1, dp: 8, ep: 8, accelerator: 'H100' }),
      aRole({ role: 'decode', replicas: null, tp: null, pp: 2, accelerator: 'A100' }),
    ],
    gpus: null,
  });
  const failed = aPoint(2, { 'throughput-per-user': 99, 'throughput-per-gpu': 99, 'failure-rate': 0.51 });
  const scenario = aScenario([
    aConfiguration(aDeployment({ roles: [aRole(), aRole({ replicas: 1, tp: 8 })] }), [at(1, 2, 3), failed]),
    aConfiguration(wide, [at(1, 2, null)]),
    aConfiguration(unknownDeployment, []),
  ]);
  expect(records(configurationTable(withFront(scenario)))).toEqual([
    {
      ...{ Configuration: '2R-TP4', Serving: 'aggregated', Replicas: '2 × TP4 + 1 × TP8', Prefill: '', Decode: '' },
      ...{ GPUs: '8', Points: '2', 'On the front': '1', 'Best tok/s/GPU': '3.00', 'Best tok/s/user': '2.00' },
    },
    {
      ...{ Configuration: 'wide', Serving: 'disaggregated', Replicas: '' },
      ...{ Prefill: '4 × TP1 DP8 EP8 on H100', Decode: '? × TP? PP2 on A100', GPUs: '–', Points: '1' },
      ...{ 'On the front': '0', 'Best tok/s/GPU': '–', 'Best tok/s/user': '2.00' },
    },
    {
      ...{
        Configuration: 'unknown',
        Serving: 'unknown',
        Replicas: '',
        Prefill: '',
        Decode: '',
        GPUs: '–',
        Points: '0',
      },
      ...{ 'On the front': '0', 'Best tok/s/GPU': '–', 'Best tok/s/user': '–' },
    },
  ]);
});

test('the overview names quantization, prefix and harness only where they differ', () => {
  const labels = (...scenarios: ReturnType<typeof aSweep>[]) =>
    overviewTable(aReport(scenarios)).columns.map(({ label }) => label);
  expect(labels(aSweep(), aSweep({ id: 'b', isl: 100 }))).not.toContain('Harness');
  expect(labels(aSweep(), aSweep({ id: 'b', quantization: 'FP8', harness: null }))).toEqual(
    expect.arrayContaining(['Quantization', 'Harness']),
  );
});
