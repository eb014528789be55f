import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ScenarioFront } from '../../src/pareto/front.ts';
import type { Bound } from '../../src/regression/bound.ts';
import { compare } from '../../src/regression/compare.ts';
import type { Acceptance, Thresholds } from '../../src/regression/thresholds.ts';
import type { MetricId } from '../../src/run/metric.ts';
import type { Point, Scenario } from '../../src/scenario/scenario.ts';
import { COMMENT_BYTES } from '../../src/summary/detail.ts';
import { namedImages, relativeImages } from '../../src/summary/image.ts';
import { renderMarkdown } from '../../src/summary/markdown.ts';
import type { ComparisonReport, Report } from '../../src/summary/report.ts';
import { renderTerminal } from '../../src/summary/terminal.ts';
import {
  aBound,
  aCompared,
  aConfiguration,
  aDeployment,
  aFrontChange,
  aLoad,
  aMove,
  aPoint,
  aProblem,
  aReport,
  aRow,
  aScenario,
  aSweep,
  bothSides,
  disaggregated,
  withFront,
} from '../builders.ts';
import { aGate, EVERYWHERE } from '../gating.ts';
import { hostileName } from '../hostile.ts';
import { times } from '../thorough.ts';
import { cellsOf, expectWellFormed, unpadded } from './wellformed.ts';

/** Before a per cent; the tests below are about words. */
const NO_BREAK = '\u00a0';

const page = (report: Report, limit?: number) =>
  unpadded(renderMarkdown(report, { images: relativeImages, ...(limit === undefined ? {} : { limit }) })).replaceAll(
    NO_BREAK,
    ' ',
  );

/** A point at a concurrency, with all that its output throughput implies on eight GPUs. */
function served(concurrency: number, output: number, known: Partial<Record<MetricId, number>> = {}): Point {
  return aPoint(concurrency, {
    'output-throughput': output,
    'throughput-per-user': output / concurrency,
    'throughput-per-gpu': output / 8,
    ...known,
  });
}

/** A candidate compared with its baseline by the real comparison. */
function comparedReport(
  baseline: Scenario,
  candidate: Scenario,
  thresholds: Partial<Thresholds> = {},
  at: readonly number[] = [],
): Report & { readonly compared: ComparisonReport } {
  const compared = aCompared({}, { fronts: [withFront(baseline)] });
  const sides = [bothSides(baseline, candidate)];
  return {
    ...aReport([withFront(candidate)]),
    compared: { ...compared, comparison: compare(sides, aGate(thresholds, { at })) },
  };
}

const before = aScenario([
  aConfiguration(aDeployment(), [served(1, 50, { ttft: 100 }), served(64, 1000), served(256, 1200)]),
  aConfiguration(aDeployment({ label: '1R-TP8' }), [served(1, 40), served(64, 500)]),
]);
const after = aScenario([
  aConfiguration(aDeployment(), [served(1, 50, { ttft: 150 }), served(64, 800), served(256, 1400)]),
  aConfiguration(aDeployment({ label: '1R-TP8' }), [served(1, 40)]),
  aConfiguration(disaggregated(), [served(64, 1900)]),
]);

function inOrder(text: string, parts: readonly string[]): void {
  let from = 0;
  for (const part of parts) {
    const place = text.indexOf(part, from);
    expect(place, part).toBeGreaterThanOrEqual(from);
    from = place;
  }
}

test('a regression: verdict, what to do, what moved, what is on one side, fronts, and the rest folded', () => {
  const text = page(comparedReport(before, after, {}, [20]));
  expectWellFormed(text);
  inOrder(text, [
    '> [!CAUTION]\n> **pareto-report · Regression: concurrency 64 lost 20.0% (Llama-3.1-70B-Instruct), and 1 front**\n' +
      '>\n> Concurrency 64 lost 20.0%; 1 of 4 points lost more than 10% output throughput; ' +
      'front −8.9%, beyond its bound of −7%; 1 point missing, 1 new.\n' +
      '>\n> With only one earlier run, the gate cannot tell a bad night from a real loss',
    '\n\n## meta-llama/Llama-3.1-70B-Instruct on H100\n',
    '\n\n4 points compared with the baseline: 1 regression, 1 improvement, 2 pass, 1 regression of points together · 1 missing · 1 new · Would find 19 in 20 losses of ',
    '### What moved as a whole\n',
    '| concurrency 64 lost 20.0% | −20.0% | regression | &#60; 0.001 |\n',
    '### Regressions in output throughput (tok/s), bound −10%\n\n| Point | Change | Before → after |\n',
    '| 2R-TP4 at concurrency 64 | −20.0% | 1,000 → 800.0 |\n',
    '### Improvements in output throughput (tok/s), bound −10%\n',
    '| 2R-TP4 at concurrency 256 | +16.7% | 1,200 → 1,400 |\n',
    '### Points on one side only\n',
    '| 1R-TP8 | 1 of 2 missing | concurrency 64 |\n',
    '| 1P-TP8/1D-TP8 | 1 of 1 new | concurrency 64 |\n',
    '### Change of the front\n',
    '| Change | Bound | Verdict | Size before | Size now | Entered |\n',
    '| −8.9% | −7% | regression |',
    '| 1P-TP8/1D-TP8 |',
    '### Front\n',
    '- **Most tokens per GPU:**',
    '**tok/s/GPU at equal tok/s/user**\n',
    '| 20 | +116.1% | 109.9 | 237.5 | 2R-TP4 between 1 and 64 | 1P-TP8/1D-TP8 at concurrency 64 |\n',
    '<summary>Other metrics of the points that moved, without a verdict</summary>\n',
    '<summary>Everything compared: 6 rows</summary>\n',
    '| 2R-TP4 at concurrency 64 | −20.0% | regression | Output throughput (tok/s) | 1,000 | 800.0 | −10% | &#60; 0.001 |\n',
    '**Assumptions**',
  ]);
});

test('without anything to compare the page and the terminal say nothing of it', () => {
  const report = aReport([aSweep()]);
  for (const text of [page(report), renderTerminal(report)]) expect(text).not.toMatch(/baseline|compared|moved/i);
});

test('moved points come worst first: the verdict, then how far', () => {
  const rows = [
    aMove(0.5),
    aMove(-0.2),
    aRow({ load: aLoad(1), configuration: 'kept' }),
    aRow({ change: null, candidate: null, verdict: 'inconclusive' }),
    aMove(-0.3),
  ];
  const text = page(aReport([aSweep()], { compared: aCompared({ rows, verdict: 'regression' }) }));
  const table = text.slice(text.indexOf('### Regressions'), text.indexOf('### Front'));
  expect(table.match(/^\| 2R-TP4 at .*$/gm)?.map((row) => cellsOf(row)[1])).toEqual([
    ' −30.0% ',
    ' −20.0% ',
    // In a table without a known change there is no column of them.
    ' 1,000 → – ',
    ' +50.0% ',
  ]);
  expect(table).not.toContain('kept');
});

test('a p is shown where there was a test, and a change that its bound would hide has more digits', () => {
  const samples = [3, 3] as const;
  const rows = [
    aMove(-0.1004, { test: { name: 'scatter', runs: 1, p: 0.0231, samples } }),
    aMove(-0.3, { test: { name: 'scatter', runs: 1, p: 0.00001, samples }, load: aLoad(8) }),
  ];
  const text = page(aReport([aSweep()], { compared: aCompared({ rows, verdict: 'regression' }) }));
  expect(text).toContain('| Bound | p |\n');
  expect(text).toMatch(/\| −10\.04% \| regression \| .* \| −10% \| 0\.023 \|\n/);
  expect(text).toMatch(/\| −30\.0% \| regression \| .* \| −10% \| &#60; 0\.001 \|\n/);
});

test('what changed stands above the numbers; what a side lacks is a dash', () => {
  const changes = [
    { what: 'vllm version', baseline: 'v0.9.1', candidate: 'v0.10.0', configurations: 11 },
    { what: 'vllm --block-size', baseline: null, candidate: '32', configurations: 2 },
  ];
  const text = page(
    aReport([aSweep()], { compared: aCompared({ rows: [aMove(-0.2)], changes, verdict: 'regression' }) }),
  );
  inOrder(text, [
    '### What changed\n',
    '| vllm version | v0.9.1 | v0.10.0 | 11 |\n',
    '| vllm --block-size | – | 32 | 2 |\n',
    '### Regressions in output throughput',
  ]);
});

test('fronts only: no row, and still a verdict and the readings', () => {
  const thresholds = { freed: ['output-throughput' as const] };
  const report = comparedReport(before, after, thresholds);
  const text = page(report);
  expectWellFormed(text);
  expect(text).toContain('> **pareto-report · Regression: front −8.9%, bound −7% (Llama-3.1-70B-Instruct)**');
  expect(text).not.toMatch(/Points that moved|### Regressions/);
  expect(text).toContain('**tok/s/GPU at equal tok/s/user**');
});

test('bounds in units alone: the nearest point, what it misses and by how much', () => {
  const bounds: Bound[] = [
    { metric: 'throughput-per-gpu', kind: 'at-least', limit: 160, text: '>= 160' },
    { metric: 'ttft', kind: 'at-most', limit: 120, text: '<= 120' },
  ];
  const points = [served(1, 50, { ttft: 100 }), served(64, 1240, { ttft: 150 }), served(256, 1300)];
  const scenario = aScenario([aConfiguration(aDeployment(), points)]);
  const comparison = compare([bothSides(null, scenario)], aGate({ bounds }));
  const compared = aCompared(comparison, { baseline: null, asked: false });
  const text = page(aReport([withFront(scenario)], { compared }));
  expectWellFormed(text);
  expect(text).toContain(
    '> **pareto-report · Regression: no point meets throughput-per-gpu &#62;= 160 and ttft &#60;= 120; nearest is 2R-TP4 at concurrency 64: tok/s/GPU 155.0, −3.1% from 160.0; mean TTFT 150.0, +25.0% from 120.0 (Llama-3.1-70B-Instruct)**\n>\n> The table',
  );
  expect(text).toContain(
    '| none; nearest is 2R-TP4 at concurrency 64: tok/s/GPU 155.0, −3.1% from 160.0; mean TTFT 150.0, +25.0% from 120.0 |',
  );
  expect(text).not.toContain('baseline');
});

test('bounds in units: the best point that meets them, the points that miss one, and none to judge', () => {
  const configuration = aConfiguration(aDeployment(), []);
  const best = { configuration, point: served(64, 1000, { ttft: 90 }) };
  const misses = [
    { configuration, point: served(1, 50, { ttft: 300 }) },
    { configuration, point: served(8, 50, { ttft: 450 }) },
  ];
  const of = { scenario: 's', bounds: [aBound('ttft <= 200')] };
  const absolute = [
    { ...of, best, misses: [], reading: null, verdict: 'pass' as const },
    { ...of, best: null, misses, reading: null, verdict: 'regression' as const },
    { ...of, best: null, misses: [], reading: null, verdict: 'missing' as const },
  ];
  const text = page(aReport([aSweep()], { compared: aCompared({ absolute, verdict: 'regression' }) }));
  inOrder(text, [
    '| regression | ttft &#60;= 200 | 2R-TP4 at concurrency 8: mean TTFT 450.0, +125.0% from 200.0; and 1 more point |\n',
    '| missing | ttft &#60;= 200 | no point was measured there |\n',
    '| pass | ttft &#60;= 200 | 2R-TP4 at concurrency 64 meets it, 125.0 tok/s/GPU |\n',
  ]);
});

test('objectives: the best point within them, before and now, also without a comparison', () => {
  const bounds: Bound[] = [{ metric: 'ttft', kind: 'at-most', limit: 200, text: '<= 200' }];
  const configuration = aConfiguration(aDeployment(), []);
  const best = {
    scenario: before.id,
    candidate: { configuration, point: served(64, 800) },
    baseline: { configuration, point: served(64, 1000) },
  };
  const compared = page({ ...comparedReport(before, after), objectives: { bounds, best: [best] } });
  expect(compared).toContain(
    '### Service-level objectives\n\n| Best within | tok/s/GPU | Change | In the baseline | tok/s/GPU before |\n',
  );
  expect(compared).toContain('<sub>The most tok/s/GPU with mean TTFT ≤ 200 ms.</sub>');
  expect(compared).toContain('| 2R-TP4 at concurrency 64 | 100.0 | −20.0% | 2R-TP4 at concurrency 64 | 125.0 |\n');
  const none = { scenario: after.id, candidate: null, baseline: null };
  const strict: Bound[] = [{ metric: 'ttft', kind: 'at-most', limit: 120, text: '<= 120' }];
  const alone = aReport([withFront(after)], { objectives: { bounds: strict, best: [none] } });
  expectWellFormed(page(alone));
  expect(page(alone)).toContain(
    '| Best within |\n| :-- |\n| none; nearest is 2R-TP4 at concurrency 1: mean TTFT 150.0, +25.0% from 120.0 |\n',
  );
  expect(renderTerminal(alone)).toContain('Service-level objectives\n');
});

test('an accepted loss is shown with its reason and last day', () => {
  const acceptance: Acceptance = {
    scope: { ...EVERYWHERE, configuration: '2R-*' },
    bound: { metric: 'output-throughput', kind: 'fall', limit: 0.25, text: '-25%' },
    reason: 'Less memory, see @team',
    until: '2026-12-31',
  };
  const report = comparedReport(before, after, { acceptances: [acceptance] });
  const text = page(report);
  expectWellFormed(text);
  expect(text).toContain('2 losses accepted');
  expect(text).toMatch(
    /### Accepted losses\n\n.*\n.*\n\| 2R-TP4 at concurrency 64 \| −20\.0% \| output throughput \| −25% \| 2026-12-31 \| Less memory, see &#64;.team \|\n/,
  );
  expect(renderTerminal(report)).toContain('Less memory, see @team');
});

test('other metrics of the points that moved: changes, and failures as they are', () => {
  const failing = aScenario([aConfiguration(aDeployment(), [served(64, 800, { ttft: 150, 'failure-rate': 0.12 })])]);
  const sound = aScenario([aConfiguration(aDeployment(), [served(64, 1000, { ttft: 100, 'failure-rate': 0 })])]);
  const text = page(comparedReport(sound, failing));
  expect(text).toContain(
    '| Configuration | Concurrency | tok/s/user | tok/s/GPU | Output throughput | Mean TTFT | Failed |\n',
  );
  expect(text).toContain('| 2R-TP4 | 64 | −20.0% | −20.0% | −20.0% | +50.0% | 0% → 12% |\n');
});

test('a scenario that is gone is one row, whatever it held', () => {
  const gone = aSweep({ id: 'gone' });
  const sides = [bothSides(before, after), bothSides(gone.scenario, null)];
  const comparison = compare(sides, aGate());
  const compared = aCompared(comparison, { fronts: [withFront(before), gone] });
  const text = page(aReport([withFront(after)], { compared }));
  expectWellFormed(text);
  expect(text).toContain('| gone | all 2 configurations | 6 of 6 missing | concurrency 1, 64, 256, 128 |\n');
  expect(text).toContain('| 2R-TP4 at concurrency 64 · llama-h100-isl9999-osl1000 | −20.0% |');
});

test('the terminal: the verdict first and last, between them what moved', () => {
  const text = renderTerminal({ ...comparedReport(before, after), problems: [aProblem({ severity: 'notice' })] });
  inOrder(text, [
    'Regression: concurrency 64 lost 20.0%; 1 of 4 points lost more than',
    'What moved as a whole\n',
    '  concurrency 64 lost 20.0%     −20.0%  regression   < 0.001\n',
    'Regressions in output throughput (tok/s), bound −10%\n',
    'Points on one side only\n',
    '\n\nVerdict: regression (concurrency 64 lost 20.0%; 1 of 4 points lost more than',
    '\n4 points compared with the baseline: ',
    ', 1 notice\n',
  ]);
  expect(text.startsWith('Regression: ')).toBe(true);
});

/** A big comparison: as many scenarios as given, sixty points each, most of which moved. */
function large(count: number): Report {
  const scenarios = Array.from({ length: count }, (_, i) => {
    const points = Array.from({ length: 60 }, (_, n) => served(n + 1, 100 + 60 * n));
    return withFront(aScenario([aConfiguration(aDeployment(), points)], { id: `s${i}`, model: `model-${i}` }));
  });
  const rows = scenarios.flatMap(({ scenario }) =>
    scenario.configurations.flatMap(({ id, points }) =>
      points.map(({ load }, n) => aMove(n % 2 === 0 ? -0.2 : 0.2, { scenario: scenario.id, configuration: id, load })),
    ),
  );
  const fronts = scenarios.map(({ scenario }) => aFrontChange({ scenario: scenario.id, change: -0.01 }));
  return aReport(scenarios, { compared: aCompared({ rows, fronts, verdict: 'regression' }, { fronts: scenarios }) });
}

test('whatever the limit, the verdict leads and the points that moved stay longest', () => {
  const report = large(12);
  const full = Buffer.byteLength(page(report));
  for (let limit = full; limit > 4000; limit = Math.floor(limit * 0.6)) {
    const text = page(report, limit);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(limit);
    expectWellFormed(text);
    expect(text).toMatch(
      /^> \[!CAUTION\]\n> \*\*pareto-report · Regression: .*\n>\n> 360 of 720 points lost more than 10% output throughput/,
    );
    expect(text).toContain('### Regressions in output throughput');
    expect(text).toMatch(/and [23]\d\d more in `report\.json`/);
  }
  const least = page(report, 10);
  expectWellFormed(least);
  expect(least).toMatch(/^> \[!CAUTION\]/);
});

test('a comment keeps the front of every scenario and leaves out the table of everything compared', () => {
  const comment = page(large(12), COMMENT_BYTES);
  expect(comment).toContain('| model-11 | −1.0% |');
  expect(comment).toContain('the table of everything compared');
  expect(comment).not.toContain('Everything compared');
});

test('many points that moved: twenty at once, the others folded; a terminal counts what it leaves out', () => {
  const report = large(2);
  const text = page(report);
  const moved = text.slice(text.indexOf('### Regressions'), text.indexOf('### Improvements'));
  expect(moved.slice(0, moved.indexOf('<details>')).match(/^\| 2R-TP4 at /gm)).toHaveLength(20);
  expect(moved).toContain('<summary>40 more</summary>');
  const improved = text.slice(text.indexOf('### Improvements'), text.indexOf('### Change of the front'));
  expect(improved).toContain('and 20 more in `report.json`\n\n</details>');
  const terminal = renderTerminal(report);
  expect(terminal).toMatch(/\nRegressions in [\s\S]*\n10 more rows in summary\.md\n/);
  expect(terminal.split('\n').length).toBeLessThan(400);
});

test('whatever names come from outside, a compared page is well formed and links nothing', () => {
  fc.assert(
    fc.property(hostileName, hostileName, hostileName, (a, b, c) => {
      const text = renderMarkdown(hostile(a, b, c), { images: namedImages });
      expectWellFormed(text);
      expect(text.match(/^> \[!/gm)).toHaveLength(1);
      expect(text.replace(/<a href="https:\/\/github.com\/pareto-report[^>]*>/g, '')).not.toMatch(/@|:\/\/|www\./);
      const terminal = renderTerminal(hostile(a, b, c));
      expect(terminal).not.toMatch(/[^\n\P{Cc}]|\p{Cf}/u);
    }),
    { numRuns: times(20, 50) },
  );
});

function hostile(a: string, b: string, c: string): Report {
  const sweep: ScenarioFront = withFront(
    aScenario([aConfiguration(aDeployment({ label: a }), [served(1, 50)], { id: a })], { id: b, model: c, harness: a }),
  );
  const at = { scenario: b, configuration: a };
  const acceptance = {
    scope: { scenario: a, configuration: b, concurrency: null, rate: null },
    bound: { metric: 'front' as const, kind: 'fall' as const, limit: 0.2, text: '-20%' },
    reason: c,
    until: '2026-12-31',
  };
  const [configuration] = sweep.scenario.configurations;
  const best = configuration === undefined ? null : { configuration, point: served(1, 50) };
  const compared = aCompared(
    {
      rows: [aMove(-0.2, at), aRow({ ...at, verdict: 'missing', change: null, bound: null, load: aLoad(2) })],
      fronts: [
        aFrontChange({
          scenario: b,
          entered: [a, b],
          left: [c],
        }),
      ],
      absolute: [{ scenario: b, bounds: [aBound('ttft <= 200')], best, misses: [], reading: null, verdict: 'pass' }],
      accepted: [{ acceptance, scenario: b, row: aRow(at), effect: null, change: -0.15 }],
      changes: [{ what: a, baseline: b, candidate: c, configurations: 1 }],
      verdict: 'regression',
    },
    { baseline: { source: a, commit: b, run: null, gap: null, runs: 1 }, fronts: [sweep] },
  );
  const problems = [aProblem({ severity: 'notice', code: 'same-files', message: a, file: b })];
  const objectives = {
    bounds: [{ metric: 'ttft' as const, kind: 'at-most' as const, limit: 200, text: '<= 200' }],
    best: [{ scenario: b, candidate: best, baseline: best }],
  };
  return aReport([sweep], { compared, problems, objectives });
}
