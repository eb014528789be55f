import { describe, expect, test } from 'vitest';
import type { LevelMove } from '../../src/regression/compare.ts';
import type { EffectRow } from '../../src/regression/effectrow.ts';
import { regressionsIn } from '../../src/summary/annotation.ts';
import { renderComment } from '../../src/summary/commenttext.ts';
import { COMMENT_BYTES } from '../../src/summary/detail.ts';
import { blindSpots, detectableLine, effectWords, suspectClauses } from '../../src/summary/effectwords.ts';
import { renderMarkdown } from '../../src/summary/markdown.ts';
import { TERMINAL } from '../../src/summary/medium.ts';
import { formatMedian } from '../../src/summary/repeats.ts';
import { mainMoves } from '../../src/summary/trendwords.ts';
import { countsOf } from '../../src/summary/verdictwords.ts';
import { aCompared, aLoad, aMove, anEffect, aReport, aRow, aSweep } from '../builders.ts';
import { unpadded } from './wellformed.ts';

const SCENARIO = 'llama-h100-isl9999-osl1000';
const TREND = {
  scenario: SCENARIO,
  metric: 'output-throughput' as const,
  configurations: ['2R-TP4'],
  rows: [
    { run: 2, everywhere: 0.25, configurations: [null] },
    { run: 1, everywhere: 0.002, configurations: [0.003] },
    { run: 0, everywhere: -0.002, configurations: [-0.003] },
    { run: null, everywhere: -0.04, configurations: [-0.14] },
  ],
  band: { everywhere: 0.029, configurations: [0.036] },
};
const EARLIER = [
  { name: 'nights/c', commit: '3a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d', measuredAt: '2026-11-23T03:00:00Z' },
  { name: 'nights/b', commit: null, measuredAt: null },
  { name: 'nights/a', commit: null, measuredAt: '2026-11-20T03:00:00Z' },
];
const MOVE: LevelMove = {
  ...{ scenario: SCENARIO, metric: 'output-throughput', effect: 'everywhere' },
  ...{ configuration: null, load: null, change: -0.2, moved: -0.2, parts: 6, along: 6, run: 1 },
};

function pagesOf(comparison: Parameters<typeof aCompared>[0]) {
  const compared = aCompared({ trends: [TREND], ...comparison }, { earlier: EARLIER });
  const problems = mainMoves({ scenarios: [aSweep()] }, compared);
  const report = aReport([aSweep()], { compared, problems });
  const links = { run: null, artifact: null };
  const published = {
    images: () => null,
    links,
    interactive: null,
    measured: '',
    notes: [],
    marker: '',
    limit: COMMENT_BYTES,
  };
  return {
    summary: unpadded(renderMarkdown(report, { images: () => null })).replaceAll('\u00a0', ' '),
    comment: unpadded(renderComment(report, published)).replaceAll('\u00a0', ' '),
  };
}

const TABLE = [
  '| Run | Measured | Everywhere | 2R-TP4 |',
  '| :-- | :-- | --: | --: |',
  '| nights/a | 2026-11-20 | +25.0% | – |',
  '| nights/b | – | +0.2% | +0.3% |',
  '| 3a2b3c4 | 2026-11-23 | −0.2% | −0.3% |',
  '| noise band | – | ±2.9% | ±3.6% |',
  '| candidate | – | −4.0% | −14.0% |',
].join('\n');

describe('what a pass says of a loss that may be real', () => {
  const suspect = (overrides: Partial<EffectRow>) =>
    anEffect({ verdict: 'pass', p: 0.004, isSuspect: true, ...overrides });
  const everywhere = suspect({ effect: 'everywhere', configuration: null, change: -0.07 });

  test('names the whole alone, and how many earlier runs leave it open', () => {
    const effects = [everywhere, suspect({ change: -0.03 })];
    expect(suspectClauses({ effects }, 1, false)).toEqual([
      'everything lost 7.0%, which one earlier run cannot tell from noise',
    ]);
    expect(suspectClauses({ effects }, 5, false)).toEqual([
      'everything lost 7.0%, which 5 earlier runs cannot tell from noise',
    ]);
    expect(suspectClauses({ effects: [anEffect({ verdict: 'pass' })] }, 1, false)).toEqual([]);
  });

  test('is in the headline', () => {
    const { summary, comment } = pagesOf({ rows: [aRow()], effects: [everywhere], verdict: 'pass' });
    for (const page of [summary, comment]) expect(page).toMatch(/Pass: .*; everything lost 7\.0%, which /);
  });
});

describe('the trend', () => {
  test('stands open where the candidate regressed', () => {
    const { summary, comment } = pagesOf({ effects: [anEffect()], verdict: 'regression' });
    expect(summary).toContain(TABLE);
    expect(summary).toContain('### Trend of output throughput\n');
    expect(comment).toContain(TABLE);
    expect(comment).toContain('**Trend of output throughput**\n');
  });

  test('stands open where main moved, with the move beside its run', () => {
    const { summary, comment } = pagesOf({ moves: [MOVE], verdict: 'pass' });
    for (const page of [summary, comment]) {
      expect(page).toContain('| nights/b | – | +0.2% | +0.3% | everything lost 20.0% |');
      expect(page).toContain('> Main moved at nights/b: everything lost 20.0%.');
    }
    expect(summary).toContain('### Trend of output throughput\n');
    expect(summary).toMatch(/^> \*\*pareto-report · Pass\*\*$/m);
  });

  test('is folded else', () => {
    const { summary, comment } = pagesOf({ rows: [aRow()], verdict: 'pass' });
    for (const page of [summary, comment]) expect(page).toContain('<summary>Trend of output throughput</summary>');
  });
});

describe('main moved', () => {
  test('is told once a move, by commit or else path, and a newest run alone may be a bad night', () => {
    const latency: LevelMove = { ...MOVE, metric: 'e2el', change: 0.25, moved: 0.25 };
    const compared = aCompared(
      { moves: [MOVE, latency, { ...MOVE, run: 0, effect: 'configuration', configuration: '2R-TP4' }] },
      { earlier: EARLIER },
    );
    expect(mainMoves({ scenarios: [aSweep()] }, compared).map(({ severity, message }) => [severity, message])).toEqual([
      [
        'notice',
        'main moved at 3a2b3c4: 2R-TP4 lost 20.0% at every load (the newest run alone, which may be one odd night)',
      ],
      ['notice', 'main moved at nights/b: everything lost 20.0%; mean E2EL rose by 25.0% everywhere'],
    ]);
  });
});

test('annotations: effects by how sure they are, then points, with bounds as they are shown', () => {
  const { rows, effects } = {
    rows: [aMove(-0.12), aRow({ load: aLoad(8) })],
    effects: [
      anEffect({ effect: 'load', configuration: null, load: aLoad(64), change: -0.09, p: 0.001 }),
      anEffect(),
      anEffect({ configuration: '4R-TP2', verdict: 'improvement', change: 0.1 }),
    ],
  };
  const { comparison } = aCompared({ rows, effects, verdict: 'regression' });
  expect(regressionsIn(comparison).map(({ message }) => message)).toEqual([
    `2R-TP4 lost 14.0% at every load (${SCENARIO})`,
    `concurrency 64 lost 9.0% in all configurations (${SCENARIO})`,
    `2R-TP4 at concurrency 64 (${SCENARIO}): output-throughput −12.0%, bound −10%`,
  ]);
});

test('effects in words: of what moved itself, and only as far as it did', () => {
  const words = (overrides: Partial<EffectRow>) => effectWords(anEffect(overrides), false);
  const everywhere = { effect: 'everywhere', configuration: null } as const;
  const at64 = { effect: 'load', configuration: null, load: aLoad(64) } as const;
  const point = { effect: 'point', load: aLoad(64), parts: 1, along: 1 } as const;
  expect(words({ moved: -0.07, change: -0.047 })).toBe('2R-TP4 lost 7.0% at every load');
  expect(words({ along: 5 })).toBe('2R-TP4 lost 14.0% on average over its loads');
  expect(words({ parts: 1, along: 1 })).toBe('2R-TP4 lost 14.0%');
  expect(words(everywhere)).toBe('everything lost 14.0%');
  expect(words({ ...everywhere, along: 1 })).toBe('output throughput fell by 14.0% on average over all points');
  expect(words({ ...at64, parts: 19, along: 18 })).toBe('concurrency 64 lost 14.0% in all configurations');
  expect(words({ ...at64, along: 3 })).toBe('concurrency 64 lost 14.0% on average over its configurations');
  expect(words(point)).toBe('2R-TP4 at concurrency 64 lost 14.0%');
  const latency = { metric: 'e2el', change: 0.176 } as const;
  expect(words(latency)).toBe('mean E2EL of 2R-TP4 rose by 17.6% at every load');
  expect(words({ ...latency, ...everywhere })).toBe('mean E2EL rose by 17.6% everywhere');
  expect(words({ ...latency, ...everywhere, along: 2 })).toBe('mean E2EL rose by 17.6% on average over all points');
  expect(words({ ...latency, ...at64 })).toBe('mean E2EL rose by 17.6% at concurrency 64 in all configurations');
  expect(words({ ...latency, ...point })).toBe('mean E2EL of 2R-TP4 at concurrency 64 rose by 17.6%');
  expect(words({ ...everywhere, isOlder: true })).toBe('everything lost 14.0% against the runs before the newest');
});

test('everything is told before its parts, and points last; what gained on the whole stands beside a loss', () => {
  const everywhere = anEffect({ effect: 'everywhere', configuration: null, change: -0.05, p: 0.001 });
  const point = anEffect({ effect: 'point', load: aLoad(64), p: 1e-9 });
  const effects = [point, anEffect(), everywhere];
  const { summary } = pagesOf({ effects, verdict: 'regression' });
  expect(summary).toContain(
    'Regression: everything lost 5.0%; worst: 2R-TP4 lost 14.0% at every load (Llama-3.1-70B-Instruct)**\n>\n' +
      '> Everything lost 5.0%; 2R-TP4 lost 14.0% at every load; 2R-TP4 at concurrency 64',
  );
  const gained = { ...everywhere, change: 0.094, moved: 0.094, verdict: 'improvement' } as const;
  expect(pagesOf({ effects: [anEffect(), gained], verdict: 'regression' }).summary).toContain(
    'Regression: 2R-TP4 lost 14.0% at every load (Llama-3.1-70B-Instruct)**\n>\n' +
      '> 2R-TP4 lost 14.0% at every load; while everything gained 9.4%',
  );
});

describe('what would have been seen', () => {
  const seen = {
    scenario: SCENARIO,
    metric: 'output-throughput',
    everywhere: 0.07,
    configuration: 0.061,
    load: 0.024,
  } as const;

  test('is one line, with each metric where there are several', () => {
    expect(detectableLine({ detectable: [] })).toEqual([]);
    expect(detectableLine({ detectable: [seen] })).toEqual([
      'Would find 19 in 20 losses of 6.1% in one configuration, 2.4% at one load or 7.0% everywhere; smaller ones less often',
    ]);
    const latency = { ...seen, metric: 'e2el', everywhere: 0.12, configuration: null, load: null } as const;
    expect(detectableLine({ detectable: [seen, latency] })).toEqual([
      'Would find 19 in 20 losses of 6.1% in one configuration, 2.4% at one load or 7.0% everywhere (output throughput); ' +
        'rises of 12.0% everywhere (mean E2EL); smaller ones less often',
    ]);
  });

  test('a pass that could have seen nothing says so', () => {
    expect(blindSpots({ detectable: [seen] })).toEqual([]);
    const blind = { ...seen, everywhere: 0.6, configuration: 0.45, load: null };
    const words = 'no loss of output throughput under 45.0% could be told from noise';
    expect(blindSpots({ detectable: [blind] })).toEqual([words]);
    expect(pagesOf({ detectable: [blind], rows: [aRow()], verdict: 'pass' }).summary).toContain(words);
    expect(pagesOf({ detectable: [blind], rows: [aRow()], verdict: 'regression' }).summary).not.toContain(words);
  });
});

test('several earlier runs are counted where a comparison is told of', () => {
  const baseline = { source: 'path', commit: null, run: null, gap: null, runs: 5 };
  expect(countsOf(aCompared({ rows: [aRow()] }, { baseline }), TERMINAL)).toEqual([
    '1 point compared with 5 earlier runs: 1 pass',
  ]);
});

test('a median of repeats has n and their standard deviation, a single run neither', () => {
  expect(formatMedian('output-throughput', 2381, [2367, 2381, 2395])).toBe('2,381 (n 3, ±0.6%)');
  expect(formatMedian('output-throughput', 2381, [2381])).toBe('2,381');
  expect(formatMedian('output-throughput', 0, [0, 0])).toBe('0');
  expect(formatMedian('output-throughput', null, [])).toBe('–');
});
