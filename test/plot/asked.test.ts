import { expect, test } from 'vitest';
import type { AskedSpeed } from '../../src/chart/askedspeed.ts';
import type { PlaneChart, PlaneOptions } from '../../src/chart/planechart.ts';
import { COST } from '../../src/pareto/plane.ts';
import { spotOf } from '../../src/plot/frame.ts';
import { around, overlaps, type Spot } from '../../src/plot/geometry.ts';
import { layHeading } from '../../src/plot/mark/headingmark.ts';
import { drawPlane, layOutPlane } from '../../src/plot/planepicture.ts';
import { THEMES } from '../../src/plot/theme.ts';
import { aConfiguration, aDeployment, aPoint, aScenario, aSubject, at, disaggregated, withFront } from '../builders.ts';
import { chartOf, drawChart, labelBoxes, outside, overlapping, read, studio } from './drawing.ts';

const pair = aConfiguration(aDeployment(), [at(1, 90, 10), at(8, 60, 80), at(64, 20, 140), at(128, 8, 135)]);
const split = aConfiguration(disaggregated(), [at(1, 95, 8), at(8, 70, 60), at(64, 18, 120)]);
const subject = aSubject(withFront(aScenario([pair, split])));

const speed = (x: number, y: number | null): AskedSpeed => ({
  ...{ x, y, label: `≥ ${x}: ${y ?? 'nothing'}` },
  words: `Best at ≥ ${x} tok/s/user: ${y === null ? 'nothing is that fast' : `${y} tok/s/GPU`}`,
});

const asking = (asked: readonly AskedSpeed[], options: Partial<PlaneOptions> = {}): PlaneChart =>
  chartOf(subject, { asked, ...options });

/** The ring of a sight at a place in px. */
const sightAt = (svg: Element, { x, y }: Spot) =>
  [...svg.querySelectorAll('circle')].find((circle) => {
    const [r, cx, cy] = ['r', 'cx', 'cy'].map((name) => Number(circle.getAttribute(name)));
    return r === 7.5 && Math.hypot((cx ?? 0) - x, (cy ?? 0) - y) < 0.02;
  });
const lineOf = (svg: Element) => svg.querySelector('path[stroke-dasharray="8 3 1.5 3"]');

test('a line over the height of the data, under them, and a sight where the reading lies, over them', () => {
  const chart = asking([speed(40, 110)]);
  const { frame, asked } = layOutPlane(studio, chart);
  const { x } = spotOf(frame, { x: 40, y: 110 });
  expect(asked).toEqual([
    {
      ...{ text: '≥ 40: 110', spot: spotOf(frame, { x: 40, y: 110 }) },
      line: { from: { x, y: frame.top }, to: { x, y: frame.bottom } },
    },
  ]);
  const svg = read(drawChart(chart));
  const all = [...svg.querySelectorAll('*')];
  const trace = all.findLastIndex((element) => element.getAttribute('stroke-width') === '1.6');
  expect(trace).toBeGreaterThan(0);
  expect(all.indexOf(lineOf(svg) ?? svg)).toBeGreaterThan(0);
  expect(all.indexOf(lineOf(svg) ?? svg)).toBeLessThan(trace);
  expect(all.indexOf(sightAt(svg, spotOf(frame, { x: 40, y: 110 })) ?? svg)).toBeGreaterThan(trace);
});

test('the sight is open, so that a point beneath it shows', () => {
  const chart = asking([speed(60, 80)]);
  const ring = sightAt(read(drawChart(chart)), spotOf(layOutPlane(studio, chart).frame, { x: 60, y: 80 }));
  expect(ring?.closest('[fill]')?.getAttribute('fill')).toBe('none');
});

test('the label says what is read, beside the sight and on no mark of a front', () => {
  const { askedLabels, labels, frame, chart } = layOutPlane(studio, asking([speed(40, 110)]));
  const [label] = askedLabels;
  expect(label?.text).toBe('≥ 40: 110');
  expect(label && overlaps(label.box, around(spotOf(frame, { x: 40, y: 110 }), 21, 21), 12)).toBe(true);
  const points = chart.series.flatMap((series) => series.points);
  for (const point of points) {
    expect(label && overlaps(label.box, around(spotOf(frame, point), 6, 6), 0)).toBe(false);
  }
  for (const { box } of labels) expect(label && overlaps(label.box, box, 0)).toBe(false);
});

test('labels of points keep off the sight', () => {
  // Where the label of the point at 60 would be, were there no sight.
  const free = layOutPlane(studio, asking([])).labels.find(({ point }) => point.x === 60);
  const middle = { x: ((free?.box.left ?? 0) + (free?.box.right ?? 0)) / 2, y: free?.box.top ?? 0 };
  const { frame } = layOutPlane(studio, asking([]));
  const [x, y] = [
    (middle.x - frame.left) / (frame.right - frame.left),
    (frame.bottom - middle.y) / (frame.bottom - frame.top),
  ];
  const asked = speed(x * frame.x.domain[1], y * frame.y.domain[1]);
  const { labels, asked: marks } = layOutPlane(studio, asking([asked]));
  const sight = marks[0]?.spot && around(marks[0].spot, 20, 20);
  for (const { box } of labels) expect(sight && overlaps(box, sight, 0)).toBe(false);
});

test('what nothing reaches has its label at the upper end of the line', () => {
  const { askedLabels, frame } = layOutPlane(studio, asking([speed(97, null)]));
  expect(askedLabels.map(({ text, spot }) => [text, spot])).toEqual([['≥ 97: nothing', null]]);
  expect(askedLabels[0]?.box.top).toBeLessThan(frame.top + 20);
});

test('a speed beyond the axis is told and not drawn', () => {
  const layout = layOutPlane(studio, asking([speed(200, null)]));
  expect(layout.asked).toEqual([]);
  expect(layout.heading.answers).toEqual(['Best at ≥ 200 tok/s/user: nothing is that fast']);
  expect(layout.key.entries.map(({ text }) => text)).not.toContain('speed asked for');
  expect(lineOf(read(drawChart(layout.chart)))).toBeNull();
});

test('so is one before a logarithmic axis begins', () => {
  const layout = layOutPlane(studio, asking([speed(1, 140)], { scale: { x: 'log' } }));
  expect(layout.frame.x.domain[0]).toBeGreaterThan(1);
  expect(layout.asked).toEqual([]);
  expect(layout.heading.answers).toHaveLength(1);
});

test('the key has what is drawn', () => {
  const texts = (asked: readonly AskedSpeed[]) =>
    layOutPlane(studio, asking(asked)).key.entries.map(({ text }) => text);
  expect(texts([speed(40, 110), speed(97, null)])).toContain('best at a speed asked for');
  expect(texts([speed(97, null)])).toContain('speed asked for');
  expect(texts([])).not.toContain('speed asked for');
});

test('two sentences over the data, and how many more', () => {
  const answers = (count: number) =>
    layOutPlane(studio, asking(Array.from({ length: count }, (_, i) => speed(20 + 10 * i, 140 - 10 * i)))).heading
      .answers;
  expect(answers(2).map((line) => line.slice(0, 12))).toEqual(['Best at ≥ 20', 'Best at ≥ 30']);
  expect(answers(5)).toHaveLength(3);
  expect(answers(5)[2]).toBe('and 3 more in report.json');
});

test('each line makes the picture as much taller, also under a title and a subtitle of two lines', () => {
  const faces = studio.faces;
  const lay = (model: string, answers: readonly string[]) => {
    const caption = { title: [model, 'H100'], conditions: [], subtitle: 'ISL 1', against: null } as const;
    return layHeading(caption, { width: 1000 }, faces, answers);
  };
  const long = `organisation/${'An-Extraordinary-'.repeat(6)}Model`;
  expect(lay(long, []).title).toHaveLength(2);
  for (const model of ['m', long]) {
    const without = lay(model, []).lower;
    expect(lay(model, ['one']).lower - without).toBe(18);
    expect(lay(model, ['one', 'two']).lower - without).toBe(36);
  }
  const [few, many] = [asking([]), asking([speed(20, 140), speed(30, 130)])].map((chart) => layOutPlane(studio, chart));
  expect((many?.frame.top ?? 0) - (few?.frame.top ?? 0)).toBe(36);
});

test('lines of a heading lie apart, above what the axis is called', () => {
  const model = `organisation/${'An-Extraordinary-'.repeat(6)}Model`;
  const chart = chartOf(aSubject(withFront(aScenario([pair, split], { model }))), {
    asked: [speed(20, 140), speed(30, 130), speed(40, 110)],
  });
  const { heading, frame } = layOutPlane(studio, chart);
  expect([heading.title.length, heading.answers.length]).toEqual([2, 3]);
  const svg = drawPlane(studio, layOutPlane(studio, chart), THEMES[0]);
  const heights = [...svg.querySelectorAll('text')]
    .filter(({ textContent }) =>
      [...heading.title, ...heading.subtitle, ...heading.answers].includes(textContent ?? ''),
    )
    .map((text) => Number(/,([\d.]+)\)/.exec(text.getAttribute('transform') ?? '')?.[1]));
  expect(heights).toEqual([38, 63, 86, 104, 122, 140]);
  // What the axis is called stands 14 px over the data, and is 13 high.
  expect(frame.top - 14 - 13).toBeGreaterThan(140);
});

test('a long sentence keeps all its words, parted where its second half begins', () => {
  const name = (letter: string) => `${letter}${'-long'.repeat(15)}`;
  const answer = `Best at ≥ 30 tok/s/user within the objectives: 118.0 tok/s/GPU by ${name('a')} between concurrency 8 and 16, $9.00 per million output tokens; the cheapest is $5.00 by ${name('b')} between 8 and 16`;
  const caption = { title: ['m', 'a'], conditions: [], subtitle: 's', against: null } as const;
  const { answers } = layHeading(caption, { width: 1000 }, studio.faces, [answer]);
  expect(answers.join(' ')).toBe(answer);
  for (const line of answers) expect(studio.faces.regular.width(line, 13.5)).toBeLessThanOrEqual(952);
});

test('without a speed a picture is the same, byte for byte', () => {
  expect(drawChart(asking([]))).toBe(drawChart(chartOf(subject)));
});

test.for(['higher', 'lower'] as const)(
  'where %s y is better, labels are apart and nothing leaves the picture',
  (better) => {
    const cost = (load: number, x: number, y: number) =>
      aPoint(load, { 'throughput-per-user': x, 'throughput-per-gpu': y, cost: 500 / y });
    const configurations = Array.from({ length: 12 }, (_, i) => {
      const points = Array.from({ length: 6 }, (_, k) => cost(2 ** k, 95 - 14 * k + i, 10 + 24 * k - i));
      return aConfiguration(i % 2 === 0 ? aDeployment() : disaggregated(), points, { id: `configuration-${i}` });
    });
    const crowd = aSubject(withFront(aScenario(configurations)));
    const plane = better === 'lower' ? { plane: COST } : {};
    const asked = [20, 25, 30, 32, 34, 60, 61, 62, 80].map((x) =>
      speed(x, better === 'lower' ? 500 / (150 - x) : 150 - x),
    );
    const svg = read(drawChart(chartOf(crowd, { asked, ...plane })));
    expect(overlapping(labelBoxes(svg))).toEqual([]);
    expect(outside(svg)).toEqual([]);
  },
);
