import { describe, expect, test } from 'vitest';
import { judgeReadings, readScenario } from '../../src/regression/judgedreading.ts';
import type { Verdict } from '../../src/regression/verdict.ts';
import type { Metrics } from '../../src/run/metric.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { bestAt } from '../../src/summary/best.ts';
import { renderComment } from '../../src/summary/commenttext.ts';
import { COMMENT_BYTES } from '../../src/summary/detail.ts';
import { namedImages } from '../../src/summary/image.ts';
import { renderMarkdown } from '../../src/summary/markdown.ts';
import type { Report } from '../../src/summary/report.ts';
import { renderTerminal, renderVerdict } from '../../src/summary/terminal.ts';
import { aCompared, aConfiguration, aDeployment, aPoint, aReport, aScenario, aSweep, withFront } from '../builders.ts';
import { aGate, bound, NO_THRESHOLDS } from '../gating.ts';

const thresholds = NO_THRESHOLDS;

const SLO = [bound('ttft', '<= 200')];

function read(at: readonly number[], scenarios: readonly Scenario[], overrides: Partial<Report> = {}): Report {
  const objectives = overrides.objectives?.bounds ?? [];
  const readings = scenarios.map((scenario) => readScenario(scenario, { thresholds, at, objectives }));
  return aReport(
    scenarios.map((one) => withFront(one)),
    { at, readings, ...overrides },
  );
}

const lines = (report: Report, most?: number) =>
  bestAt(report, most).shown.map(({ lead, answer }) => `${lead}: ${answer}`);
const page = (report: Report) => renderMarkdown(report, { images: namedImages });
const comment = (report: Report) =>
  renderComment(report, {
    ...{ images: namedImages, links: { run: null, artifact: null }, interactive: null, measured: 'abcdef0', notes: [] },
    ...{ marker: '<!-- m -->', limit: COMMENT_BYTES },
  });

type KnownMetrics = Partial<Metrics>;
const served = (concurrency: number, user: number | null, gpu: number | null, known: KnownMetrics = {}) =>
  aPoint(concurrency, { 'throughput-per-user': user, 'throughput-per-gpu': gpu, 'output-throughput': 1, ...known });
const sweep = (
  points: Parameters<typeof aConfiguration>[1],
  overrides: Partial<Scenario> = {},
  gpus: number | null = 8,
) => aScenario([aConfiguration(aDeployment({ gpus }), points)], overrides);

const WITHOUT_GPUS = [served(8, 60, null), served(32, 20, null)];
const UNKNOWN_GPUS = 'unknown, because no report says how many GPUs served (state it with the option gpus or label)';

describe('why nothing is read', () => {
  test.each<[string, Scenario, string]>([
    ['no GPUs', sweep(WITHOUT_GPUS, {}, null), UNKNOWN_GPUS],
    ['the fast ones without GPUs', sweep([served(8, 60, null), served(32, 20, 80)], {}, null), UNKNOWN_GPUS],
    ['only slow ones without GPUs', sweep([served(8, 20, null), served(32, 10, 80)], {}, null), 'nothing is that fast'],
    ['all slow', sweep([served(8, 29, 20)]), 'nothing is that fast'],
    [
      'no concurrency',
      sweep([served(8, null, 20)]),
      'unknown, because no report says how many requests were in flight',
    ],
  ])('%s', (_, scenario, why) => {
    const report = read([30], [scenario]);
    const line = `Best at ≥ 30 tok/s/user: ${why}`;
    expect(lines(report)).toEqual([line]);
    for (const text of [page(report), comment(report)]) expect(text).toContain(`**pareto-report · ${line}**`);
    expect(renderTerminal(report)).toContain(`${line}\n`);
  });

  const within = (ttft: readonly (number | null)[]) =>
    read([30], [sweep(ttft.map((known, i) => served(8 * 4 ** i, [60, 29.8][i] ?? 0, 20, { ttft: known })))], {
      objectives: { bounds: SLO, best: [] },
    });

  test.each([
    [[900, 100], 'nothing within the objectives is that fast (the fastest within: 29.8 tok/s/user)'],
    [[900, 900], 'nothing is within the objectives'],
    [[null, 100], 'unknown, because no report states mean TTFT'],
  ])('mean TTFT %j', (ttft, why) => {
    expect(lines(within(ttft))).toEqual([`Best at ≥ 30 tok/s/user within the objectives: ${why}`]);
  });
});

test('a gate on what is not known cannot be judged, and says why', () => {
  const scenario = sweep(WITHOUT_GPUS, {}, null);
  const gate = aGate({ bounds: [bound('front@30', '>= 5')] });
  const absolute = judgeReadings(scenario, gate);
  const verdict: Verdict = 'inconclusive';
  const text = renderVerdict(read([30], [scenario], { compared: aCompared({ absolute, verdict }) }));
  expect(text).toBe(
    'Verdict: inconclusive (front@30 >= 5 cannot be judged: no report says how many GPUs served (state it with the option gpus or label))\n' +
      `Best at ≥ 30 tok/s/user: ${UNKNOWN_GPUS}\n`,
  );
});

describe('against a baseline', () => {
  const priced = (scale: number) => [
    served(8, 60, 20 * scale, { cost: 10 / scale }),
    served(32, 30, 100 * scale, { cost: 2 / scale }),
  ];
  const before = sweep(priced(1));
  const readings = [readScenario(before, { thresholds, at: [30], objectives: [] })];
  const compared = aCompared({}, { fronts: [withFront(before)], readings });

  test('each figure stands beside what it was', () => {
    const report = read([30], [sweep(priced(0.8))], { compared });
    const line =
      'Best at ≥ 30 tok/s/user: 80.0 tok/s/GPU (100.0 before, −20.0%) by 2R-TP4 at concurrency 32, ' +
      '$2.50 per million output tokens ($2.00 before)';
    expect(lines(report)).toEqual([line]);
    expect(renderTerminal(report)).toContain(`${line}\n`);
  });
});

describe('of many scenarios', () => {
  const unknown = Array.from({ length: 12 }, (_, i) =>
    sweep(WITHOUT_GPUS, { id: `u${i}`, model: `unknown/${i}` }, null),
  );
  const known = aSweep({ id: 'known', model: 'known/model' }).scenario;

  test('answers are first, and what has none is one line', () => {
    const report = read([25, 30, 40], [...unknown, known]);
    expect(lines(report).map((line) => line.replace(/: \d.*/, ''))).toEqual([
      ...[25, 30, 40].map(
        (x) => `known/model on H100, ISL 9,999, OSL 1,000, vllm-benchmark: Best at ≥ ${x} tok/s/user`,
      ),
      `12 scenarios: Best at ≥ 25, ≥ 30, ≥ 40 tok/s/user: ${UNKNOWN_GPUS}`,
    ]);
    expect(renderTerminal(report)).not.toContain('more reading');
  });

  test('where there is little room, that line stays and answers give way', () => {
    expect(bestAt(read([25, 30, 40], [...unknown, known]), 3)).toMatchObject({
      shown: [{}, {}, { lead: '12 scenarios: Best at ≥ 25, ≥ 30, ≥ 40 tok/s/user' }],
      hidden: 1,
    });
  });
});

describe('over accelerators', () => {
  const on = (accelerator: string, cost: number | null, overrides: Partial<Scenario> = {}) =>
    sweep([served(8, 60, 20, { cost })], {
      id: `${accelerator}${JSON.stringify(overrides)}`,
      accelerator,
      ...overrides,
    });
  const CHEAPEST =
    'Cheapest at ≥ 30 tok/s/user over 2 accelerators: $4.36 per million output tokens by 2R-TP4 at concurrency 8 on A100';

  test('the cheapest is said, after what each gives', () => {
    const report = read([30], [on('H100', 6), on('A100', 4.36)]);
    expect(lines(report).at(-1)).toBe(CHEAPEST);
    expect(lines(report)).toHaveLength(3);
    for (const text of [page(report), comment(report)]) expect(text).toContain(CHEAPEST.replace('$', '&#36;'));
    expect(renderTerminal(report)).toContain(`${CHEAPEST}\n`);
  });

  test.each<[string, Scenario[]]>([
    ['one without a price', [on('H100', 6), on('A100', null)]],
    ['an unlike harness', [on('H100', 6), on('A100', 4, { harness: 'guidellm' })]],
    ['an unlike length', [on('H100', 6), on('A100', 4, { isl: 1 })]],
    ['an unlike prefix', [on('H100', 6), on('A100', 4, { prefix: '4096' })]],
    ['an unlike quantization', [on('H100', 6), on('A100', 4, { quantization: 'fp8' })]],
  ])('not over %s', (_, scenarios) => {
    expect(lines(read([30], scenarios)).join('\n')).not.toContain('Cheapest');
  });

  test('a bound that one misses names it, with what it costs', () => {
    const scenarios = [on('H100', 6), on('A100', 4.36)];
    const gate = aGate({ bounds: [bound('cost@30', '<= 5')] });
    const absolute = scenarios.flatMap((one) => judgeReadings(one, gate));
    const text = renderVerdict(read([30], scenarios, { compared: aCompared({ absolute, verdict: 'regression' }) }));
    expect(text).toContain(
      '(cost@30 <= 5 is not met: $6.00 by 2R-TP4 at concurrency 8 (Llama-3.1-70B-Instruct, H100))',
    );
  });

  test('of several that miss it the worst has its value', () => {
    const scenarios = [on('A100', 5.5), on('H100', 9)];
    const gate = aGate({ bounds: [bound('cost@30', '<= 5')] });
    const absolute = scenarios.flatMap((one) => judgeReadings(one, gate));
    const text = renderVerdict(read([30], scenarios, { compared: aCompared({ absolute, verdict: 'regression' }) }));
    expect(text).toMatch(
      /2 of 2 absolute bounds are not met \(.*H100.*A100\), the worst: cost@30 <= 5 is not met: \$9\.00 by/,
    );
  });
});
