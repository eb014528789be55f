import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ScenarioFront } from '../../src/pareto/front.ts';
import type { Configuration } from '../../src/scenario/scenario.ts';
import {
  aConfiguration,
  aDeployment,
  aLoad,
  aPoint,
  aScenario,
  aSubject,
  at,
  disaggregated,
  ofKind,
  withFront,
} from '../builders.ts';
import { times } from '../thorough.ts';
import { draw, labelBoxes, layoutOf, outside, overlapping, read } from './drawing.ts';

const pair = aConfiguration(aDeployment(), [at(1, 90, 10), at(8, 60, 80), at(64, 20, 140), at(128, 8, 135)]);
const split = aConfiguration(disaggregated(), [at(1, 95, 8), at(8, 70, 60), at(64, 18, 120)]);
const small = withFront(aScenario([pair, split]));

/** Many configurations, the first of which lie close together on the front. */
function crowd(configurations: number, loads: number): ScenarioFront {
  const one = (i: number): Configuration => {
    const points = Array.from({ length: loads }, (_, k) => at(2 ** k, 5 + i * 0.3 - k * 0.1, 150 - i * 1.2 + k * 0.2));
    return aConfiguration(i % 2 === 0 ? aDeployment() : disaggregated(), points, { id: `${i + 1}R-TP${i + 1}` });
  };
  return withFront(aScenario(Array.from({ length: configurations }, (_, i) => one(i))));
}

/** Configurations of random shape and points, some on top of each other, some without coordinates. */
const sweeps = fc
  .array(
    fc.record({
      name: fc.string({ unit: 'grapheme', maxLength: 40 }),
      kind: fc.constantFrom(true, false, null),
      points: fc.array(
        fc.record({
          x: fc.oneof(fc.integer({ min: 0, max: 40 }), fc.double({ min: 0, max: 1e6, noNaN: true }), fc.constant(null)),
          y: fc.oneof(fc.integer({ min: 0, max: 40 }), fc.double({ min: 0, max: 1e6, noNaN: true }), fc.constant(null)),
          concurrency: fc.option(fc.integer({ min: 1, max: 2000 })),
          rate: fc.option(fc.double({ min: 0.01, max: 1000, noNaN: true })),
        }),
        { minLength: 1, maxLength: 9 },
      ),
    }),
    { minLength: 1, maxLength: 14 },
  )
  .map((configurations) =>
    withFront(
      aScenario(
        configurations.map(({ name, kind, points }, i) =>
          aConfiguration(
            ofKind(kind),
            points.map(({ x, y, concurrency, rate }) =>
              aPoint(aLoad(concurrency, { rate }), { 'throughput-per-user': x, 'throughput-per-gpu': y }),
            ),
            { id: `${i} ${name}` },
          ),
        ),
      ),
    ),
  )
  .filter(({ front }) => front.length > 0);

test('no text, style, script or reference is left', () => {
  const svg = draw(small);
  for (const name of ['text', 'tspan', 'style', 'script', 'image', 'use', 'a', 'foreignObject']) {
    expect(read(svg).getElementsByTagName(name)).toHaveLength(0);
  }
  expect(svg).not.toMatch(/href|url\(|@import|font-family|class=/);
  expect(svg.match(/https?:\S+/g)).toEqual(['http://www.w3.org/2000/svg"']);
});

test('a title and a description say what is shown', () => {
  const svg = read(draw(small));
  expect(svg.getAttribute('role')).toBe('img');
  expect([...svg.children].slice(0, 2).map(({ localName }) => localName)).toEqual(['title', 'desc']);
  expect(svg.querySelector('title')?.textContent).toBe('meta-llama/Llama-3.1-70B-Instruct · H100');
  const description = svg.querySelector('desc')?.textContent;
  expect(description).toContain(
    'ISL 9,999 · OSL 1,000 · vllm-benchmark · 2 configurations · 7 points · 5 on the front',
  );
  expect(description).toContain('2R-TP4 · 64: 20 tok/s/user, 140 tok/s/GPU');
});

test.for(['light', 'dark'] as const)('the %s picture is as large as GitHub shows it, on its background', (theme) => {
  const svg = read(draw(small, theme));
  expect(svg.getAttribute('width')).toBe('800');
  const [, , width, height] = (svg.getAttribute('viewBox') ?? '').split(/[ ,]/).map(Number);
  expect([width, (height ?? 0) * 0.8]).toEqual([1000, Number(svg.getAttribute('height'))]);
  expect(svg.querySelector('rect')?.getAttribute('fill')).toBe({ light: '#ffffff', dark: '#0d1117' }[theme]);
});

test('a label at every point of a small sweep', () => {
  expect(labelBoxes(read(draw(small)))).toHaveLength(7);
});

test('a label at front points only where configurations are many', () => {
  const front = aConfiguration(aDeployment(), [at(8, 60, 80), at(64, 20, 140)], { id: 'front' });
  const others = Array.from({ length: 4 }, (_, i) => aConfiguration(aDeployment(), [at(8, 5, 9)], { id: `c${i}` }));
  expect(labelBoxes(read(draw(withFront(aScenario([front, ...others])))))).toHaveLength(2);
});

test.for([
  ['one point', withFront(aScenario([aConfiguration(aDeployment(), [at(64, 30, 120)])]))],
  ['one configuration', withFront(aScenario([split]))],
  ['all at zero', withFront(aScenario([aConfiguration(aDeployment(), [at(1, 0, 0)])]))],
  ['very large and very small', withFront(aScenario([aConfiguration(aDeployment(), [at(1, 1e6, 0.001)])]))],
  ['all disaggregated', withFront(aScenario([split, { ...split, id: 'other' }]))],
  ['sixty configurations', crowd(60, 12)],
  ['crowded in a corner', crowd(20, 2)],
] as const)('%s: labels apart, nothing outside the picture', ([, front]) => {
  const svg = read(draw(front));
  expect(overlapping(labelBoxes(svg))).toEqual([]);
  expect(outside(svg)).toEqual([]);
});

test('labels never overlap and nothing leaves the picture, whatever the sweep', () => {
  fc.assert(
    fc.property(sweeps, (front) => {
      const svg = read(draw(front));
      expect(overlapping(labelBoxes(svg))).toEqual([]);
      expect(outside(svg)).toEqual([]);
    }),
    { numRuns: times(15, 40) },
  );
});

test('equal points of the front show as rings, with one label that names all', () => {
  const equal = ['a', 'b', 'c'].map((id) => aConfiguration(aDeployment(), [at(64, 30, 120)], { id }));
  const svg = read(draw(withFront(aScenario(equal))));
  const rings = [...svg.querySelectorAll('circle[cx][stroke]:not([stroke="none"]), g[stroke="#ffffff"] > circle')];
  const radii = rings.map((circle) => Number(circle.getAttribute('r'))).filter((radius) => radius >= 6);
  expect(new Set(radii).size).toBe(3);
  expect(radii).toEqual([...radii].sort((a, b) => b - a));
  expect(labelBoxes(svg)).toHaveLength(1);
  const { labels } = layoutOf(aSubject(withFront(aScenario(equal))));
  expect(labels.map(({ text }) => text)).toEqual(['a, b, c · 64']);
});

test('circles for aggregated deployments alone', () => {
  const circles = (kind: boolean | null) =>
    read(draw(withFront(aScenario([aConfiguration(ofKind(kind), [at(64, 30, 120)])])))).querySelectorAll(
      'circle[r="6"]',
    ).length;
  expect([circles(false), circles(null), circles(true)]).toEqual([1, 0, 0]);
});

test('hostile names do no harm and do not break the layout', () => {
  const name = `<script>alert(1)</script>]]>"'&amp;\u0000\u0007\u202e\ud800 ${'W'.repeat(300)}`;
  const evil = { ...pair, id: name };
  const scenario = { model: name, accelerator: name, harness: name, quantization: name, prefix: name };
  const svg = draw(withFront(aScenario([evil, split], scenario)));
  expect(svg).not.toContain('<script');
  expect(svg.trimEnd()).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
  expect(outside(read(svg))).toEqual([]);
  expect(overlapping(labelBoxes(read(svg)))).toEqual([]);
});

test('names in scripts that the font lacks are drawn all the same', () => {
  const front = withFront(aScenario([{ ...pair, id: '通义千问 שלום 🚀' }], { model: '通义千问' }));
  expect(read(draw(front)).querySelector('title')?.textContent).toBe('通义千问 · H100');
});

test('points most of whose requests failed are crossed out', () => {
  const failed = aPoint(64, { 'throughput-per-user': 50, 'throughput-per-gpu': 300, 'failure-rate': 0.9 });
  const front = withFront(aScenario([aConfiguration(aDeployment(), [at(8, 30, 120), failed])]));
  const crosses = (svg: string) => [...read(svg).querySelectorAll('g[stroke-width="1.6"] > path')].length;
  // The point and its sample in the key, besides the trace's line.
  expect(crosses(draw(front)) - crosses(draw(withFront(aScenario([pair]))))).toBe(2);
});

test('a sweep all of which is on the front is labelled as far as there is room, and says so', () => {
  const points = Array.from({ length: 400 }, (_, i) => at(i + 1, i + 1, 400 - i));
  const svg = read(draw(withFront(aScenario([aConfiguration(aDeployment(), points)]))));
  expect(labelBoxes(svg).length).toBeGreaterThan(20);
  expect(overlapping(labelBoxes(svg))).toEqual([]);
});

test('the same bytes again', () => {
  expect(draw(small)).toBe(draw(small));
});

test('points at one spot have one label, which says names and loads once', () => {
  const same = (id: string) =>
    aConfiguration(aDeployment(), [at(8, 60, 20), at(64, 30, 80)], { id, label: '2R-TP4', name: id });
  const { labels } = layoutOf(
    aSubject(withFront(aScenario(['alpha', 'beta', 'gamma'].map((name) => same(`2R-TP4 · ${name}`))))),
  );
  expect(labels.map(({ text }) => text).sort()).toEqual(['2R-TP4 · alpha, beta, gamma · 64', '8']);
});

test('a grey line in a small sweep is named once, and has no figures', () => {
  const best = aConfiguration(aDeployment(), [at(1, 90, 30), at(64, 40, 120)], { id: 'best' });
  const grey = aConfiguration(aDeployment(), [at(1, 60, 4), at(8, 30, 20), at(64, 10, 60)], { id: 'grey' });
  const { labels } = layoutOf(aSubject(withFront(aScenario([best, grey]))));
  expect(labels.filter(({ series }) => series.colour === null).map(({ text }) => text)).toEqual(['grey · 64']);
});
