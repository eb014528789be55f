import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ScenarioFront } from '../../src/pareto/front.ts';
import { spotOf } from '../../src/plot/frame.ts';
import { around, type Box, overlaps } from '../../src/plot/geometry.ts';
import type { PlaneLayout } from '../../src/plot/planepicture.ts';
import { markedOf, reachOf } from '../../src/plot/reach.ts';
import { THEMES } from '../../src/plot/theme.ts';
import type { Point } from '../../src/scenario/scenario.ts';
import {
  aConfiguration,
  aDeployment,
  aScenario,
  aSubject,
  at,
  disaggregated,
  type Subject,
  withFront,
} from '../builders.ts';
import { times } from '../thorough.ts';
import { chartOf, draw, drawChart, drawSubject, labelBoxes, layoutOf, outside, overlapping, read } from './drawing.ts';

/** A front of two configurations, and as many others as are asked for; all `scale` times as fast. */
function sweep(scale = 1, others = 0): ScenarioFront {
  const scaled = (load: number, x: number, y: number) => at(load, x * scale, y * scale);
  return withFront(
    aScenario([
      aConfiguration(aDeployment(), [scaled(8, 60, 80), scaled(64, 20, 140), scaled(128, 8, 135)]),
      aConfiguration(disaggregated(), [scaled(1, 95, 8), scaled(8, 70, 60)]),
      ...Array.from({ length: others }, (_, i) => {
        const points = [scaled(8, 30 - 5 * i, 30), scaled(64, 10, 60 - 10 * i)];
        return aConfiguration(aDeployment(), points, { id: `other-${i}` });
      }),
    ]),
  );
}

function pointsOf({ scenario }: ScenarioFront): Point[] {
  return scenario.configurations.flatMap(({ points }) => points);
}

function keyOf(subject: Subject): string[] {
  return layoutOf(subject).key.entries.map(({ text }) => text);
}

function descriptionOf(subject: Subject): string {
  return read(drawSubject(subject)).querySelector('desc')?.textContent ?? '';
}

/** Boxes of the marks at points that something is said of. */
function saidBoxes({ chart, frame }: PlaneLayout): Box[] {
  return chart.series.flatMap((series) =>
    series.points
      .filter(({ regressed, missed }) => regressed || missed)
      .map((point) => {
        const size = 2 * reachOf(markedOf(series, point));
        return around(spotOf(frame, point), size, size);
      }),
  );
}

test.for(THEMES)('$name: nothing of a comparison is in a picture without one', ({ name, warning, gain }) => {
  const svg = draw(sweep(), name);
  expect(svg).not.toContain(warning);
  expect(svg).not.toContain(gain);
  expect(keyOf(aSubject(sweep())).join()).not.toMatch(/baseline|lost|gained|regressed|objective/);
  expect(descriptionOf(aSubject(sweep()))).not.toMatch(/baseline|egressed|objective/);
});

test.for([
  ['slower', 1 / 0.9, ['baseline’s front', 'lost']],
  ['faster', 0.9, ['baseline’s front', 'gained']],
  ['the same', 1, ['baseline’s front: the same']],
] as const)('%s than the baseline', ([, scale, entries]) => {
  const key = keyOf(aSubject(sweep(), { baseline: sweep(scale) }));
  expect(key.filter((text) => /baseline|lost|gained/.test(text))).toEqual(entries);
});

test.for(THEMES)('$name: a loss is hatched, a gain is not', ({ name, lost, gained }) => {
  const paths = (baseline: ScenarioFront, selector: string) =>
    read(drawSubject(aSubject(sweep(), { baseline }), name)).querySelectorAll(`path${selector}`).length;
  const [filled, hatched] = [(color: string) => `[fill="${color}"]:not([stroke])`, `[stroke="${lost.hatch}"]`];
  // In the data and in the key.
  expect([paths(sweep(1.1), filled(lost.fill)), paths(sweep(1.1), hatched)]).toEqual([2, 2]);
  expect([paths(sweep(0.9), filled(gained.fill)), paths(sweep(0.9), hatched)]).toEqual([2, 0]);
});

test('both fronts fit the picture', () => {
  for (const scale of [0.2, 5]) {
    const subject = aSubject(sweep(), { baseline: sweep(scale) });
    const { frame, chart } = layoutOf(subject);
    const baseline = chart.baseline ?? [];
    expect(Math.max(...baseline.map(({ x }) => x))).toBeLessThan(frame.x.domain[1]);
    expect(Math.max(...baseline.map(({ y }) => y))).toBeLessThan(frame.y.domain[1]);
    expect(outside(read(drawSubject(subject)))).toEqual([]);
  }
});

test('a baseline without a front draws nothing, and is told all the same', () => {
  const baseline = withFront(aScenario([aConfiguration(aDeployment(), [at(8, null, 80)])]));
  const subject = aSubject(sweep(), { baseline });
  expect(keyOf(subject)).toEqual(keyOf(aSubject(sweep())));
  expect(descriptionOf(subject)).toContain('against the baseline: 0 points regressed');
  expect(descriptionOf(subject)).toContain('Baseline’s Pareto front: none.');
});

test('regressed and missed points: marked each, counted in the key', () => {
  const front = sweep(1, 4);
  const [first, ...more] = pointsOf(front);
  const subject = aSubject(front, { regressed: first ? [first] : [], missed: more });
  const [light] = THEMES;
  const rings = read(drawSubject(subject)).querySelectorAll(`g[stroke="${light?.warning}"] > circle`);
  expect(rings).toHaveLength(2);
  expect(keyOf(subject)).toEqual(
    expect.arrayContaining(['regressed: 1 point', `misses an objective: ${more.length} points`]),
  );
});

test('a chart is the same after a way through JSON, to a thread or a page', () => {
  const front = sweep(1, 4);
  const beside = { baseline: sweep(1.1), regressed: pointsOf(front).slice(3, 6), missed: pointsOf(front).slice(5) };
  const chart = chartOf(aSubject(front, beside));
  const copy = JSON.parse(JSON.stringify(chart));
  expect(copy).toEqual(chart);
  expect(drawChart(copy)).toBe(drawChart(chart));
});

test('a few regressed points of grey configurations are labelled in full, many are not', () => {
  const front = sweep(1, 8);
  const grey = front.scenario.configurations.slice(2).flatMap(({ points }) => points);
  const labels = (regressed: readonly Point[]) =>
    layoutOf(aSubject(front, { regressed })).labels.filter(({ series }) => series.colour === null);
  expect(labels(grey.slice(0, 2)).map(({ text }) => text)).toEqual(['other-0 · 8', 'other-0 · 64']);
  expect(labels(grey)).toEqual([]);
});

test('the description tells the comparison in words', () => {
  const front = sweep();
  const [, second, third] = pointsOf(front);
  const regressed = second && third ? [second, third] : [];
  const text = descriptionOf(aSubject(front, { baseline: sweep(1.1), regressed, missed: pointsOf(front) }));
  expect(text).toContain('4 on the front · against the baseline: 2 points regressed.');
  expect(text).toContain('Baseline’s Pareto front: 2R-TP4 · 64: 22 tok/s/user, 154 tok/s/GPU;');
  expect(text).toContain('Regressed: 2R-TP4 · 64; 2R-TP4 · 128.');
  expect(text).toContain('Misses a service-level objective: 5 points.');
});

const places = fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 8 })), {
  minLength: 1,
  maxLength: 12,
  selector: String,
});

test('no label lies on the mark of a point that something is said of', () => {
  fc.assert(
    fc.property(places, fc.array(fc.constantFrom('regressed', 'missed', 'both', 'nothing')), (coordinates, said) => {
      const points = coordinates.map(([x, y], i) => at(i + 1, x, y));
      const some = (...what: string[]) => points.filter((_, i) => what.includes(said[i] ?? 'nothing'));
      const configurations = points.map((point, i) => aConfiguration(aDeployment(), [point], { id: `c${i % 5}-${i}` }));
      const layout = layoutOf(
        aSubject(withFront(aScenario(configurations)), {
          regressed: some('regressed', 'both'),
          missed: some('missed', 'both'),
        }),
      );
      const marks = saidBoxes(layout);
      expect(layout.labels.filter(({ box }) => marks.some((mark) => overlaps(box, mark, 0)))).toEqual([]);
    }),
    { numRuns: times(20, 60) },
  );
});

test('all points regressed and missed in a crowd: labels apart, nothing outside the picture', () => {
  const crowd = withFront(
    aScenario(
      Array.from({ length: 30 }, (_, i) => {
        const points = Array.from({ length: 6 }, (_, k) => at(2 ** k, 5 + i * 0.3 - k * 0.1, 150 - i * 1.2 + k * 0.2));
        return aConfiguration(aDeployment(), points, { id: `${i}R-TP1` });
      }),
    ),
  );
  const svg = read(
    drawSubject(aSubject(crowd, { baseline: sweep(), regressed: pointsOf(crowd), missed: pointsOf(crowd) })),
  );
  expect(overlapping(labelBoxes(svg))).toEqual([]);
  expect(outside(svg)).toEqual([]);
});

test('hostile names do no harm', () => {
  const name = `<script>alert(1)</script>]]>"'&amp;\u0000\u202e\ud800 ${'W'.repeat(300)}`;
  const points = [at(8, 60, 80), at(64, 20, 140), at(128, 8, 135)];
  const scenario = { model: name, harness: name, quantization: name, prefix: name };
  const front = withFront(aScenario([aConfiguration(aDeployment(), points, { id: name })], scenario));
  const svg = drawSubject(aSubject(front, { baseline: front, regressed: points, missed: points }));
  expect(svg).not.toContain('<script');
  expect(svg.trimEnd()).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
  expect(outside(read(svg))).toEqual([]);
  expect(overlapping(labelBoxes(read(svg)))).toEqual([]);
});
