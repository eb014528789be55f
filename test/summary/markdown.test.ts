import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ScenarioFront } from '../../src/pareto/front.ts';
import { fold } from '../../src/summary/fold.ts';
import { namedImages, relativeImages } from '../../src/summary/image.ts';
import { renderMarkdown } from '../../src/summary/markdown.ts';
import { problemUrl } from '../../src/summary/problemlink.ts';
import type { PlotFile, Report } from '../../src/summary/report.ts';
import { textPlot } from '../../src/summary/textplot.ts';
import {
  aCompared,
  aConfiguration,
  aDeployment,
  aLoad,
  aPoint,
  aProblem,
  aReport,
  aRow,
  aRun,
  aScenario,
  aSweep,
  at,
  someMetrics,
  unknownDeployment,
  withFront,
} from '../builders.ts';
import { hostileName } from '../hostile.ts';
import { expectWellFormed, withoutFences } from './wellformed.ts';

const page = (report: Report) => renderMarkdown(report, { images: relativeImages });

function plotsOf(scenario: ScenarioFront, kind = 'tradeoff'): PlotFile[] {
  const { id } = scenario.scenario;
  return (['light', 'dark'] as const).map((theme) => ({
    scenario: id,
    kind,
    theme,
    file: `plots/${id}-${kind}-${theme}.png`,
  }));
}

test('one scenario: title, answer, plot, front, everything else, in that order', () => {
  const sweep = aSweep();
  const runs = [{ run: aRun(), scenario: sweep.scenario.id, configuration: '2R-TP4' }];
  const text = page(aReport([sweep], { runs, plots: plotsOf(sweep) }));
  expectWellFormed(text);
  const order = [
    '## pareto-report · meta-llama/Llama-3.1-70B-Instruct on H100\n',
    'ISL 9,999 · OSL 1,000 · vllm-benchmark · 2 configurations, 6 points · 1 run\n',
    '- **Most tokens per GPU:** 2R-TP4 at concurrency 256, 168.8 tok/s/GPU at 2.64 tok/s/user.\n',
    '<a href="plots/',
    '| tok/s/user | tok/s/GPU | GPUs |\n',
    '| 2R-TP4 at concurrency 256 | 2.64 | 168.8 | 8 |\n',
    '| 1P-TP8/1D-TP8 at concurrency 1 | 80.1 | 5.00 | 16 |\n',
    '<summary>Everything measured: 2 configurations, 6 points</summary>\n',
    '**Assumptions**\n',
    '- tok/s/user is output tok/s ÷ concurrency',
  ].map((part) => text.indexOf(part));
  expect(order).not.toContain(-1);
  expect(order).toEqual([...order].sort((a, b) => a - b));
  expect(text).not.toContain('[!');
});

test('a plot is a picture for both themes, in a link, told in words', () => {
  const sweep = aSweep();
  const text = page(aReport([sweep], { plots: [...plotsOf(sweep), ...plotsOf(sweep, 'ttft')] }));
  expectWellFormed(text);
  const file = 'plots/llama-h100-isl9999-osl1000-tradeoff';
  expect(text).toContain(
    `<a href="${file}-light.png"><picture><source media="(prefers-color-scheme: dark)" srcset="${file}-dark.png">`,
  );
  expect(text).toContain('<img alt="Trade-off plot of meta-llama/Llama-3.1-70B-Instruct on H100, tok/s/GPU against');
  expect(text).toContain('The front has 6 points, from 2R-TP4 at concurrency 256');
  expect(text.indexOf('More plots')).toBeGreaterThan(text.indexOf('| 2R-TP4 at concurrency 256'));
});

test('without URLs the plots are drawn in characters and named', () => {
  const sweep = aSweep();
  const text = renderMarkdown(aReport([sweep], { plots: plotsOf(sweep) }), { images: namedImages });
  expectWellFormed(text);
  expect(text).not.toContain('<img');
  expect(text).toContain('`plots/llama-h100-isl9999-osl1000-tradeoff-light.png` (light)');
  expect(text).toContain(`\n\n${textPlot(sweep, null)}\n\nTrade-off plot, in the output folder: `);
  expect(page(aReport([sweep], { plots: plotsOf(sweep) }))).not.toContain('```');
});

test('several scenarios: an overview first, a section each', () => {
  const other = aSweep({ id: 'other', model: 'openai/gpt-oss-120b', isl: 203.4 });
  const text = page(aReport([aSweep(), other]));
  expectWellFormed(text);
  expect(text).toMatch(/^## pareto-report · Pareto fronts of 2 scenarios\n/);
  expect(text).toContain('| openai/gpt-oss-120b | H100 | 203 | 1,000 | 2 | 6 | 6 | 168.8 | 80.1 |\n');
  expect(text.match(/^### /gm)).toHaveLength(2);
  expect(text.indexOf('| Model |')).toBeLessThan(text.indexOf('### '));
});

test('many scenarios: links first, each to a section, which is folded but for the first', () => {
  const scenarios = ['a', 'b', 'c', 'd'].map((id) => aSweep({ id, model: `org/model-${id}` }));
  const text = page(aReport(scenarios));
  expectWellFormed(text);
  const links = [...text.matchAll(/<a href="#([\w-]+)">(.*?)<\/a>: up to 168\.8 tok\/s\/GPU/g)];
  expect(links.map(([, , name]) => name)).toEqual(['model-a', 'model-b', 'model-c', 'model-d']);
  for (const [, anchor] of links) expect(text.split(`<a id="${anchor}"></a>\n\n<details`)).toHaveLength(2);
  expect(text.match(/^<details open>\n<summary><b>.*$/gm)).toEqual([
    expect.stringContaining('<details open>\n<summary><b>model-a</b>: up to '),
  ]);
  expect(text.indexOf('<summary>The scenarios as a table</summary>')).toBeLessThan(text.indexOf('<a id='));
});

test('a fold of one line is none', () => {
  expect(fold('Fronts', [])).toEqual([]);
  expect(fold('Fronts', ['', 'none'])).toEqual(['**Fronts**', 'none']);
  expect(fold('Fronts', ['| a |\n| :-- |\n| 1 |'])).toHaveLength(3);
});

test('no scenario: said, with the problems that explain it', () => {
  const text = page(aReport([], { problems: [aProblem()] }));
  expectWellFormed(text);
  expect(text).toMatch(/^## pareto-report · No benchmark run to show\n\n0 runs · \*\*1 report could not be used\*\*\n/);
  expect(text).toContain('> [!WARNING]\n> Not counted here: 1 report that could not be used.');
  expect(text).toContain('- `reports/bad.yaml:12:3`: expected a number, found "fast"\n');
});

test('unknown deployment, unknown everything: dashes and a reason, never null or NaN', () => {
  const scenario = aScenario([aConfiguration(unknownDeployment, [at(null, null, null), at(8, 3, null)])], {
    model: null,
    accelerator: null,
    isl: null,
    osl: null,
    harness: null,
  });
  const text = page(aReport([withFront(scenario)]));
  expectWellFormed(text);
  expect(text).toMatch(
    /^## pareto-report · Unknown model on unknown accelerator\n\nISL unknown · OSL unknown · unknown harness/,
  );
  expect(text).toContain('- **No front:** 2 of 2 points without tok/s/GPU');
  expect(text).toContain('| unknown | unknown | 2 | 0 |');
  expect(text).not.toMatch(/null|NaN|undefined|Infinity/);
});

test('estimates are marked and counted, repeats too, and failures are warned of', () => {
  const estimated = aLoad(33.2, { concurrencySource: 'estimated', rate: 4 });
  const repeated = aPoint(
    8,
    { 'throughput-per-user': 5, 'throughput-per-gpu': 5 },
    { samples: [someMetrics(), someMetrics()] },
  );
  const failed = aPoint(16, { 'throughput-per-user': 9, 'throughput-per-gpu': 9, 'failure-rate': 0.6 });
  const points = [aPoint(estimated, { 'throughput-per-user': 4, 'throughput-per-gpu': 6 }), repeated, failed];
  const text = page(aReport([withFront(aScenario([aConfiguration(aDeployment(), points)]))]));
  expectWellFormed(text);
  expect(text).toContain('| 2R-TP4 | ≈\u00a033 | 4 |');
  expect(text).toContain('2R-TP4 at 4 requests/s, 6.00 tok/s/GPU');
  expect(text).toContain('- The concurrency of 1 of 3 points is estimated');
  expect(text).toContain(
    '- Figures are medians where a point has repeats: 1 of 3 points, of up to 2 runs each; n is how many',
  );
  expect(text).toContain('> [!WARNING]\n> At 1 point more than half of the requests failed.');
  expect(text).toMatch(/\| 2R-TP4 \| 16 \| – \| failed \|/);
});

test('problems come worst first', () => {
  const problems = [
    aProblem({ severity: 'notice', message: 'n' }),
    aProblem({ severity: 'warning', message: 'w' }),
    aProblem(),
  ];
  const text = page(aReport([aSweep()], { problems }));
  expect(text).toContain('<summary>Problems: 1 error, 1 warning, 1 notice</summary>');
  const order = ['**Error: ', '**Warning: ', '**Notice: '].map((row) => text.indexOf(row));
  expect(order).toEqual([...order].sort((a, b) => a - b));
});

test('what could not be published is told near the end, escaped, shortened and counted', () => {
  const notes = ['no pictures: needs `contents: write`', 'x'.repeat(5000), ...Array.from({ length: 12 }, () => '@a')];
  const render = (limit: number) => renderMarkdown(aReport([aSweep()]), { images: namedImages, limit, notes });
  for (const text of [render(Number.POSITIVE_INFINITY), render(10)]) {
    expectWellFormed(text);
    expect(text).toContain('\n\n### Publishing\n\n- no pictures: needs &#96;contents: write&#96;\n- xx');
    expect(text).toContain('- and 4 more\n');
    expect(text.length).toBeLessThan(6000);
  }
  expect(page(aReport([aSweep()]))).not.toContain('Publishing');
});

test('the baseline is named with its commit, the run in a link, and its age', () => {
  const run = { id: 4711, url: 'https://h/o/r/actions/runs/4711', age: 3 * 3_600_000 };
  const baseline = { source: 'artifact', commit: 'abcdef1'.padEnd(40, '0'), run, gap: null, runs: 1 };
  const text = page(aReport([aSweep()], { compared: aCompared({ rows: [aRow()] }, { baseline }) }));
  expect(text).toContain(
    '\n1 point compared with the baseline (artifact, commit `abcdef1`, ' +
      '<a href="https://h/o/r/actions/runs/4711">run 4711</a>, 3 hours old): 1 pass\n',
  );
});

test('what options left out is told', () => {
  const text = page(aReport([aSweep()], { leftOut: [{ option: 'filter model=*70B*', runs: 3 }] }));
  expect(text).toContain('- 3 runs left out by filter model=&#42;70B&#42;.');
});

test('whatever the names, the page is well formed and links nowhere of theirs', () => {
  fc.assert(
    fc.property(hostileName, hostileName, hostileName, (a, b, c) => {
      const deployment = aDeployment({ label: a, accelerator: b });
      const sweep = withFront(
        aScenario([aConfiguration(deployment, [at(1, 2, 3)])], {
          model: a,
          accelerator: b,
          harness: c,
          quantization: c,
        }),
      );
      const problems = [aProblem({ file: a, message: `${b} ${c}` })];
      const report = aReport([sweep, aSweep()], { problems, plots: plotsOf(sweep), leftOut: [{ option: c, runs: 1 }] });
      for (const images of [relativeImages, namedImages]) {
        const text = renderMarkdown(report, { images });
        expectWellFormed(text);
        expect(withoutFences(text).match(/^#+ /gm)).toHaveLength(3);
        expect(withoutFences(text).match(/^> \[!/gm)).toHaveLength(1);
        expect(withoutFences(text).replaceAll(problemUrl('wrong-type'), '')).not.toMatch(/@|:\/\/|www\./);
      }
    }),
    { numRuns: 100 },
  );
});
