import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ticksTo } from '../../src/chart/ticks.ts';
import { textPlot } from '../../src/summary/textplot.ts';
import {
  aCompared,
  aConfiguration,
  aDeployment,
  aLoad,
  aMove,
  aPoint,
  aScenario,
  aSweep,
  at,
  disaggregated,
  unknownDeployment,
  withFront,
} from '../builders.ts';
import { hostileName } from '../hostile.ts';
import { withoutFences } from './wellformed.ts';

/** What stands between the axes, row by row from the lowest. */
function areaOf(plot: string): string[] {
  const lines = plot.split('\n');
  const corner = lines.findIndex((line) => line.trimStart().startsWith('└'));
  const edge = lines[corner]?.indexOf('└') ?? -1;
  return lines
    .slice(2, corner)
    .map((line) => line.slice(edge + 1))
    .reverse();
}

const oneConfiguration = (...points: Parameters<typeof aConfiguration>[1]) =>
  withFront(aScenario([aConfiguration(aDeployment(), points)]));

test('a front with its letters, other points, the baseline and regressions: the whole picture', () => {
  const lost = at(128, 14, 112);
  const failed = aPoint(512, { 'throughput-per-user': 60, 'throughput-per-gpu': 150, 'failure-rate': 0.9 });
  const after = withFront(
    aScenario([
      aConfiguration(aDeployment(), [at(1, 50, 6.25), at(64, 10.45, 167.25), at(256, 2.64, 168.84)]),
      aConfiguration(disaggregated(), [at(1, 80, 5), at(64, 29.78, 119.1), lost, failed, at(8, 20, 20)]),
    ]),
  );
  const before = aSweep();
  const rows = [aMove(-0.2, { configuration: '1P-TP8/1D-TP8', load: lost.load })];
  const plot = textPlot(after, aCompared({ rows }, { fronts: [before] }));
  expect(plot).toBe(
    [
      '```text',
      '    tok/s/GPU',
      '    │  A     B',
      '    │',
      '150 ┤               o                               x',
      '    │',
      '    │',
      '    │                       C',
      '    │           !',
      '100 ┤',
      '    │',
      '    │',
      '    │',
      '    │',
      ' 50 ┤',
      '    │',
      '    │',
      '    │                ·',
      '    │                                       D                       E',
      '  0 ┤',
      '    └┬───────────────┬──────────────┬───────────────┬───────────────┬',
      '     0               20             40              60              80',
      '                                                           tok/s/user',
      '',
      'Along the front, configuration · concurrency:',
      'A 2R-TP4 · 256        C 1P-TP8/1D-TP8 · 64  E 1P-TP8/1D-TP8 · 1',
      'B 2R-TP4 · 64         D 2R-TP4 · 1',
      '',
      '· other points   x most requests failed   ! regression   o front before, where nothing covers it',
      '```',
    ].join('\n'),
  );
});

test('a regression on the front keeps its letter and is marked in the legend', () => {
  const point = at(8, 20, 20);
  const plot = textPlot(oneConfiguration(point), aCompared({ rows: [aMove(-0.2, { load: point.load })] }));
  expect(plot).toContain('\nA 2R-TP4 · 8 !\n\n! regression\n```');
});

test('nothing to draw: no plot', () => {
  expect(textPlot(withFront(aScenario([aConfiguration(unknownDeployment, [at(8, 3, null)])])), null)).toBe('');
});

test('one point alone has its axes, its letter and nothing to explain', () => {
  const plot = textPlot(oneConfiguration(at(8, 3, 7)), null);
  expect(areaOf(plot).at(-1)).toBe(`${' '.repeat(63)}A`);
  expect(plot).toMatch(/\nA 2R-TP4 · 8\n```$/);
});

test('all at zero: a plot, and figures from 0', () => {
  const plot = textPlot(oneConfiguration(at(8, 0, 0)), null);
  expect(areaOf(plot)[0]).toBe('A');
  expect(plot).not.toMatch(/NaN|Infinity/);
});

test('loads of other kinds are told as such', () => {
  const points = [
    at(aLoad(33, { concurrencySource: 'estimated' }), 1, 9),
    at(aLoad(null, { rate: 4 }), 5, 5),
    at(null, 9, 1),
  ];
  const plot = textPlot(oneConfiguration(...points), null);
  expect(plot).toContain('configuration · load:\nA 2R-TP4 · ~33           C 2R-TP4 · –\nB 2R-TP4 · 4 requests/s\n');
});

test('points of the front in one cell share their letter, and each is named', () => {
  const plot = textPlot(oneConfiguration(at(1, 10, 10), at(2, 10.01, 9.99), at(4, 20, 1)), null);
  expect(plot).toContain('A 2R-TP4 · 1  A 2R-TP4 · 2  B 2R-TP4 · 4\n');
  expect(areaOf(plot).join('').match(/A/g)).toHaveLength(1);
});

test('a front longer than the letters: the rest is counted, and the picture does not grow', () => {
  const points = Array.from({ length: 500 }, (_, i) => at(i + 1, i + 1, 1000 - i));
  const plot = textPlot(oneConfiguration(...points), null);
  expect(plot).toMatch(/\+ \d+ more points of the front\n```$/);
  const named = plot.match(/\w 2R-TP4 · \d+/g)?.length ?? 0;
  expect(plot).toContain(`+ ${500 - named} more points`);
  expect(plot.split('\n').length).toBeLessThan(50);
});

test('whatever the figures, each point of the front has its letter at its place', () => {
  const figure = fc.oneof(fc.double({ min: 0, max: 1e300, noNaN: true }), fc.double({ min: 0, max: 500, noNaN: true }));
  fc.assert(
    fc.property(fc.array(fc.tuple(figure, figure), { minLength: 1, maxLength: 12 }), (places) => {
      const sweep = oneConfiguration(...places.map(([x, y], i) => at(i + 1, x, y)));
      const plot = textPlot(sweep, null);
      const area = areaOf(plot);
      expect(area).toHaveLength(18);
      for (const row of area) expect([...row].length).toBeLessThanOrEqual(64);
      const [endX, endY] = [0, 1].map((i) => Math.max(...places.map((place) => place[i] ?? 0)) || 1);
      for (const { x, y } of sweep.front) {
        const row = area[Math.round((y / (endY ?? 1)) * 17)];
        expect(row?.[Math.round((x / (endX ?? 1)) * 63)]).toMatch(/[A-Z]/);
      }
      expect(plot).not.toMatch(/NaN|Infinity|undefined/);
    }),
  );
});

test('whatever the names, they stay in the block and short', () => {
  fc.assert(
    fc.property(fc.array(hostileName, { minLength: 1, maxLength: 5 }), (names) => {
      const configurations = names.map((id, i) => aConfiguration(aDeployment(), [at(1, i + 1, 9 - i)], { id }));
      const plot = textPlot(withFront(aScenario(configurations)), null);
      expect(withoutFences(`${plot}\nafter`)).toBe('after');
      expect(plot.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      for (const line of plot.split('\n')) expect([...line].length).toBeLessThan(80);
    }),
  );
});

test('ticks are round, from 0, and never past the end', () => {
  expect(ticksTo(168.84, 8)).toEqual([0, 50, 100, 150]);
  expect(ticksTo(80, 6)).toEqual([0, 20, 40, 60, 80]);
  expect(ticksTo(0.5, 5)).toEqual([0, 0.1, 0.2, 0.3, 0.4, 0.5]);
  expect(ticksTo(5e-324, 5)[0]).toBe(0);
  fc.assert(
    fc.property(fc.double({ min: 5e-324, max: 1e308, noNaN: true }), fc.integer({ min: 1, max: 10 }), (end, most) => {
      const ticks = ticksTo(end, most);
      expect(ticks[0]).toBe(0);
      expect(ticks.length).toBeLessThanOrEqual(most + 1);
      for (const tick of ticks) expect(tick).toBeLessThanOrEqual(end);
    }),
  );
});
