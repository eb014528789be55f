import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dump } from 'js-yaml';
import { expect, test } from 'vitest';
import { loadLabel } from '../src/chart/loadlabel.ts';
import { ReportReader } from '../src/report/read.ts';
import { metricsOf, type UserThroughput } from '../src/run/metric.ts';
import type { Run } from '../src/run/run.ts';
import { assumptionsOf } from '../src/summary/assumption.ts';
import { aReport, scenariosOf, withFront } from './builders.ts';
import { host, runOf, v01 } from './report/texts.ts';
import { sharedData, withoutSharedData } from './shared.ts';
import { runIn } from './world.ts';

/*
 * What is said of requests in flight where a harness sends by rate, and nobody counted them.
 */

const OPEN = { 'scenario.load.args.max_concurrency': null, 'scenario.load.args.request_rate': 2.5 };
const WITHOUT_E2EL = { ...OPEN, 'metrics.latency.request_latency': undefined };
const WITHOUT_TIME = {
  ...WITHOUT_E2EL,
  'metrics.latency.time_per_output_token': undefined,
  'metrics.latency.inter_token_latency': undefined,
};

const perUser = (run: Run, definition: UserThroughput) =>
  metricsOf(run, { userThroughput: definition })['throughput-per-user'];

test('tok/s/user by TPOT asks nothing of the concurrency', () => {
  for (const changes of [OPEN, WITHOUT_E2EL]) expect(perUser(runOf(v01(changes)), 'tpot')).toBe(1000 / 12);
});

test('tok/s/user by concurrency is by the estimate, and unknown without one', () => {
  expect(perUser(runOf(v01(OPEN)), 'concurrency')).toBe(2500 / (2.5 * 12.4));
  expect(perUser(runOf(v01(WITHOUT_E2EL)), 'concurrency')).toBeCloseTo(2500 / (2.5 * (0.4 + 0.012 * 999)), 9);
  expect(perUser(runOf(v01(WITHOUT_TIME)), 'concurrency')).toBeNull();
  expect(runOf(v01(WITHOUT_TIME)).load).toMatchObject({ concurrency: null, concurrencySource: 'unknown', rate: 2.5 });
});

test('a limit of the requests in flight is not their number, nor a sign of a wrong unit', () => {
  // 2.5 requests/s × 12.4 s keep 31 in flight.
  for (const [limit, concurrency] of [
    [319, 31],
    [8, 8],
  ] as const) {
    const run = runOf(v01({ ...OPEN, 'scenario.load.args.max_concurrency': limit }));
    expect(run.load).toMatchObject({
      concurrencySource: 'estimated',
      rate: 2.5,
      condition: `at most ${limit} in flight`,
    });
    expect(run.load.concurrency).toBeCloseTo(concurrency, 9);
    expect(run.measured.e2el?.mean).toBe(12_400);
    expect(perUser(run, 'concurrency')).toBeCloseTo(2500 / concurrency, 9);
  }
  // All prompts keep within it.
  const unlimited = runOf(v01({ ...OPEN, 'scenario.load.args.max_concurrency': 320 })).load;
  expect(unlimited).toMatchObject({ rate: 2.5, condition: null, limit: null });
  const unknown = runOf(v01({ ...WITHOUT_TIME, 'scenario.load.args.max_concurrency': 8 }));
  expect([unknown.load.concurrency, perUser(unknown, 'concurrency')]).toEqual([null, null]);
});

test('an estimate is among the assumptions with what rests on it; the picture is labelled by the rate', () => {
  const scenarios = (definition: UserThroughput) =>
    scenariosOf([runOf(v01(OPEN))], { userThroughput: definition, variant: 'auto', lengthTolerance: 0.05 }).map(
      withFront,
    );
  const said = (definition: UserThroughput) =>
    assumptionsOf(aReport(scenarios(definition), { userThroughput: definition })).find((text) =>
      text.includes('estimated'),
    );
  const estimated = 'The concurrency of 1 of 1 point is estimated as requests/s × mean E2EL and marked ≈.';
  expect(said('concurrency')).toBe(`${estimated} So is their tok/s/user.`);
  expect(said('tpot')).toBe(estimated);
  expect(loadLabel(runOf(v01(OPEN)).load)).toEqual({ kind: 'rate', text: '2.5 requests/s' });
});

test('the latencies of a deployment lie over those it had, although only now its name tells it from another', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pareto-report-openloop-'));
  try {
    for (const [side, setup, ttft] of [
      ['candidate', 'setup_plain', 400],
      ['candidate', 'setup_tuned', 200],
      ['baseline', 'setup_plain', 300],
    ] as const) {
      for (const rate of [1, 2, 4]) {
        const report = v01({
          'scenario.host': host({ replica: 2 }),
          'scenario.load.args.max_concurrency': null,
          'scenario.load.args.request_rate': rate,
          // The last answers take E2EL, 12.4 s.
          'metrics.time.duration': 112.4,
          'metrics.requests.total': 100 * rate,
          'metrics.throughput.requests_per_sec': (100 * rate) / 112.4,
          'metrics.latency.time_to_first_token.mean': rate < 4 ? ttft : 9000,
        });
        const path = join(folder, side, `sweep.${setup}`, 'results', `run_${rate}`);
        mkdirSync(path, { recursive: true });
        writeFileSync(join(path, 'benchmark_report.yaml'), dump(report));
      }
    }
    const { files } = await runIn(folder, { reports: ['candidate'], baseline: ['baseline'] });
    const plot = files.find(({ path }) => path.endsWith('-latency-light.svg'))?.content;
    const [said] = /<desc>.*<\/desc>/.exec(Buffer.from(plot ?? '').toString()) ?? [];
    expect(said).toMatch(
      /2R-TP4 · plain: knee at 2 requests\/s, mean TTFT 400 ms.*, in the baseline knee at 2 requests\/s, mean TTFT 300 ms/,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test.skipIf(withoutSharedData)(
  'in published reports too, what Little’s law gives is marked, and nothing else is estimated',
  () => {
    const folder = sharedData('reports');
    const reader = new ReportReader();
    const runs = readdirSync(folder).flatMap((name) => {
      const path = `${folder}/${name}`;
      return reader.read({ path, bytes: readFileSync(path), limit: null }).flatMap(({ run }) => run ?? []);
    });
    const estimated = runs.filter(({ load }) => load.concurrencySource === 'estimated');
    expect(estimated.filter(({ harness }) => harness === 'inference-perf').length).toBeGreaterThan(3);
    for (const { load, measured } of estimated) {
      expect(load.concurrency).toBe(((measured.requestThroughput ?? 0) * (measured.e2el?.mean ?? 0)) / 1000);
    }
    for (const run of runs.filter(({ load }) => load.concurrencySource === 'unknown')) {
      expect([run.load.concurrency, perUser(run, 'concurrency')]).toEqual([null, null]);
    }
  },
);
