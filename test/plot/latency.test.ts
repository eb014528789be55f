import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rateChart } from '../../src/chart/ratechart.ts';
import { around, crosses, isWithin, overlaps } from '../../src/plot/geometry.ts';
import { colorOf } from '../../src/plot/look.ts';
import { beforeSpots, rateMarks } from '../../src/plot/mark/ratetraces.ts';
import { lineObstacles } from '../../src/plot/obstacles.ts';
import { reachOf } from '../../src/plot/reach.ts';
import { faintOf, recolour, THEMES, type Theme } from '../../src/plot/theme.ts';
import type { Configuration } from '../../src/scenario/scenario.ts';
import {
  aConfiguration,
  aDeployment,
  aLoad,
  aPoint,
  aScenario,
  aSubject,
  disaggregated,
  ofKind,
  unknownDeployment,
  withFront,
} from '../builders.ts';
import { sharedData, withoutSharedData } from '../shared.ts';
import { times } from '../thorough.ts';
import { drawLatency, labelBoxes, outside, overlapping, rateLayoutOf, read } from './drawing.ts';
import { rateSweep } from './ratesweep.ts';

const subjectOf = (configurations: readonly Configuration[], scenario = {}) =>
  aSubject(withFront(aScenario(configurations, { harness: 'inference-perf', ...scenario })));

const RATES = [1, 2, 4, 6, 8, 10, 12, 16];

const pair = [
  rateSweep({ id: '2R-TP4', capacity: 9.5, ttft: 80, e2el: 4000 }, RATES),
  rateSweep({ id: '1P-TP8/1D-TP8', deployment: disaggregated(), capacity: 14, ttft: 60, e2el: 2900 }, RATES),
];

/** Configurations of many shapes and sizes, the larger ones faster. */
function many(count: number): Configuration[] {
  return Array.from({ length: count }, (_, i) => {
    const deployment = i % 3 === 2 ? disaggregated() : aDeployment({ gpus: 2 + 2 * i });
    const capacity = 4 + ((i * 7) % count) * 1.7;
    const ttft = 60 + ((i * 5) % count) * 14;
    return rateSweep({ id: `${i + 1}R-TP${2 ** (i % 4)}`, deployment, capacity, ttft, e2el: 40 * ttft }, RATES);
  });
}

const texts = (subject: Parameters<typeof rateLayoutOf>[0]) => {
  const { shown, key } = rateLayoutOf(subject);
  return {
    labels: shown.map(({ labels }) => labels.map(({ text }) => text)),
    key: key.entries.map(({ text }) => text),
  };
};

test('a panel for TTFT and one for E2EL, each with the knees by name and rate, and what falls behind', () => {
  const { shown } = rateLayoutOf(subjectOf(pair));
  expect(shown.map(({ latency, panel }) => [latency, panel.y.type])).toEqual([
    ['ttft', 'log'],
    ['e2el', 'linear'],
  ]);
  const names = ['2R-TP4 · 8 requests/s', '1P-TP8/1D-TP8 · 12 requests/s'];
  const behind = ['9.5 of 12 requests/s', '9.5 of 16 requests/s', '14 of 16 requests/s'];
  for (const { labels } of shown) {
    expect(labels.map(({ text }) => text).sort()).toEqual([...names, ...behind].sort());
  }
});

test('the key explains what occurs and nothing else', () => {
  expect(texts(subjectOf(pair)).key).toEqual([
    'mean',
    'p99',
    'knee: the highest rate achieved to 90% with mean TTFT and E2EL within 3× their lowest',
    'less than 90% of the requested rate achieved',
    'aggregated',
    'prefill/decode disaggregated',
  ]);
  const easy = aConfiguration(aDeployment(), [
    aPoint(aLoad(null, { rate: 1 }), { 'request-throughput': 1, e2el: 500 }),
    aPoint(aLoad(null, { rate: 2 }), { 'request-throughput': 2, e2el: 600 }),
  ]);
  expect(texts(subjectOf([easy]))).toEqual({
    labels: [['2R-TP4']],
    key: ['mean', 'aggregated', 'bold name without a rate: no knee among the rates tried'],
  });
});

test('with many configurations the grey ones have no label', () => {
  const { chart, shown } = rateLayoutOf(subjectOf(many(12)));
  const grey = chart.series.filter(({ colour }) => colour === null);
  expect(grey.length).toBeGreaterThan(3);
  for (const { labels } of shown) expect(labels.filter(({ trace }) => trace.colour === null)).toEqual([]);
});

test('points that regressed or miss an objective are marked in both panels', () => {
  const subject = subjectOf(pair);
  const points = pair[0]?.points ?? [];
  const told = aSubject(subject.front, { regressed: points.slice(0, 1), missed: points.slice(1, 2) });
  expect(texts(told).key).toEqual(expect.arrayContaining(['regressed: 1 point', 'misses an objective: 1 point']));
  const rings = (svg: string) => read(svg).querySelectorAll('g[stroke="#cf222e"] > *').length;
  // In each panel, and the sample in the key.
  expect(rings(drawLatency(told))).toBe(3);
  expect(rings(drawLatency(subject))).toBe(0);
});

/** A scenario against what it was; regressed are the points at the given rates of the named configurations. */
function against(
  now: readonly Configuration[],
  old: readonly Configuration[],
  regressed: Record<string, number[]> = {},
) {
  return aSubject(subjectOf(now).front, {
    baseline: subjectOf(old).front,
    regressed: now.flatMap(({ id, points }) => points.filter(({ load }) => regressed[id]?.includes(load.rate ?? 0))),
  });
}

const faster = [
  rateSweep({ id: '2R-TP4', capacity: 11.5, ttft: 70, e2el: 3500 }, RATES),
  rateSweep({ id: '1P-TP8/1D-TP8', deployment: disaggregated(), capacity: 13.5, ttft: 62, e2el: 2950 }, RATES),
];

/** Lines of a colour, or of any, that are faint as the baseline's are. */
const faint = (svg: string, theme: Theme, color?: string) => {
  const colors = color === undefined ? theme.faint : [faintOf(color, theme)];
  const lines = [...read(svg).querySelectorAll('path[stroke-linejoin="round"]')];
  return lines.filter((line) => colors.includes(line.getAttribute('stroke') ?? '')).length;
};

test.for(THEMES)('$name: nothing of a comparison is in a picture without one', (theme) => {
  const { name, warning } = theme;
  const svg = drawLatency(subjectOf(pair), name);
  expect(svg).not.toContain(warning);
  expect(faint(svg, theme)).toBe(0);
  expect(texts(subjectOf(pair)).key.join()).not.toMatch(/baseline|regressed/);
  expect(read(svg).querySelector('desc')?.textContent).not.toMatch(/baseline|egressed/);
});

test('the baseline lies under each configuration in its colour, and the key says so', () => {
  const [light] = THEMES;
  const svg = drawLatency(against(pair, faster));
  const { series } = rateLayoutOf(against(pair, faster)).chart;
  expect(series.map((trace) => faint(svg, light, colorOf(trace, light)))).toEqual([2, 2]);
  expect(texts(against(pair, faster)).key).toContain('baseline’s mean');
});

test('a knee that moved says where it was', () => {
  const names = (subject: Parameters<typeof rateLayoutOf>[0]) =>
    texts(subject).labels.map((labels) => labels.filter((text) => text.includes('2R-TP4')));
  expect(names(against(pair, faster))).toEqual([
    ['2R-TP4 · 8 requests/s (was 10)'],
    ['2R-TP4 · 8 requests/s (was 10)'],
  ]);
  expect(names(against(pair, pair))).toEqual([['2R-TP4 · 8 requests/s'], ['2R-TP4 · 8 requests/s']]);
  expect(read(drawLatency(against(pair, faster))).querySelector('desc')?.textContent).toMatch(
    /against the baseline: 0 points regressed\. .* 2R-TP4: knee at 8 requests\/s, .* ms, in the baseline knee at 10 requests\/s/,
  );
});

test('a configuration that the baseline had not, or not by rate, has nothing under it', () => {
  const closed = aConfiguration(aDeployment(), [aPoint(8, { 'request-throughput': 2, ttft: 40, e2el: 900 })]);
  const [light] = THEMES;
  expect(faint(drawLatency(against(pair, faster.slice(1))), light)).toBe(2);
  const subject = against(pair, [closed]);
  expect(faint(drawLatency(subject), light)).toBe(0);
  expect(texts(subject).key).not.toContain('baseline’s mean');
});

test('both sides fit the picture', () => {
  for (const scale of [0.1, 10]) {
    const server = { id: '2R-TP4', capacity: 9.5 * scale, ttft: 80 * scale, e2el: 4000 * scale };
    const old = rateSweep(
      server,
      RATES.map((rate) => rate * scale),
    );
    const subject = against(pair, [old]);
    expect(outside(read(drawLatency(subject)))).toEqual([]);
    const most = Math.max(...old.points.map(({ metrics }) => metrics['request-throughput'] ?? 0));
    for (const { panel } of rateLayoutOf(subject).shown) expect(panel.x.domain[1]).toBeGreaterThan(most);
  }
});

test('of many configurations only those in colour lie over their baseline, and those that regressed', () => {
  const [now, old] = [many(12), many(12)];
  const traces = rateLayoutOf(against(now, old)).chart.series;
  const coloured = traces.filter(({ colour }) => colour !== null);
  expect(traces.filter(({ before }) => before.length > 0)).toEqual(coloured);
  const [id = ''] = traces.flatMap(({ colour, id }) => (colour === null ? [id] : []));
  const subject = against(now, old, { [id]: [16] });
  const shown = rateLayoutOf(subject).chart.series.filter(({ before }) => before.length > 0);
  expect(shown.map((one) => one.id).sort()).toEqual([id, ...coloured.map((one) => one.id)].sort());
  for (const labels of texts(subject).labels) expect(labels).toContain(id);
  const lost = Object.fromEntries(now.map((one) => [one.id, [12, 16]]));
  expect(rateLayoutOf(against(now, old, lost)).chart.series.filter(({ before }) => before.length > 0)).toHaveLength(
    coloured.length,
  );
});

test('no label hides a mark of the baseline: one that finds no other place is left out, and counted', () => {
  const rates = [1, 3, 5, 7, 9, 11, 13, 15];
  for (const faster of [1.05, 1.1, 1.15, 1.2, 1.25]) {
    const now = rateSweep({ id: '2R-TP4', capacity: 8, ttft: 80, e2el: 4000 }, rates);
    const old = rateSweep({ id: '2R-TP4', capacity: 8 * faster, ttft: 78, e2el: 3900 }, rates);
    const { chart, shown } = rateLayoutOf(against([now], [old]));
    for (const { panel, latency, labels } of shown) {
      const marks = chart.series.flatMap((trace) => beforeSpots(trace, latency, panel));
      expect(marks.length).toBeGreaterThan(5);
      const hidden = labels.filter(({ box }) => marks.some((spot) => isWithin(around(spot, 2, 2), box)));
      expect(hidden.map(({ text }) => text)).toEqual([]);
    }
  }
});

test('no label lies on the ring of a point that regressed', () => {
  const now = many(12);
  const { shown, chart } = rateLayoutOf(against(now, many(12), { [now[3]?.id ?? '']: RATES }));
  for (const { labels, panel, latency } of shown) {
    const rings = chart.series.flatMap((trace) =>
      rateMarks(trace, latency, panel).filter(({ regressed }) => regressed),
    );
    const boxes = rings.map((mark) => around(mark.at, 2 * reachOf(mark), 2 * reachOf(mark)));
    expect(boxes).toHaveLength(RATES.length);
    expect(labels.filter(({ box }) => boxes.some((ring) => overlaps(box, ring, 0)))).toEqual([]);
  }
});

test('a name moves away from the level lines beside its knee', () => {
  const { shown, chart } = rateLayoutOf(against(many(3), many(3)));
  for (const { labels, panel, latency } of shown) {
    const lines = chart.series.flatMap((trace) => {
      const spots = rateMarks(trace, latency, panel).map(({ at }) => at);
      return lineObstacles(spots, 0).map(({ line }) => line);
    });
    const names = labels.filter(({ kind }) => kind === 'name');
    expect(names).toHaveLength(3);
    expect(names.filter(({ box }) => lines.some((line) => crosses(line, box)))).toEqual([]);
  }
});

test('a chart is the same after a way through JSON, to a thread or a page', () => {
  const { front, ...beside } = against(pair, faster, { '2R-TP4': [16] });
  const chart = rateChart(front, beside);
  expect(JSON.parse(JSON.stringify(chart))).toEqual(chart);
});

test('title and description say what is shown', () => {
  const svg = read(drawLatency(subjectOf(pair)));
  expect(svg.getAttribute('role')).toBe('img');
  expect(svg.getAttribute('width')).toBe('800');
  expect(svg.querySelector('title')?.textContent).toBe('meta-llama/Llama-3.1-70B-Instruct · H100');
  const said = svg.querySelector('desc')?.textContent;
  expect(said).toContain(
    'ISL 9,999 · OSL 1,000 · inference-perf · 2 configurations · 16 points with a requested rate.',
  );
  expect(said).toMatch(
    /TTFT and E2EL against the achieved request rate\. .*2R-TP4: knee at 8 requests\/s, mean TTFT \d+ ms/,
  );
});

test('no text, style, script or reference is left', () => {
  const svg = drawLatency(subjectOf(pair));
  for (const name of ['text', 'tspan', 'style', 'script', 'image', 'use', 'a', 'foreignObject']) {
    expect(read(svg).getElementsByTagName(name)).toHaveLength(0);
  }
  expect(svg).not.toMatch(/href|url\(|@import|font-family|class=|NaN|undefined/);
});

test('the dark picture is the light one in its colours', () => {
  const subject = against(many(12), many(12));
  const [light, dark] = THEMES;
  if (dark === undefined) throw new Error('no dark theme');
  expect(recolour(drawLatency(subject), light, dark)).toBe(drawLatency(subject, 'dark'));
});

test.for([
  ['one configuration', subjectOf(pair.slice(0, 1))],
  ['four configurations', subjectOf(many(4))],
  ['twelve configurations', subjectOf(many(12))],
  ['sixty configurations', subjectOf(many(60))],
  ['four against a baseline', against(many(4), many(4).reverse(), { '1R-TP1': RATES })],
  ['sixty against a baseline', against(many(60), many(60))],
  [
    'nothing known of the deployment',
    subjectOf([rateSweep({ id: 'unknown', deployment: unknownDeployment, capacity: 5, ttft: 30, e2el: 500 }, RATES)], {
      accelerator: null,
      isl: null,
      osl: null,
    }),
  ],
  [
    'hostile names',
    subjectOf(
      pair.map((one) => ({ ...one, id: `<script>\u0000\u202e${'W'.repeat(300)}` })),
      { model: 'W'.repeat(300) },
    ),
  ],
] as const)('%s: labels apart, nothing outside the picture', ([, subject]) => {
  const svg = drawLatency(subject);
  expect(svg).not.toContain('<script');
  expect(overlapping(labelBoxes(read(svg)))).toEqual([]);
  expect(outside(read(svg))).toEqual([]);
  expect(labelBoxes(read(svg)).length).toBeGreaterThan(1);
});

const value = fc.oneof(fc.integer({ min: 0, max: 40 }), fc.double({ min: 0, max: 1e6, noNaN: true }));

/** Configurations of any points, some without a rate or a latency. */
const sweeps = fc
  .array(
    fc.record({
      name: fc.string({ unit: 'grapheme', maxLength: 40 }),
      kind: fc.constantFrom(true, false, null),
      points: fc.array(
        fc.record({
          rate: fc.option(fc.double({ min: 0.01, max: 1000, noNaN: true })),
          condition: fc.option(fc.constantFrom('at most 8 in flight', 'burstiness 100')),
          achieved: fc.option(value),
          ttft: fc.option(value),
          p99: fc.option(value),
          e2el: fc.option(value),
          failed: fc.constantFrom(0, 0.9),
        }),
        { minLength: 2, maxLength: 9 },
      ),
    }),
    { minLength: 1, maxLength: 10 },
  )
  .map((configurations) =>
    subjectOf(
      configurations.map(({ name, kind, points }, i) =>
        aConfiguration(
          ofKind(kind),
          points.map(({ rate, condition, achieved, ttft, p99, e2el, failed }) => {
            const known = { 'request-throughput': achieved, ttft, 'ttft-p99': p99, e2el, 'failure-rate': failed };
            return aPoint(aLoad(null, { rate, condition }), known);
          }),
          { id: `${i} ${name}` },
        ),
      ),
    ),
  );

test('labels never overlap and nothing leaves the picture, whatever the sweep', () => {
  fc.assert(
    fc.property(sweeps, (subject) => {
      let svg: string;
      try {
        svg = drawLatency(subject);
      } catch (error) {
        fc.pre(!String(error).includes('nothing to draw'));
        throw error;
      }
      expect(svg).not.toMatch(/NaN|Infinity/);
      // Where they were laid: letters with two accents, which no configuration's label has, rise a little above that.
      const boxes = rateLayoutOf(subject).shown.flatMap(({ labels }) => labels.map(({ box }) => box));
      expect(overlapping(boxes)).toEqual([]);
      expect(outside(read(svg))).toEqual([]);
    }),
    { numRuns: times(15, 40) },
  );
});

test.skipIf(withoutSharedData)(
  'the knee of a published run of inference-perf is the last stage that it followed',
  () => {
    const folder = sharedData('raw', 'inference-perf');
    const points = readdirSync(folder).map((file) => {
      const { load_summary, successes } = JSON.parse(readFileSync(`${folder}/${file}`, 'utf8'));
      const { time_to_first_token: ttft, request_latency: e2el } = successes.latency;
      return aPoint(aLoad(null, { rate: load_summary.requested_rate }), {
        'request-throughput': successes.throughput.requests_per_sec,
        ...{ ttft: 1000 * ttft.mean, 'ttft-p99': 1000 * ttft.p99, e2el: 1000 * e2el.mean, 'e2el-p99': 1000 * e2el.p99 },
      });
    });
    const { labels } = texts(subjectOf([aConfiguration(unknownDeployment, points)]));
    for (const texts of labels) {
      expect(texts).toEqual([
        'unknown · 91.4 requests/s',
        '101 of 123 requests/s',
        '101 of 153 requests/s',
        '103 of 183 requests/s',
      ]);
    }
  },
);
