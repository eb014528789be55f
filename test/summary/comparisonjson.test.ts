import { expect, test } from 'vitest';
import { Findings } from '../../src/report/finding.ts';
import { readOwn } from '../../src/report/own.ts';
import { reportSchema } from '../../src/report/reportjson.ts';
import type { Load } from '../../src/run/load.ts';
import { jsonOf, renderJson } from '../../src/summary/json.ts';
import type { Report } from '../../src/summary/report.ts';
import {
  aBound,
  aCompared,
  aConfiguration,
  aDeployment,
  aFrontChange,
  aLoad,
  aMove,
  aPoint,
  aReport,
  aRow,
  aSweep,
} from '../builders.ts';

const configuration = aConfiguration(aDeployment(), []);

const BOUNDS = ['throughput-per-gpu >= 120', 'ttft-p99 <= 2000'].map(aBound);

/** A row, front and absolute bound of every kind, with more in the records than the contract has. */
function full(): Report {
  const oneSided = { bound: null, change: null };
  const open = aLoad(33.2, { concurrencySource: 'estimated', rate: 4, stage: 1 });
  const rows = [
    aMove(-0.12, { load: aLoad(128), test: { name: 'scatter', runs: 1, p: 0.003, samples: [3, 4] } }),
    aRow({ baseline: 0, change: null, verdict: 'inconclusive' }),
    aRow({ ...oneSided, candidate: null, verdict: 'missing' }),
    aRow({ ...oneSided, baseline: null, verdict: 'new', load: open }),
    aRow(),
  ];
  const fronts = [
    aFrontChange({
      candidateArea: 4500,
      change: -0.05,
      entered: ['a'],
      left: ['b'],
    }),
  ];
  const of = { scenario: 's', bounds: BOUNDS, misses: [], reading: null };
  const absolute = [
    { ...of, best: { configuration, point: aPoint(64) }, verdict: 'pass' as const },
    { ...of, best: null, verdict: 'regression' as const },
  ];
  const reading = (x: number, y: number, ...loads: [Load | number, Load | number]) => {
    const [from, to] = loads.map((load) => aPoint(load));
    if (from === undefined || to === undefined) throw new Error('two loads');
    return { x, y, configuration, between: [from, loads[0] === loads[1] ? from : to] as const };
  };
  const rate = (requested: number) => aLoad(null, { rate: requested });
  const isKnown = { baseline: true, candidate: true };
  const between = { misses: [], reading: reading(20, 90, 32, 64), verdict: 'pass' as const };
  const read = {
    scenario: 's',
    bounds: [aBound('front@20 >= 80')],
    best: { configuration, point: aPoint(32) },
    ...between,
  };
  const readings = [
    {
      isKnown,
      ...{
        scenario: 's',
        read: 'front' as const,
        x: 20,
        baseline: reading(20, 100, 32, 64),
        candidate: reading(20, 90, 64, 64),
      },
      ...{ change: -0.1, bound: '-5%', verdict: 'regression' as const },
    },
    {
      isKnown,
      ...{ scenario: 's', read: 'cost' as const, x: 50, baseline: reading(50, 10, rate(4), rate(8)), candidate: null },
      ...{ change: null, bound: null, verdict: 'pass' as const },
    },
  ];
  const of64 = {
    ...{ scenario: 's', metric: 'output-throughput' as const, load: null, configuration: null },
    ...{ moved: -0.05, parts: 6, along: 6, isOlder: false, isSuspect: false },
  };
  const effects = [
    {
      ...of64,
      told: true,
      effect: 'load' as const,
      load: aLoad(64),
      change: -0.04,
      p: 0.0001,
      verdict: 'regression' as const,
    },
    {
      ...of64,
      effect: 'configuration' as const,
      configuration: '2R-TP4',
      change: 0.01,
      p: 0.2,
      verdict: 'pass' as const,
    },
  ];
  const detectable = [
    { scenario: 's', metric: 'output-throughput' as const, everywhere: 0.07, configuration: null, load: null },
  ];
  const remeasure = [{ scenario: 's', configuration: '2R-TP4', load: open, runs: 3 }];
  const changes = [{ what: 'vllm version', baseline: '1', candidate: '2', configurations: 1 }];
  const judged = { rows, fronts, effects, detectable, remeasure, readings, absolute: [...absolute, read] };
  const comparison = { ...judged, changes, verdict: 'regression' as const };
  return aReport([aSweep()], {
    compared: aCompared(comparison, { baseline: { source: 'path', commit: 'abc', run: null, gap: null, runs: 3 } }),
  });
}

test('a comparison holds the keys of the contract, no others, in its order', () => {
  const place = { scenario: 'llama-h100-isl9999-osl1000', configuration: '2R-TP4' };
  const at64 = { ...place, concurrency: 64, rate: null, metric: 'output-throughput' };
  const expected = {
    baseline: { source: 'path', commit: 'abc', runs: 3 },
    counts: { pass: 1, regression: 1, improvement: 0, inconclusive: 1, missing: 1, new: 1, 'not-comparable': 0 },
    points: [
      {
        ...{ ...at64, concurrency: 128 },
        ...{ baseline: 1000, candidate: 880, change: -0.12, bound: '-10%' },
        test: { name: 'scatter', p: 0.003, runs: 1, samples: [3, 4] },
        verdict: 'regression',
      },
      { ...at64, baseline: 0, candidate: 1000, change: null, bound: '-10%', test: null, verdict: 'inconclusive' },
      { ...at64, baseline: 1000, candidate: null, change: null, bound: null, test: null, verdict: 'missing' },
      {
        ...{ ...at64, concurrency: 33.2, rate: 4 },
        ...{ baseline: null, candidate: 1000, change: null, bound: null, test: null, verdict: 'new' },
      },
      { ...at64, baseline: 1000, candidate: 1000, change: 0, bound: '-10%', test: null, verdict: 'pass' },
    ],
    fronts: [
      {
        ...{ scenario: 'llama-h100-isl9999-osl1000', baselineArea: 5000, candidateArea: 4500, change: -0.05 },
        ...{ bound: '-7%', verdict: 'pass' },
      },
    ],
    effects: [
      {
        ...{ scenario: 's', metric: 'output-throughput', effect: 'load' },
        ...{ configuration: null, concurrency: 64, rate: null, change: -0.04, p: 0.0001, verdict: 'regression' },
      },
      {
        ...{ scenario: 's', metric: 'output-throughput', effect: 'configuration' },
        ...{ configuration: '2R-TP4', concurrency: null, rate: null, change: 0.01, p: 0.2, verdict: 'pass' },
      },
    ],
    detectable: [{ scenario: 's', metric: 'output-throughput', everywhere: 0.07, configuration: null, load: null }],
    readings: [
      {
        ...{ scenario: 's', metric: 'throughput-per-gpu', 'throughput-per-user': 20 },
        ...{
          baseline: 100,
          baselineBy: '2R-TP4 between 32 and 64',
          candidate: 90,
          candidateBy: '2R-TP4 at concurrency 64',
        },
        ...{ change: -0.1, bound: '-5%', verdict: 'regression' },
      },
      {
        ...{ scenario: 's', metric: 'cost', 'throughput-per-user': 50 },
        ...{ baseline: 10, baselineBy: '2R-TP4 between 4 and 8 requests/s' },
        ...{ candidate: null, candidateBy: null, change: null, bound: null, verdict: 'pass' },
      },
    ],
    absolute: [
      {
        scenario: 's',
        bounds: ['throughput-per-gpu >= 120', 'ttft-p99 <= 2000'],
        best: { configuration: '2R-TP4', concurrency: 64 },
        ...{ between: null, value: null, verdict: 'pass' },
      },
      {
        ...{ scenario: 's', bounds: ['throughput-per-gpu >= 120', 'ttft-p99 <= 2000'], best: null },
        ...{ between: null, value: null, verdict: 'regression' },
      },
      {
        ...{ scenario: 's', bounds: ['front@20 >= 80'], best: { configuration: '2R-TP4', concurrency: 32 } },
        ...{ between: [32, 64], value: 90, verdict: 'pass' },
      },
    ],
    remeasure: {
      include: [{ scenario: 's', configuration: '2R-TP4', concurrency: 33.2, rate: 4, runs: 3 }],
    },
  };
  const written = jsonOf(full());
  expect(JSON.stringify(written.comparison, null, 2)).toBe(JSON.stringify(expected, null, 2));
  expect(written.verdict).toBe('regression');
});

test('what is written conforms to the schema, which drops nothing of it', () => {
  const lost = aReport([aSweep()], { compared: aCompared({ verdict: 'none' }, { baseline: null }) });
  for (const report of [full(), lost]) {
    const read: unknown = JSON.parse(renderJson(report));
    expect(reportSchema.parse(read)).toEqual(read);
  }
});

test('null only where nothing was asked; a baseline that was not found is null in it', () => {
  expect(jsonOf(aReport([aSweep()])).comparison).toBeNull();
  const lost = jsonOf(aReport([aSweep()], { compared: aCompared({ verdict: 'none' }, { baseline: null }) }));
  expect(lost.verdict).toBe('none');
  expect(lost.comparison).toEqual({
    baseline: null,
    counts: { pass: 0, regression: 0, improvement: 0, inconclusive: 0, missing: 0, new: 0, 'not-comparable': 0 },
    points: [],
    fronts: [],
    effects: [],
    detectable: [],
    readings: [],
    absolute: [],
    remeasure: { include: [] },
  });
});

test('a report with a comparison is read back as a baseline, of the candidate alone', () => {
  const findings = new Findings();
  const { sweep: _, ...older } = JSON.parse(renderJson(full()));
  const runs = readOwn(older, findings)?.runs;
  expect(runs).toHaveLength(6);
  expect(new Set(runs?.map(({ deployment }) => deployment.label))).toEqual(new Set(['2R-TP4', '1P-TP8/1D-TP8']));
});
