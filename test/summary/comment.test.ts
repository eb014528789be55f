import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CommentOptions, renderComment } from '../../src/summary/commenttext.ts';
import { COMMENT_BYTES } from '../../src/summary/detail.ts';
import { type ImageUrl, namedImages } from '../../src/summary/image.ts';
import { problemUrl } from '../../src/summary/problemlink.ts';
import type { PlotFile, Report } from '../../src/summary/report.ts';
import { textPlot } from '../../src/summary/textplot.ts';
import {
  aBound,
  aCompared,
  aConfiguration,
  aDeployment,
  aFrontChange,
  aLoad,
  aMove,
  aProblem,
  aReport,
  aRow,
  aScenario,
  aSweep,
  at,
  withFront,
} from '../builders.ts';
import { hostileName } from '../hostile.ts';
import { expectWellFormed, unpadded, withoutFences } from './wellformed.ts';

const MARKER = '<!-- pareto-report: bench -->';
const RUN = 'https://github.com/o/r/actions/runs/9';
const LINKS = `<a href="${RUN}">Full report</a> · <a href="${RUN}/artifacts/5">Artifact</a>`;
const urls: ImageUrl = (file) => `https://github.com/o/r/blob/abc/${file}?raw=true`;

function comment(report: Report, overrides: Partial<CommentOptions> = {}): string {
  const options: CommentOptions = {
    images: urls,
    links: { run: RUN, artifact: `${RUN}/artifacts/5` },
    interactive: null,
    measured: '',
    notes: [],
    marker: MARKER,
    limit: COMMENT_BYTES,
    ...overrides,
  };
  const text = renderComment(report, options);
  expect(text.startsWith(`${options.marker}\n`)).toBe(true);
  expectWellFormed(text.slice(options.marker.length));
  return text;
}

function plotsOf(scenarios: Report['scenarios'], kind = 'tradeoff'): PlotFile[] {
  return scenarios.flatMap(({ scenario: { id } }) =>
    (['light', 'dark'] as const).map((theme) => ({
      scenario: id,
      kind,
      theme,
      file: `plots/${id}-${kind}-${theme}.png`,
    })),
  );
}

/** A report of these scenarios with their plots. */
function drawn(scenarios: Report['scenarios'], overrides: Partial<Report> = {}): Report {
  return aReport(scenarios, { plots: plotsOf(scenarios), ...overrides });
}

function inOrder(text: string, parts: readonly string[]): void {
  const places = parts.map((part) => text.indexOf(part));
  for (const [i, place] of places.entries()) expect(place, parts[i]).toBeGreaterThan(places[i - 1] ?? -1);
}

const origin = {
  source: 'artifact',
  commit: 'abcdef1'.padEnd(40, '0'),
  run: { id: 7, url: 'https://github.com/o/r/actions/runs/7', age: 2 * 86_400_000 },
  gap: null,
  runs: 1,
};

const rows = [
  aMove(0.2, { load: aLoad(1) }),
  aMove(-0.12),
  aRow({ load: aLoad(256) }),
  aRow({ verdict: 'inconclusive', change: -0.2, load: aLoad(2) }),
  aRow({ verdict: 'new', bound: null, change: null, configuration: 'fresh' }),
  aRow({ verdict: 'missing', bound: null, change: null, configuration: 'lost' }),
];

test('a regression: marker, verdict and what to do, baseline, plot, what moved, the front folded, links', () => {
  const sweep = aSweep();
  const compared = aCompared(
    { rows, fronts: [aFrontChange({ change: -0.02 })], verdict: 'regression' },
    { baseline: origin },
  );
  const text = comment(drawn([sweep], { compared }));
  inOrder(unpadded(text), [
    '> [!CAUTION]\n> **pareto-report · Regression: 2R-TP4 at concurrency 64: output throughput −12.0% (Llama-3.1-70B-Instruct)**\n>\n',
    '> 1 of 4 points lost more than 10% output throughput; front −2.0%',
    'If the loss is real, fix it',
    '### meta-llama/Llama-3.1-70B-Instruct on H100\n',
    '4 points compared with the baseline (artifact, commit `abcdef1`, <a href="https://github.com/o/r/actions/runs/7">run 7</a>, ' +
      '2 days old): 1 regression, 1 inconclusive, 1 improvement, 1 pass · 1 missing · 1 new\n',
    '<a href="https://github.com/o/r/blob/abc/plots/llama-h100-isl9999-osl1000-tradeoff-light.png?raw=true"><picture>',
    '**Regressions in output throughput (tok/s), bound −10%**\n\n| Point',
    '| 2R-TP4 at concurrency 64 | −12.0% |',
    '**Inconclusive changes in output throughput (tok/s), bound −10%**\n',
    '| 2R-TP4 at concurrency 2 |',
    '**Improvements in output throughput (tok/s), bound −10%**\n',
    '| 2R-TP4 at concurrency 1 |',
    '<details>\n<summary>Points on one side only</summary>',
    '| lost | 1\u00a0of\u00a01\u00a0missing |',
    '<details>\n<summary>Front: 6 points</summary>\n\n- **Most tokens per GPU:**',
    '| 2R-TP4 at concurrency 256 | 2.64 |',
    `</details>\n\n${LINKS}\n`,
  ]);
  expect(text).not.toContain('| pass |');
  expect(text).not.toMatch(/Change of the front|Absolute bounds|Assumptions|```/);
  expect(text.endsWith(`${LINKS}\n`)).toBe(true);
});

test('several metrics: a table of each, which share the rows that are shown at once', () => {
  const moves = (['ttft', 'tpot', 'output-throughput'] as const).flatMap((metric, i) =>
    [8, 32, 64, 128, 256].map((load) => aMove(-0.2 + i / 100, { metric, load: aLoad(load), bound: '-10%' })),
  );
  const text = comment(drawn([aSweep()], { compared: aCompared({ rows: moves, verdict: 'regression' }) }));
  const folded = '<details>\n<summary>2 more</summary>\n\n| Point | Change | Before → after |';
  inOrder(unpadded(text), [
    '**Regressions in mean TTFT (ms), bound −10%**\n\n| Point | Change | Before → after |',
    '−20.0% |',
    '**Regressions in mean TPOT (ms), bound −10%**\n',
    '**Regressions in output throughput (tok/s), bound −10%**\n',
  ]);
  expect(unpadded(text).split(folded)).toHaveLength(4);
  expect(text).not.toContain('| Metric |');
});

test('missing points are shown at once, since the reader is sent to look for them', () => {
  const text = comment(drawn([aSweep()], { compared: aCompared({ rows: rows.slice(2), verdict: 'missing' }) }));
  inOrder(text, [
    '> [!WARNING]\n> **pareto-report · Missing: lost at concurrency 64 was not measured (',
    '**Points on one side only**\n',
    '| lost | 1\u00a0of\u00a01\u00a0missing |',
  ]);
});

test('fronts and bounds in units are shown where they did not pass', () => {
  const fronts = [aFrontChange({ verdict: 'regression', change: -0.2 }), aFrontChange({ scenario: 'kept' })];
  const bound = { scenario: 's', best: null, misses: [], reading: null, bounds: [aBound('ttft <= 200')] };
  const absolute = [
    { ...bound, verdict: 'regression' as const },
    { ...bound, bounds: [aBound('ttft <= 900')], verdict: 'pass' as const },
  ];
  const text = comment(drawn([aSweep()], { compared: aCompared({ fronts, absolute, verdict: 'regression' }) }));
  inOrder(text, ['**Change of the front**\n', '| −20.0% |', '**Absolute bounds**\n', '| ttft &#60;= 200 |']);
  expect(text).not.toMatch(/kept|900/);
});

test('without a URL the plot is drawn in characters, and files that the reader has not are not named', () => {
  const sweep = aSweep();
  const compared = aCompared({ rows, verdict: 'regression' }, { fronts: [aSweep()] });
  const text = comment(drawn([sweep], { compared }), { images: namedImages });
  expect(text).toContain(`\n\n${textPlot(sweep, compared)}\n\n`);
  expect(text).not.toMatch(/<img|output folder/);
});

test('the trade-off is shown and other plots folded away; the only plot is shown, whatever it is', () => {
  const sweep = aSweep();
  const latency = plotsOf([sweep], 'latency');
  const both = comment(aReport([sweep], { plots: [...plotsOf([sweep]), ...latency] }));
  inOrder(both, ['-tradeoff-light.png', '<summary>More plots: Latency</summary>', '-latency-light.png', '</details>']);
  expect(both).toContain('alt="Latency plot of meta-llama/Llama-3.1-70B-Instruct on H100, TTFT and E2EL against');
  const only = comment(aReport([sweep], { plots: latency }));
  expect(only).toContain('-latency-light.png');
  expect(only).not.toContain('More plots');
});

test('no plot where none was asked for, or where only one that has no form in characters has no URL', () => {
  const sweep = aSweep();
  const other = comment(aReport([sweep], { plots: plotsOf([sweep], 'latency') }), { images: namedImages });
  const none = comment(aReport([sweep]), { images: namedImages });
  for (const text of [other, none]) expect(text).not.toMatch(/<img|```/);
});

test('nothing compared, or no baseline found: the answers are what there is to tell', () => {
  const lost = aCompared({ verdict: 'none' }, { baseline: null });
  const answers = '\n\n- **Most tokens per GPU:** 2R-TP4 at concurrency 256, 168.8 tok/s/GPU';
  const alone = comment(drawn([aSweep()]));
  const unfound = comment(drawn([aSweep()], { compared: lost }));
  for (const text of [alone, unfound]) {
    inOrder(text, [answers, '<picture>', '<summary>Front: 6 points</summary>\n\n| Point']);
    expect(text.match(/Most tokens per GPU/g)).toHaveLength(1);
    expect(text).not.toMatch(/Regressions|Improvements/);
  }
  expect(alone).not.toContain('[!');
  inOrder(unfound, [
    '> [!WARNING]\n> **pareto-report · Baseline not found: nothing was compared**',
    'Check the option baseline',
    answers,
  ]);
});

test('without a front there is nothing to fold away', () => {
  const unknown = withFront(aScenario([aConfiguration(aDeployment(), [at(8, 3, null)])]));
  const text = comment(aReport([unknown]));
  expect(text).toContain('- **No front:** 1 of 1 point without tok/s/GPU.');
  expect(text).not.toContain('<details>');
});

const ids = ['a', 'b', 'c', 'd'];
const severalModels = ids.map((id) => aSweep({ id, model: `org/model-${id}` }));
const oneLost = aCompared({
  rows: [aMove(-0.3, { scenario: 'c' }), aRow({ scenario: 'a' })],
  verdict: 'regression',
});

test('a few scenarios: the worst first, two plots at once, the other and the fronts folded', () => {
  const text = comment(drawn(severalModels.slice(0, 3), { compared: oneLost }));
  inOrder(text, [
    '> **pareto-report · Regression: 2R-TP4 at concurrency 64: output throughput −30.0% (model-c)**',
    '### Pareto fronts of 3 scenarios\n',
    '**org/model-c on H100** · ISL 9,999 · OSL 1,000 · vllm-benchmark\n\n<a href=',
    '**org/model-a on H100**',
    '<summary>1 more scenario</summary>\n\n**org/model-b on H100**',
    '| 2R-TP4 at concurrency 64 · model-c |',
    '<summary>Fronts of 3 scenarios</summary>\n\n**org/model-c on H100** · ISL',
  ]);
});

test('many scenarios: links to each, the worst first, and sections that are folded but for the worst', () => {
  const text = comment(drawn(severalModels, { compared: oneLost }));
  inOrder(text, [
    '1. <a href="#scenario-c">model-c</a>: regression, 1 point\n1. <a href="#scenario-a">model-a</a>: pass, 1 point\n',
    '1. <a href="#scenario-b">model-b</a>: up to 168.8 tok/s/GPU and 80.1 tok/s/user\n',
    '| 2R-TP4 at concurrency 64 · model-c |',
    '<a id="scenario-c"></a>\n\n<details open>\n<summary><b>model-c</b>: regression, 1 point</summary>\n\norg/model-c on H100 · ISL',
    'c-tradeoff-light.png',
    '<a id="scenario-a"></a>\n\n<details>\n<summary><b>model-a</b>: pass, 1 point</summary>',
    '<a id="scenario-d"></a>',
  ]);
  expect(text.match(/<a id=/g)).toHaveLength(4);
});

test('links of two comments on one page lead each to its own sections', () => {
  const report = drawn(severalModels, { compared: oneLost });
  const idsIn = (anchor: string) => {
    const text = comment(report, { anchor });
    const ids = [...text.matchAll(/<a id="([^"]+)"/g)].map(([, id]) => id);
    expect([...text.matchAll(/<a href="#([^"]+)"/g)].map(([, id]) => id)).toEqual(ids);
    return ids;
  };
  const all = [...idsIn('bench-a'), ...idsIn('bench-b')];
  expect(all[0]).toBe('bench-a-scenario-c');
  expect(new Set(all).size).toBe(8);
});

test('no scenario and refused reports: what became of them', () => {
  const problems = [aProblem(), ...Array.from({ length: 20 }, () => aProblem({ severity: 'warning', message: 'w' }))];
  const text = comment(aReport([], { problems }));
  inOrder(text, [
    '### pareto-report · No benchmark run to show\n',
    '**1 report could not be used**',
    '> [!WARNING]',
    'expected a number',
  ]);
  expect(text.match(/^- `.*: w$/gm)).toHaveLength(4);
  expect(text).toContain('- and 16 more in `report.json`');
});

test('problems that cost nothing are left to the whole report', () => {
  expect(comment(drawn([aSweep()], { problems: [aProblem({ severity: 'warning' })] }))).not.toContain('Problems');
});

test('links that there are, and what could not be published, folded at the end', () => {
  const report = drawn([aSweep()]);
  const links = { run: 'https://h/a"b', artifact: null };
  const text = comment(report, { links, notes: ['no pictures: needs `contents: write`, @a', 'no artifact'] });
  expect(
    text.endsWith(
      '<a href="https://h/a%22b">Full report</a>\n\n<details>\n<summary>Publishing: 2 notes</summary>\n\n' +
        '- no pictures: needs &#96;contents: write&#96;, &#64;\u2060a\n- no artifact\n\n</details>\n',
    ),
  ).toBe(true);
  expect(comment(report, { links: { run: null, artifact: null } })).not.toMatch(/Full report|Artifact|Publishing/);
});

/** More than any comment has room for. */
const SCENARIOS = 150;

/** Scenarios that all lost points, and hundreds of everything else. */
function large(): Report {
  const points = Array.from({ length: 40 }, (_, i) => at(i + 1, 10 + i, 100 - i));
  const scenarios = Array.from({ length: SCENARIOS }, (_, i) =>
    withFront(aScenario([aConfiguration(aDeployment(), points)], { id: `s${i}`, model: `model-${i}` })),
  );
  const of = (verdict: 'regression' | 'missing' | 'improvement') =>
    scenarios.map(({ scenario: { id } }, i) => aMove(-0.11 - i / 1000, { scenario: id, verdict, load: aLoad(i) }));
  const fronts = scenarios.map(({ scenario: { id } }) =>
    aFrontChange({ scenario: id, verdict: 'regression', change: -0.2 }),
  );
  const problems = Array.from({ length: 300 }, (_, i) => aProblem({ file: `reports/${i}.yaml` }));
  const compared = aCompared(
    { rows: [...of('regression'), ...of('missing'), ...of('improvement')], fronts, verdict: 'regression' },
    { fronts: scenarios, baseline: origin },
  );
  return drawn(scenarios, { compared, problems });
}

test('whatever the limit, a comment fits, is well formed, and leads with its marker and the verdict', () => {
  const report = large();
  const notes = Array.from({ length: 50 }, () => '÷'.repeat(1000));
  const lengths = new Set<number>();
  for (const images of [urls, namedImages]) {
    for (let limit = COMMENT_BYTES; limit > 300; limit = Math.floor(limit * 0.45)) {
      const text = comment(report, { images, notes, limit });
      lengths.add(Buffer.byteLength(text));
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(limit);
      expect(text).toContain('**pareto-report · Regression');
      expect(text).toContain(LINKS);
    }
  }
  expect(lengths.size).toBeGreaterThan(5);
}, 60_000);

test('the largest comment still shows plots, what moved and fronts, and counts what it leaves out', () => {
  for (const images of [urls, namedImages]) {
    const text = comment(large(), { images });
    expect(Buffer.byteLength(text)).toBeGreaterThan(COMMENT_BYTES / 4);
    expect(text).toContain(images === urls ? '<img' : '```text');
    expect(text).toContain(` · model-${SCENARIOS - 1} |`);
    expect(text).toMatch(/and \d+ more scenarios in `report\.json`/);
    expect(text).toMatch(/and \d+ more in `report\.json`/);
  }
}, 60_000);

test('down to the marker alone, by which it is found again', () => {
  const report = drawn([aSweep()], { compared: aCompared({ rows, verdict: 'regression' }) });
  expect(comment(report, { limit: 220 })).toBe(`${MARKER}\n\n**pareto-report · Regression**\n\n${LINKS}\n`);
  expect(comment(report, { limit: 40 })).toBe(`${MARKER}\n`);
});

test('the marker counts', () => {
  const report = drawn([aSweep()]);
  const full = Buffer.byteLength(comment(report));
  expect(Buffer.byteLength(comment(report, { limit: full }))).toBe(full);
  const longer = MARKER.replace('bench', 'benches');
  expect(Buffer.byteLength(comment(report, { limit: full, marker: longer }))).toBeLessThan(full);
});

test('whatever the names, a comment is well formed and links nowhere of theirs', () => {
  fc.assert(
    fc.property(hostileName, hostileName, hostileName, (a, b, c) => {
      const deployment = aDeployment({ label: a, accelerator: b });
      const named = { model: a, accelerator: b, harness: c, quantization: c };
      const sweep = withFront(aScenario([aConfiguration(deployment, [at(1, 2, 3)])], named));
      const moved = [aMove(-0.5, { configuration: a, scenario: b }), aRow({ configuration: c, verdict: 'missing' })];
      const baseline = { source: a, commit: b, run: { id: 1, url: c, age: 0 }, gap: null, runs: 1 };
      const changes = [{ what: a, baseline: b, candidate: c, configurations: 1 }];
      const compared = aCompared({ rows: moved, changes, verdict: 'regression' }, { baseline, fronts: [sweep] });
      const problems = [aProblem({ file: a, message: `${b} ${c}` })];
      const report = drawn([sweep, aSweep({ id: 'other' })], { compared, problems });
      const links = { run: null, artifact: null };
      const whole = comment(report, { images: namedImages, notes: [a, b], links }).slice(MARKER.length);
      const text = withoutFences(whole).replaceAll(problemUrl('wrong-type'), '');
      expect(text.match(/^#+ /gm)).toHaveLength(1);
      expect(text.match(/^> \[!/gm)).toHaveLength(2);
      expect(text).not.toMatch(/@|:\/\/|www\./);
    }),
    { numRuns: 100 },
  );
});
