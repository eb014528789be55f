import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ScenarioFront } from '../../src/pareto/front.ts';
import { rootKeysOf } from '../../src/report/recognise.ts';
import { METRICS } from '../../src/run/metric.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { renderBiggerIsBetter } from '../../src/summary/biggerisbetter.ts';
import { renderBmf } from '../../src/summary/bmf.ts';
import { openMetricsParts } from '../../src/summary/openmetrics.ts';
import type { Report } from '../../src/summary/report.ts';
import {
  aConfiguration,
  aDeployment,
  aLoad,
  aMeasurement,
  aPoint,
  aReport,
  aRun,
  aScenario,
  aSweep,
  at,
  scenariosOf,
  someMetrics,
  withFront,
} from '../builders.ts';
import { hostileName } from '../hostile.ts';
import { times } from '../thorough.ts';

const renderOpenMetrics = (report: Report) => [...openMetricsParts(report)].join('');

/*
 * Exports, each read as the program reads it that it is for.
 */

interface Entry {
  readonly name: string;
  readonly unit: string;
  readonly value: number;
  readonly range?: string;
  readonly extra: string;
}
type Bmf = Record<string, Record<string, { value: number; lower_value?: number; upper_value?: number }>>;

const biggerIsBetter = (report: Report) => JSON.parse(renderBiggerIsBetter(report)) as Entry[];
const bmf = (report: Report) => JSON.parse(renderBmf(report)) as Bmf;

interface Family {
  unit: string | null;
  readonly samples: Map<string, number>;
}

/** Families by the OpenMetrics text format, whose rules that concern gauges are all checked. */
function openMetrics(report: Report): Map<string, Family> {
  const text = renderOpenMetrics(report);
  expect(text.endsWith('# EOF\n')).toBe(true);
  const families = new Map<string, Family>();
  let own: Family | null = null;
  let family = '';
  for (const line of text.split('\n').slice(0, -2)) {
    const [, kind, name = '', rest = ''] = /^# (TYPE|UNIT|HELP) ([a-z_\d]+) (.+)$/.exec(line) ?? [];
    if (kind === 'TYPE') {
      expect(rest).toBe('gauge');
      expect(families.has(name), `${name} comes once`).toBe(false);
      own = { unit: null, samples: new Map() };
      family = name;
      families.set(name, own);
    } else if (kind !== undefined) {
      expect([name, own?.samples.size]).toEqual([family, 0]);
      if (own !== null && kind === 'UNIT') own.unit = rest;
      if (kind === 'UNIT') expect(name.endsWith(`_${rest}`), `${name} ends with its unit`).toBe(true);
    } else {
      const [, of, labels = '', value = ''] = /^([a-z_\d]+)\{(.*)\} (\S+)$/.exec(line) ?? [];
      expect(of).toBe(family);
      const parsed = [...labels.matchAll(/(?:^|,)([a-z_\d]+)="((?:[^"\\\n]|\\[\\"n])*)"/g)];
      expect(parsed.map(([whole]) => whole).join('')).toBe(labels);
      expect(new Set(parsed.map(([, label]) => label)).size).toBe(parsed.length);
      expect(Number.isFinite(Number(value))).toBe(true);
      expect(own?.samples.has(labels), `${line} comes once`).toBe(false);
      own?.samples.set(labels, Number(value));
    }
  }
  return families;
}

/** What GitLab reads: a line up to its first `#`, in words as a shell takes them; the first names, the second is the value. */
function gitLab(report: Report): Map<string, string> {
  const metrics = new Map<string, string>();
  for (const line of renderOpenMetrics(report).split('\n')) {
    const words = [...line.replace(/#.*$/, '').matchAll(/(?:[^\s"\\]|"(?:[^"\\]|\\.)*"|\\.)+|"/g)].map(
      ([word]) => word,
    );
    const [name, value] = words;
    if (name === undefined || value === undefined) continue;
    expect(words, line).toHaveLength(2);
    expect(metrics.has(name)).toBe(false);
    metrics.set(name, value);
  }
  return metrics;
}

const NAME = 'meta-llama/Llama-3.1-70B-Instruct · H100 · ISL 9999 · OSL 1000 · vllm-benchmark';
const measured = {
  ...{ 'throughput-per-user': 12.5, 'throughput-per-gpu': 220.00000000000003, 'output-throughput': 1000.123456789 },
  ...{ ttft: 120, 'failure-rate': 0, duration: 60 },
};
const point = aPoint(64, measured, {
  samples: [
    someMetrics({ ...measured, 'output-throughput': 990 }),
    someMetrics({ ...measured, 'throughput-per-gpu': 200, 'output-throughput': 1010, ttft: null }),
  ],
});
const front = withFront(aScenario([aConfiguration(aDeployment(), [point], { key: '2R-TP4 · fp8 · #1a2b3c4d' })]));
const report = aReport([front]);

test('github-action-benchmark gets what fronts are made of and give, each under a name, and no noise of digits', () => {
  const extra = 'pareto-report: 2R-TP4, on the front';
  const point = `${NAME} · 2R-TP4 · fp8 · #1a2b3c4d · concurrency 64`;
  expect(biggerIsBetter(report)).toEqual([
    { name: `${NAME} · front · Front area`, unit: '', value: 2750, extra: 'pareto-report: 1 point on the front' },
    { name: `${point} · tok/s/user`, unit: 'tok/s/user', value: 12.5, range: '12.5 to 12.5', extra },
    { name: `${point} · tok/s/GPU`, unit: 'tok/s/GPU', value: 220, range: '200 to 220', extra },
  ]);
});

test('Bencher gets every metric by its id, with the range of repeats that all state it', () => {
  expect(bmf(report)).toEqual({
    [`${NAME} · front`]: { 'front-area': { value: 2750 } },
    [`${NAME} · 2R-TP4 · fp8 · #1a2b3c4d · concurrency 64`]: {
      'throughput-per-user': { value: 12.5, lower_value: 12.5, upper_value: 12.5 },
      'throughput-per-gpu': { value: 220, lower_value: 200, upper_value: 220 },
      'output-throughput': { value: 1000.12345679, lower_value: 990, upper_value: 1010 },
      ttft: { value: 120 },
      duration: { value: 60, lower_value: 60, upper_value: 60 },
      'failure-rate': { value: 0, lower_value: 0, upper_value: 0 },
    },
  });
  // Bencher takes slugs of 64 characters.
  for (const { id } of METRICS) expect(id).toMatch(/^[a-z\d]+(?:-[a-z\d]+)*$/);
});

test('OpenMetrics: a gauge a metric that is better one way, its unit in its name', () => {
  const families = openMetrics(report);
  expect([...families].map(([name, { unit }]) => [name, unit])).toEqual([
    ['pareto_report_front_area', null],
    ['pareto_report_throughput_per_user_tokens_per_second', 'tokens_per_second'],
    ['pareto_report_throughput_per_gpu_tokens_per_second', 'tokens_per_second'],
    ['pareto_report_output_throughput_tokens_per_second', 'tokens_per_second'],
    ['pareto_report_ttft_milliseconds', 'milliseconds'],
    ['pareto_report_failure_rate', null],
  ]);
  const labels =
    'model="meta-llama/Llama-3.1-70B-Instruct",accelerator="H100",isl="9999",osl="1000",harness="vllm-benchmark",' +
    'configuration="2R-TP4 · fp8",setup="1a2b3c4d",concurrency="64"';
  const throughput = families.get('pareto_report_output_throughput_tokens_per_second');
  expect([...(throughput?.samples ?? [])]).toEqual([[labels, 1000.12]]);
  expect([...gitLab(report).keys()]).toHaveLength(6);
});

test('every metric has a unit that a name may end with, and a family of its own', () => {
  const known = Object.fromEntries(METRICS.map(({ id }, index) => [id, index + 1]));
  const all = aReport([withFront(aScenario([aConfiguration(aDeployment(), [aPoint(64, known)])]))]);
  expect(openMetrics(all).size).toBe(1 + METRICS.filter(({ better }) => better !== null).length);
  expect(openMetrics(all).has('pareto_report_tokens_per_joule')).toBe(true);
  expect(openMetrics(all).has('pareto_report_cost_dollars_per_million_output_tokens')).toBe(true);
});

test('what a front gives at a speed, and the least cost there', () => {
  const sweep = aSweep();
  const [placed] = sweep.front;
  if (placed === undefined) throw new Error('a front');
  const { configuration, point: own } = placed;
  const read = (y: number) => ({ x: 2.5, y, configuration, between: [own, own] as const });
  const readings = [{ x: 2.5, reading: read(168), cost: null, cheapest: read(0.4), isKnown: true }];
  const told = aReport([sweep], { readings: [{ scenario: sweep.scenario.id, readings }] });
  expect(bmf(told)[`${NAME} · at 2.5 tok/s/user`]).toEqual({
    'throughput-per-gpu': { value: 168 },
    cost: { value: 0.4 },
  });
  const best = openMetrics(told).get('pareto_report_best_cost_dollars_per_million_output_tokens');
  expect([...(best?.samples ?? [])]).toEqual([[expect.stringContaining('throughput_per_user="2.5"'), 0.4]]);
  expect(biggerIsBetter(told).filter(({ name }) => name.includes('at 2.5'))).toHaveLength(1);
});

describe('a series goes on from run to run', () => {
  const namesOf = (fronts: readonly ScenarioFront[]) => [
    ...biggerIsBetter(aReport(fronts)).map(({ name }) => name),
    ...Object.keys(bmf(aReport(fronts))),
    ...gitLab(aReport(fronts)).keys(),
  ];
  const scenario = (overrides: Partial<Scenario>) =>
    withFront(aScenario([aConfiguration(aDeployment(), [at(64, 10, 160)])], overrides));
  const alone = namesOf([scenario({})]);

  test('whatever configuration lies beside it, with which the id that is shown changes', () => {
    const measured = aMeasurement({ outputThroughput: 1000 });
    const [one, other] = ['results/fp8/c64.yaml', 'results/bf16/c64.yaml'].map((file) => aRun({ file, measured }));
    if (one === undefined || other === undefined) throw new Error('two runs');
    const sides = [[one], [one, other]].map((runs) => scenariosOf(runs));
    const [before, after] = sides.map(([only]) => only?.configurations.map(({ id }) => id));
    expect(after).not.toEqual(expect.arrayContaining(before ?? []));
    const [few = [], more = []] = sides.map((scenarios) => namesOf(scenarios.map(withFront)));
    expect(more).toEqual(expect.arrayContaining(few));
    expect(few.length).toBeGreaterThan(3);
  });

  test('whatever scenario lies beside it, with which its id changes', () => {
    const fronts = [
      scenario({ id: 'llama-h100-isl9999-osl1000-vllm-benchmark' }),
      scenario({ harness: 'sglang' }),
      scenario({ quantization: 'fp8' }),
    ];
    expect(namesOf(fronts)).toEqual(expect.arrayContaining(alone));
  });

  test('though a length that is measured differs in its last digits', () => {
    const measuredAt = (isl: number) => namesOf([scenario({ isl, areRequested: { isl: false, osl: true } })]);
    expect(measuredAt(9998.7)).toEqual(measuredAt(10_020.4));
    expect(measuredAt(9998.7)[0]).toContain(' · ISL ≈ 10000 · OSL 1000 · ');
    // One that was asked for is another workload.
    expect(namesOf([scenario({ isl: 9998 })])).not.toEqual(alone);
  });

  test('though an estimate of the load differs', () => {
    const under = (concurrency: number) =>
      namesOf([
        withFront(
          aScenario([
            aConfiguration(aDeployment(), [at(aLoad(concurrency, { concurrencySource: 'estimated' }), 10, 100)]),
          ]),
        ),
      ]);
    expect(under(33.1)).toEqual(under(35.9));
  });
});

test('whatever names hold, each file is of its form, and no two series share a name', () => {
  fc.assert(
    fc.property(
      fc.array(hostileName, { minLength: 5, maxLength: 5 }),
      ([model = '', key = '', prefix = '', condition = '', id = '']) => {
        const points = [
          aPoint(aLoad(null, { rate: 4, condition }), measured),
          aPoint(aLoad(null, { rate: 4 }), measured),
        ];
        const all = [key, `${key}\u0000`, prefix, id].map((one) =>
          aConfiguration(aDeployment(), points, { id: one, key: one }),
        );
        const fronts = [model, `${model}#`, `${model}＃`].map((one) =>
          withFront(aScenario(all, { model: one, prefix, id: one })),
        );
        const hostile = aReport(fronts);
        const entries = biggerIsBetter(hostile);
        expect(new Set(entries.map(({ name }) => name)).size).toBe(entries.length);
        for (const name of Object.keys(bmf(hostile))) expect(name.length).toBeLessThanOrEqual(1024);
        const places = 3 + 3 * 4 * 2;
        expect(Object.keys(bmf(hostile))).toHaveLength(places);
        const samples = [...openMetrics(hostile).values()].reduce((sum, { samples: own }) => sum + own.size, 0);
        expect(gitLab(hostile).size).toBe(samples);
        // None looks like a report, whatever it holds.
        for (const text of [renderBiggerIsBetter(hostile), renderBmf(hostile), renderOpenMetrics(hostile)]) {
          expect([...rootKeysOf(text)].filter((one) => ['version', 'metrics', 'results'].includes(one))).toEqual([]);
        }
      },
    ),
    { numRuns: times(60, 200) },
  );
});
