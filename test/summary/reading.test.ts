import { expect, test } from 'vitest';
import { readScenario } from '../../src/regression/judgedreading.ts';
import { renderComment } from '../../src/summary/commenttext.ts';
import { COMMENT_BYTES } from '../../src/summary/detail.ts';
import { type ImageUrl, namedImages } from '../../src/summary/image.ts';
import { renderMarkdown } from '../../src/summary/markdown.ts';
import type { Report } from '../../src/summary/report.ts';
import { renderTerminal } from '../../src/summary/terminal.ts';
import { aCompared, aReport, aSweep } from '../builders.ts';
import { NO_THRESHOLDS } from '../gating.ts';
import { expectWellFormed } from './wellformed.ts';

function read(at: readonly number[], scenarios = [aSweep()], overrides: Partial<Report> = {}): Report {
  const readings = scenarios.map(({ scenario }) =>
    readScenario(scenario, { thresholds: NO_THRESHOLDS, at, objectives: [] }),
  );
  return aReport(scenarios, { at, readings, ...overrides });
}

const page = (report: Report) => renderMarkdown(report, { images: namedImages });
const comment = (report: Report) => commentWith(report, namedImages);
const commentWith = (report: Report, images: ImageUrl) =>
  renderComment(report, {
    ...{ images, links: { run: null, artifact: null }, interactive: null, measured: 'abcdef0', notes: [] },
    ...{ marker: '<!-- m -->', limit: COMMENT_BYTES },
  });

const BEST = 'Best at ≥ 25 tok/s/user: 131.8 tok/s/GPU by 1P-TP8/1D-TP8 between concurrency 64 and 128';

test('what is asked for leads the page, the comment and the terminal', () => {
  const report = read([25]);
  expect(page(report).startsWith(`**pareto-report · ${BEST}**\n\n## `)).toBe(true);
  expect(comment(report)).toMatch(`<!-- m -->\n\n**pareto-report · ${BEST}**\n\n### `);
  expect(renderTerminal(report).startsWith(`${BEST}\n\n`)).toBe(true);
});

test('several speeds and scenarios are a list, each with its name', () => {
  const report = read([25, 500], [aSweep(), aSweep({ id: 'other', model: 'other/model_a' })]);
  expectWellFormed(page(report));
  expect(page(report)).toContain('- **other/model_a on H100, ISL 9,999, OSL 1,000, vllm-benchmark: Best at');
  expect(page(report)).toContain('500 tok/s/user: nothing is that fast**');
  expect(renderTerminal(read([25, 500]))).toContain(`${BEST}\nBest at ≥ 500 tok/s/user: nothing is that fast\n`);
});

test('the pictures of page and comment have it for who cannot see them, each of its own scenario', () => {
  const scenarios = [aSweep(), aSweep({ id: 'other', model: 'other/model_a' })];
  const plots = scenarios.map(({ scenario: { id } }) => {
    return { scenario: id, kind: 'tradeoff', theme: 'light' as const, file: `${id}.png` };
  });
  const { readings } = read([25], scenarios.slice(0, 1));
  const report = read([25], scenarios, { plots, readings });
  const shown = { images: (file: string) => `https://h/${file}` };
  for (const text of [renderMarkdown(report, shown), commentWith(report, shown.images)]) {
    const alts = [...text.matchAll(/alt="([^"]*)"/g)].map(([, alt]) => alt);
    expect(alts.map((alt) => alt?.endsWith(`. ${BEST}.`))).toEqual([true, false]);
  }
});

test('round speeds have a table and lead nothing', () => {
  expect(page(read([]))).toContain('tok/s/GPU at equal tok/s/user');
  for (const text of [page(read([])), renderTerminal(read([]))]) expect(text).not.toContain('Best at');
  expect(page(read([]))).toContain('| 20 | 145.1 | 1P-TP8/1D-TP8 between 64 and 128 |\n');
});

test('a bounded reading is in the verdict, the tables and the comment', () => {
  const [scenario] = read([25]).readings;
  const reading = scenario?.readings[0]?.reading ?? null;
  const change = {
    ...{ scenario: 'llama-h100-isl9999-osl1000', read: 'front' as const, x: 25, baseline: reading, candidate: reading },
    ...{ isKnown: { baseline: true, candidate: true } },
    ...{ change: -0.08, bound: '-5%', verdict: 'regression' as const },
  };
  const lost = { ...change, x: 50, candidate: null, change: null };
  const report = (...readings: (typeof change | typeof lost)[]) =>
    read([], [aSweep()], { compared: aCompared({ readings, verdict: 'regression' }) });
  const clause = 'Regression: tok/s/GPU at 25 tok/s/user −8.0%, beyond its bound of −5%';
  expect(page(report(change))).toContain(clause);
  expect(page(report(change, lost))).toContain(
    '2 of 2 readings beyond their bounds, the worst: nothing reaches 50 tok/s/user any more',
  );
  const row = /\| 25 \| −8\.0% \| 131\.8 \| 131\.8 \| −5% \| regression \| 1P-TP8/;
  expect(page(report(change))).toMatch(row);
  expect(comment(report(change))).toMatch(row);
});

test('a bounded reading says of which points it is, and what that leaves out', () => {
  const full = read([25]);
  const reading = full.readings[0]?.readings[0]?.reading ?? null;
  if (reading === null) throw new Error('nothing is that fast');
  const change = {
    ...{ scenario: 'llama-h100-isl9999-osl1000', read: 'front' as const, x: 25, baseline: reading, candidate: reading },
    ...{ change: 0, bound: '-5%', verdict: 'pass' as const, isKnown: { baseline: true, candidate: true } },
  };
  const told = (candidate: typeof reading, bound: string | null = '-5%') =>
    page({ ...full, compared: aCompared({ readings: [{ ...change, candidate, bound }] }) });
  expect(told(reading)).toContain('Judged over the points that both sides have.');
  expect(told({ ...reading, y: 1 })).toContain(
    'Judged over the points that both sides have, so without 1P-TP8/1D-TP8.',
  );
  expect(told(reading, null)).not.toContain('Judged over');
});
