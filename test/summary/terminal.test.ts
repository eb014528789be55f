import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cellsOf } from '../../src/screen/cells.ts';
import { PAPER, type Screen } from '../../src/screen/screen.ts';
import type { Report } from '../../src/summary/report.ts';
import { renderTerminal, renderVerdict } from '../../src/summary/terminal.ts';
import {
  aCompared,
  aConfiguration,
  aDeployment,
  aMove,
  aProblem,
  aReport,
  aRun,
  aScenario,
  aSweep,
  at,
  disaggregated,
  withFront,
} from '../builders.ts';
import { times } from '../thorough.ts';

const run = { run: aRun(), scenario: 's', configuration: 'c' };
const screen = (columns: number, overrides: Partial<Screen> = {}): Screen => ({
  ...{ columns, height: 40, color: false },
  ...overrides,
});

test('a small sweep on paper: what it is, the picture, the front as its legend, the answers, the verdict', () => {
  const text = renderTerminal(aReport([aSweep()], { runs: [run], problems: [aProblem()] }));
  expect(text).toBe(`meta-llama/Llama-3.1-70B-Instruct on H100
ISL 9,999 · OSL 1,000 · vllm-benchmark · 2 configurations, 6 points

    tok/s/GPU
    │  A     B
    │
150 ┤               C
    │
    │
    │                       D
    │
100 ┤
    │
    │
    │
    │
 50 ┤
    │
    │
    │
    │                                       E                       F
  0 ┤
    └┬───────────────┬──────────────┬───────────────┬───────────────┬
     0               20             40              60              80
                                                           tok/s/user

On the front: 2 of 2 configurations, 6 of 6 points
     Configuration  Concurrency  tok/s/user  tok/s/GPU  Of the best tok/s/GPU  GPUs
  A  2R-TP4                 256        2.64      168.8                   100%     8
  B  2R-TP4                  64        10.4      167.3                    99%     8
  C  1P-TP8/1D-TP8          128        18.6      148.8                    88%    16
  D  1P-TP8/1D-TP8           64        29.8      119.1                    71%    16
  E  2R-TP4                   1        50.0       6.25                   3.7%     8
  F  1P-TP8/1D-TP8            1        80.1       5.00                   3.0%    16

Most tokens per GPU: 2R-TP4 at concurrency 256, 168.8 tok/s/GPU at 2.64 tok/s/user.
Fastest that keeps 80% of that: 1P-TP8/1D-TP8 at concurrency 128, 148.8 tok/s/GPU at 18.6 tok/s/user, 7.0 times as fast for a user.
Fastest for a user: 1P-TP8/1D-TP8 at concurrency 1, 80.1 tok/s/user at 5.00 tok/s/GPU.
Aggregated or disaggregated: the most tok/s/GPU comes from aggregated serving up to 10.4 tok/s/user, then disaggregated up to 29.8, aggregated up to 50.0, disaggregated up to 80.1.

Verdict: none (nothing was gated)
1 run in 1 scenario, 1 error
`);
});

test('a screen of 60 columns: columns fold away by their worth, the essential ones stay', () => {
  const text = renderTerminal(aReport([aSweep()]), screen(60));
  expect(text).toContain(`
     Configuration  Concurrency  tok/s/user  tok/s/GPU  GPUs
  A  2R-TP4                 256        2.64      168.8     8
`);
  expect(text).toContain('\n1 more column (Of the best tok/s/GPU) in summary.md\n');
});

test('a screen of 20 columns: the front is a list', () => {
  const text = renderTerminal(aReport([aSweep()]), screen(20));
  expect(text).toContain('\nA 2R-TP4\n Concurrency: 256\n tok/s/user: 2.64\n tok/s/GPU: 168.8\n');
});

test('a big sweep: as much of its front as a screen has room for', () => {
  const points = Array.from({ length: 100 }, (_, i) => at(i + 1, 10 + i, 1000 - i));
  const report = aReport([withFront(aScenario([aConfiguration(aDeployment(), points)]))]);
  expect(renderTerminal(report)).toContain('\n50 more rows in summary.md\n');
  expect(renderTerminal(report, screen(80))).toContain('\n80 more rows in summary.md\n');
  expect(renderTerminal(report, screen(80)).split('\n').length).toBeLessThan(70);
});

test('many scenarios: the overview first, and no more than can be read', () => {
  const scenarios = Array.from({ length: 200 }, (_, i) => aSweep({ id: `s${i}`, model: `model-${i}` }));
  const text = renderTerminal(aReport(scenarios));
  expect(text.indexOf('model-199')).toBe(-1);
  expect(text).toContain('\n150 more rows in summary.md\n');
  expect(text).toContain('\n180 more scenarios in summary.md\n');
  expect(renderTerminal(aReport(scenarios), screen(80))).toContain('\n197 more scenarios in summary.md\n');
});

test('of many scenarios a screen shows those with a front', () => {
  const bare = Array.from({ length: 5 }, (_, i) => {
    const points = [at(8, 3, null)];
    return withFront(aScenario([aConfiguration(aDeployment(), points)], { id: `bare${i}`, model: `bare-${i}` }));
  });
  const text = renderTerminal(aReport([...bare, aSweep({ id: 'whole', model: 'whole' })]), screen(80));
  expect(text).toContain('\n\nwhole on H100\n');
  expect(text).toContain('\n\nbare-1 on H100\n');
  expect(text).not.toContain('\n\nbare-2 on H100\n');
});

test('no scenario: the verdict and the counts', () => {
  const text = renderTerminal(aReport([], { leftOut: [{ option: 'only aggregated', runs: 2 }] }));
  expect(text).toBe('Verdict: none (nothing was gated)\n2 runs left out by only aggregated\n0 runs in 0 scenarios\n');
});

test('points without a front: they are listed, with the reason', () => {
  const scenario = aScenario([aConfiguration(aDeployment(), [at(8, 3, null), at(16, 2, null)])]);
  const text = renderTerminal(aReport([withFront(scenario)]), screen(80));
  expect(text).toMatch(/^ {2}2R-TP4 +8 +3\.00$/m);
  expect(text).toContain('No front: 2 of 2 points without tok/s/GPU.');
});

test('what was written, as the user named it', () => {
  const written = { summary: 'out/summary.md', page: 'out/report.html', others: ['report.json'] };
  expect(renderTerminal(aReport([aSweep()]), PAPER, written)).toMatch(
    /\n\nWrote out\/summary\.md, report\.json\nExplore interactively: out\/report\.html\n$/,
  );
});

describe('a comparison', () => {
  const rows = [aMove(-0.2, { configuration: '2R-TP4' })];
  const report = aReport([aSweep()], { compared: aCompared({ rows, verdict: 'regression' }), at: [500] });
  const reading = {
    scenario: 'llama-h100-isl9999-osl1000',
    readings: [{ x: 500, reading: null, cost: null, cheapest: null, isKnown: true }],
  };

  test('the verdict is first and last; the answer too, where it is scrolled away', () => {
    const asked = { ...report, readings: [reading] };
    const best = 'Best at ≥ 500 tok/s/user: nothing is that fast\n';
    const [short, tall] = [24, 400].map((height) => renderTerminal(asked, screen(80, { height })));
    for (const text of [short, tall]) {
      expect(text).toMatch(/^Regression: 1 of 1 point lost more than/);
      expect(text).toMatch(/\n\nVerdict: regression \(1 of 1 point lost/);
    }
    expect([short, tall].map((text) => text?.split(best).length)).toEqual([3, 2]);
  });

  test('a regression on the front is marked beside its letter', () => {
    const lost = aMove(-0.2, { configuration: '2R-TP4', load: at(64, 1, 1).load });
    const marked = aReport([aSweep()], { compared: aCompared({ rows: [lost] }) });
    expect(renderTerminal(marked, screen(80))).toMatch(/^ {2}B ! {2}2R-TP4 +64 /m);
  });

  test('the verdict alone', () => {
    expect(renderVerdict(report)).toMatch(
      /^Verdict: regression \(1 of 1 point lost more than 10% output throughput\)\n$/,
    );
    expect(renderVerdict(aReport([aSweep()]))).toBe('Verdict: none (nothing was gated)\n');
  });

  test('with colour the verdicts are red, and nothing else is told than without', () => {
    const [plain, colored] = [false, true].map((color) => renderTerminal(report, screen(80, { color })));
    expect(colored).toContain('\u001b[31m\u001b[1mRegression\u001b[22m\u001b[39m: ');
    expect(colored).toContain('\u001b[31m\u001b[1m−20.0%\u001b[22m\u001b[39m');
    expect(stripVTControlCharacters(colored ?? '')).toBe(plain);
  });
});

test('each configuration of the front has its colour in the picture and in the table', () => {
  const text = renderTerminal(aReport([aSweep()]), screen(80, { color: true }));
  const codesOf = (letter: string) => [...text.matchAll(new RegExp(`\u001b\\[(\\d+)m${letter}\u001b\\[39m`, 'g'))];
  const [first, second, other] = ['A', 'B', 'C'].map((letter) => codesOf(letter).map(([, code]) => code));
  expect(first).toHaveLength(2);
  expect(first).toEqual(second);
  expect(new Set([...(first ?? []), ...(other ?? [])]).size).toBe(2);
});

test('a name can neither colour nor move nor command', () => {
  const name = '\u001b[2J\u001b]0;owned\u0007\r\n::error::x\u202e';
  const deployment = aDeployment({ label: name });
  const scenario = aScenario([aConfiguration(deployment, [at(1, 2, 3)])], {
    model: name,
    harness: name,
    accelerator: name,
  });
  const report = aReport([withFront(scenario), aSweep()], { leftOut: [{ option: name, runs: 1 }] });
  for (const text of [renderTerminal(report), renderTerminal(report, screen(30))]) {
    expect(text).not.toMatch(/[^\n\P{Cc}]|\p{Cf}/u);
  }
  expect(renderTerminal(report)).not.toMatch(/^\s*::/m);
});

/** Names as long, as wide and as odd as they come. */
const oddName = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }),
  fc.constantFrom(
    '通义千问2.5-72B-指令微调-量化版',
    '모델-한국어-대형',
    '👩‍🔬🚀🇩🇪-turbo',
    'e\u0301\u0302\u0303'.repeat(20),
    'مرحبا-بالعالم-نموذج',
    'a\u200bb\u200dc',
    'x'.repeat(500),
    'llm-d-very-long-prefix-that-all-have-in-common-1P-TP8/1D-TP8',
    'ｆｕｌｌｗｉｄｔｈ　ｎａｍｅ',
  ),
);

/** A compared report of two scenarios under some names. */
function named(names: readonly string[], figures: number): Report {
  const [model = '', accelerator = '', a = '', b = ''] = names;
  const configurations = [
    aConfiguration(aDeployment(), [at(1, 50, 6 * figures), at(64, 10.4, 167)], { id: a }),
    aConfiguration(disaggregated(), [at(1, 80 * figures, 5), at(64, 29, 119)], { id: b }),
  ];
  const scenario = aScenario(configurations, { id: model, model, accelerator, harness: b });
  const rows = [aMove(-0.2, { scenario: model, configuration: a }), aMove(0.2, { scenario: model, configuration: b })];
  const scenarios = [withFront(scenario), aSweep()];
  return aReport(scenarios, { compared: aCompared({ rows, verdict: 'regression' }), at: [500] });
}

test('no line is wider than the screen, whatever its width and the names', () => {
  const names = fc.array(oddName, { minLength: 4, maxLength: 4 });
  const size = fc.record({ columns: fc.integer({ min: 20, max: 200 }), height: fc.integer({ min: 1, max: 80 }) });
  fc.assert(
    fc.property(
      names,
      size,
      fc.boolean(),
      fc.constantFrom(1, 1e5, 1e12),
      (all, { columns, height }, color, figures) => {
        const text = renderTerminal(
          named(all, figures),
          { columns, height, color },
          {
            ...{ summary: `${'deep/'.repeat(20)}summary.md`, page: 'report.html', others: ['report.json', 'plots/'] },
          },
        );
        for (const line of text.split('\n')) expect(cellsOf(line), line).toBeLessThanOrEqual(columns);
      },
    ),
    { numRuns: times(100, 300) },
  );
});
