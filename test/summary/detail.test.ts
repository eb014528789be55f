import { expect, test } from 'vitest';
import { COMMENT_BYTES, type Detail, fitTo } from '../../src/summary/detail.ts';
import { relativeImages } from '../../src/summary/image.ts';
import { renderMarkdown } from '../../src/summary/markdown.ts';
import type { Report } from '../../src/summary/report.ts';
import { aConfiguration, aDeployment, aProblem, aReport, aScenario, aSweep, at, withFront } from '../builders.ts';
import { expectWellFormed } from './wellformed.ts';

const sized = (report: Report, limit: number) => renderMarkdown(report, { images: relativeImages, limit });

/** Forty scenarios of sixty points, all on the front, and three hundred problems. */
function large(): Report {
  const points = Array.from({ length: 60 }, (_, i) => at(i + 1, 10 + i, 100 - i));
  const scenarios = Array.from({ length: 40 }, (_, i) =>
    withFront(aScenario([aConfiguration(aDeployment(), points)], { id: `s${i}`, model: `model-${i}` })),
  );
  const problems = Array.from({ length: 300 }, (_, i) => aProblem({ file: `reports/${i}.yaml` }));
  return aReport(scenarios, { problems });
}

test('each step tells less than the one before', () => {
  const levels: Detail[] = [];
  fitTo(
    -1,
    (detail) => {
      levels.push(detail);
      return ['x'];
    },
    () => '',
  );
  expect(levels.length).toBeGreaterThan(5);
  for (const [i, level] of levels.entries()) {
    const before = levels[i - 1];
    if (before === undefined) continue;
    for (const key of Object.keys(level) as (keyof Detail)[]) expect(level[key]).toBeLessThanOrEqual(before[key]);
  }
});

test('bytes are counted, not characters, and gaps with them', () => {
  const within = (limit: number, ...blocks: string[]) =>
    fitTo(
      limit,
      () => blocks,
      () => 'least',
    );
  expect(within(4, '÷÷')).toBe('least');
  expect(within(5, '÷÷')).toBe('÷÷\n');
  expect(within(6, '', 'a', '', 'bc')).toBe('a\n\nbc\n');
  expect(within(5, '', 'a', '', 'bc')).toBe('least');
  expect(within(0)).toBe('least');
});

test('no more is written of a page than decides that it is too long', () => {
  let written = 0;
  const endless = function* () {
    for (;;) {
      written += 1;
      yield 'a block';
    }
  };
  expect(fitTo(50, endless, () => 'least')).toBe('least');
  expect(written).toBeLessThan(100);
});

test('a small report is never shortened', () => {
  const report = aReport([aSweep()]);
  expect(sized(report, COMMENT_BYTES)).toBe(sized(report, Number.POSITIVE_INFINITY));
  expect(sized(report, COMMENT_BYTES)).not.toContain('Left out');
});

test('whatever the limit, the page fits, is well formed, and says what it leaves out', () => {
  const report = large();
  const full = Buffer.byteLength(sized(report, Number.POSITIVE_INFINITY));
  const lengths = new Set<number>();
  for (let limit = full; limit > 2200; limit = Math.floor(limit * 0.65)) {
    const text = sized(report, limit);
    const bytes = Buffer.byteLength(text);
    lengths.add(bytes);
    expect(bytes).toBeLessThanOrEqual(limit);
    expectWellFormed(text);
    if (bytes < full) expect(text).toContain('> [!NOTE]\n> Left out here for length: ');
    expect(text).toMatch(/^## pareto-report · Pareto fronts of 40 scenarios\n/);
    expect(text).toContain('**Most tokens per GPU:**');
  }
  expect(lengths.size).toBeGreaterThan(4);
});

test('the tables of all points go first, the answers last', () => {
  const report = large();
  const comment = sized(report, COMMENT_BYTES);
  expect(comment).not.toContain('Everything measured');
  expect(comment).toMatch(/the tables of all points of \d+ scenarios/);
  expect(comment).toMatch(/and \d+ more in `report\.json`/);
  const least = sized(report, 2500);
  expect(least).toContain('the sections of 39 scenarios; part of the front of 1 scenario');
  expect(least).toContain('and 35 more scenarios in `report.json`');
  expect(least).toContain('Problems: 300 errors, listed in `report.json`');
  expect(least).not.toContain('| 2R-TP4 |');
});

test('where nothing fits, the heading and the way to the rest are left', () => {
  const text = sized(large(), 10);
  expectWellFormed(text);
  expect(text).toContain('report.json');
  expect(Buffer.byteLength(text)).toBeLessThan(400);
});
