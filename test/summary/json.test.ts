import { expect, test } from 'vitest';
import { z } from 'zod';
import { reportSchema } from '../../src/report/reportjson.ts';
import { METRICS } from '../../src/run/metric.ts';
import { jsonOf, renderJson } from '../../src/summary/json.ts';
import {
  aConfiguration,
  aDeployment,
  aLoad,
  aPoint,
  aProblem,
  aReport,
  aRole,
  aRun,
  aScenario,
  aSweep,
  disaggregated,
  someMetrics,
  unknownDeployment,
  withFront,
} from '../builders.ts';

const known = { 'throughput-per-user': 18.6012, 'throughput-per-gpu': 148.80961, 'output-throughput': 2380.9537 };
const nulls = Object.fromEntries(METRICS.map(({ id }) => [id, null]));

/** One point of `1P-TP8/1D-TP8`, and one of a deployment that nobody knows. */
function smallReport() {
  const deployment = disaggregated({ roles: [aRole({ role: 'prefill', replicas: 1, tp: 8 })] });
  const point = aPoint(128, known, { files: ['reports/a.yaml'] });
  const estimated = aLoad(3.5, { concurrencySource: 'estimated', rate: 4, stage: 2 });
  const unknown = aPoint(estimated, {}, { samples: [someMetrics(), someMetrics()] });
  const configurations = [
    aConfiguration(deployment, [point], { id: '1P-TP8/1D-TP8 · v2', variant: 'v2' }),
    aConfiguration(unknownDeployment, [unknown]),
  ];
  const scenario = withFront(aScenario(configurations, { quantization: 'FP8' }));
  return aReport([scenario], {
    runs: [{ run: aRun(), scenario: scenario.scenario.id, configuration: '1P-TP8/1D-TP8 · v2' }],
    plots: [
      { scenario: scenario.scenario.id, kind: 'tradeoff', theme: 'light', file: 'plots/a.png' },
      { scenario: 'another', kind: 'tradeoff', theme: 'light', file: 'plots/b.png' },
    ],
    problems: [aProblem()],
  });
}

test('report.json holds the keys of the contract, no others, in its order', () => {
  const text = renderJson(smallReport());
  const expected = {
    format: 'pareto-report/1',
    userThroughput: 'concurrency',
    verdict: 'none',
    ...{ runs: 1, prices: [] },
    scenarios: [
      {
        id: 'llama-h100-isl9999-osl1000',
        model: 'meta-llama/Llama-3.1-70B-Instruct',
        accelerator: 'H100',
        isl: 9999,
        osl: 1000,
        harness: 'vllm-benchmark',
        configurations: [
          {
            id: '1P-TP8/1D-TP8 · v2',
            key: '1P-TP8/1D-TP8 · #00000000',
            label: '1P-TP8/1D-TP8',
            variant: 'v2',
            disaggregated: true,
            gpus: 16,
            roles: [{ role: 'prefill', replicas: 1, tp: 8, dp: 1, pp: 1, ep: 1, accelerator: 'H100' }],
            points: [
              {
                concurrency: 128,
                rate: null,
                concurrencySource: 'reported',
                repeats: 1,
                front: true,
                metrics: { ...nulls, ...known },
                samples: [{ ...nulls, ...known }],
                files: ['reports/a.yaml'],
              },
            ],
          },
          {
            id: 'unknown',
            key: 'unknown · #00000000',
            label: 'unknown',
            variant: null,
            disaggregated: null,
            gpus: null,
            roles: [],
            points: [
              {
                concurrency: 3.5,
                rate: 4,
                concurrencySource: 'estimated',
                repeats: 2,
                front: false,
                metrics: nulls,
                samples: [nulls, nulls],
                files: ['reports/run.yaml'],
              },
            ],
          },
        ],
        front: [
          {
            configuration: '1P-TP8/1D-TP8 · v2',
            concurrency: 128,
            rate: null,
            'throughput-per-user': 18.6012,
            'throughput-per-gpu': 148.80961,
          },
        ],
        ...{ frontArea: 18.6012 * 148.80961, readings: [] },
        plots: [{ kind: 'tradeoff', theme: 'light', file: 'plots/a.png' }],
      },
    ],
    comparison: null,
    problems: [
      {
        severity: 'error',
        code: 'wrong-type',
        file: 'reports/bad.yaml',
        line: 12,
        column: 3,
        message: 'expected a number, found "fast"',
      },
    ],
  };
  const { sweep: _, ...shown } = JSON.parse(text);
  expect(JSON.stringify(shown)).toBe(JSON.stringify(expected));
});

test('the sweep stands behind the verdict', () => {
  const report = JSON.parse(renderJson(smallReport()));
  expect(report.sweep).toMatchObject({ format: 'pareto-report-sweep/1', runs: [] });
  expect(Object.keys(report).slice(0, 4)).toEqual(['format', 'userThroughput', 'verdict', 'sweep']);
});

test('every metric id is a key, whatever order or keys the records came with', () => {
  const reversed = Object.fromEntries(Object.entries(someMetrics()).reverse());
  const metrics = { ...reversed, more: 1, ...someMetrics() };
  const scenario = withFront(aScenario([aConfiguration(aDeployment(), [aPoint(1, {}, { metrics })])]));
  const written = jsonOf(aReport([scenario])).scenarios[0]?.configurations[0]?.points[0]?.metrics;
  expect(Object.keys(written ?? {})).toEqual(METRICS.map(({ id }) => id));
});

test('what is written conforms to the schema, which drops nothing of it', () => {
  for (const report of [smallReport(), aReport([]), aReport([aSweep()])]) {
    const read: unknown = JSON.parse(renderJson(report));
    expect(reportSchema.parse(read)).toEqual(read);
  }
});

test('a baseline from before a metric existed, or after a key was added, can be read', () => {
  const read = JSON.parse(
    renderJson(smallReport())
      .replaceAll(/^ *"itl-p99": null,\n/gm, '')
      .replace('{', '{"later": 1,'),
  );
  const point = reportSchema.parse(read).scenarios[0]?.configurations[0]?.points[0];
  expect(point?.metrics['itl-p99']).toBeNull();
  expect(reportSchema.safeParse({ ...read, format: 'pareto-report/2' }).success).toBe(false);
});

test('the schema describes a comparison as the contract has it', () => {
  const comparison = {
    baseline: { source: 'path', commit: null, runs: 1 },
    counts: { pass: 0, regression: 1, improvement: 0, inconclusive: 0, missing: 0, new: 0, 'not-comparable': 0 },
    points: [
      {
        scenario: 's',
        configuration: 'c',
        concurrency: 128,
        rate: null,
        metric: 'output-throughput',
        baseline: 100,
        candidate: 88,
        change: -0.12,
        bound: '-10%',
        test: { name: 'scatter', p: 0.003, runs: 5, samples: [3, 3] },
        verdict: 'regression',
      },
    ],
    fronts: [
      {
        scenario: 's',
        baselineArea: 1,
        candidateArea: 1,
        change: 0,
        bound: '-7%',
        verdict: 'pass',
      },
    ],
    effects: [
      {
        scenario: 's',
        metric: 'output-throughput',
        effect: 'configuration',
        configuration: 'c',
        concurrency: null,
        rate: null,
        change: -0.071,
        p: 0.00003,
        verdict: 'regression',
      },
    ],
    detectable: [{ scenario: 's', metric: 'output-throughput', everywhere: 0.07, configuration: 0.06, load: 0.024 }],
    readings: [
      {
        scenario: 's',
        metric: 'throughput-per-gpu',
        'throughput-per-user': 30,
        baseline: 120,
        baselineBy: 'c between 32 and 64',
        candidate: null,
        candidateBy: null,
        change: null,
        bound: '-5%',
        verdict: 'regression',
      },
    ],
    absolute: [
      {
        scenario: 's',
        bounds: ['throughput-per-gpu >= 120'],
        best: { configuration: 'c', concurrency: 64 },
        between: [64, 128],
        value: 130,
        verdict: 'pass',
      },
    ],
    remeasure: { include: [{ scenario: 's', configuration: 'c', concurrency: 128, rate: null, runs: 3 }] },
  };
  const report = { ...jsonOf(aReport([])), verdict: 'regression', comparison };
  expect(reportSchema.parse(report)).toEqual(report);
});

test('a JSON Schema comes of it, strict about what a report holds', () => {
  const schema = z.toJSONSchema(reportSchema);
  expect(schema.required).toEqual(Object.keys(jsonOf(aReport([]))));
  expect(schema.additionalProperties).toBe(false);
});
