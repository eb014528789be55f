import fc from 'fast-check';
import { expect, test } from 'vitest';
import { COLOURS, coloursIn, coloursOf, type Identity } from '../../src/chart/colour.ts';
import { rateSeries } from '../../src/chart/ratechart.ts';
import { frontOf } from '../../src/pareto/front.ts';
import { PLANES } from '../../src/pareto/plane.ts';
import { aConfiguration, aDeployment, aPoint, aScenario, aSubject } from '../builders.ts';
import { chartOf } from '../plot/drawing.ts';

function named(id: string, overrides: Partial<Identity> = {}): Identity {
  return { id, key: id, label: id, name: '', ...overrides };
}

/** As deployments are labelled. */
const labels = Array.from({ length: 400 }, (_, i) => {
  const [prefill, decode, tp] = [(i % 4) + 1, (Math.floor(i / 4) % 5) + 1, 2 ** (Math.floor(i / 20) % 4)];
  return i < 300 ? `${prefill}P-TP${tp}/${decode}D-TP${2 * tp} · ${i}` : `${prefill}R-TP${tp} · ${i}`;
});

const some = (length: number) => fc.shuffledSubarray(labels, { minLength: length, maxLength: length });

test('a configuration has the same colour whatever else of its facts or its place along the front', () => {
  fc.assert(
    fc.property(some(6), (ids) => {
      const colours = coloursIn([ids.map((id) => named(id))]);
      const otherwise = ids
        .toReversed()
        .map((id) => named(id, { id: `H100 · ${id}`, label: id, key: `${id} other facts` }));
      for (const id of ids) expect(coloursIn([otherwise]).get(`H100 · ${id}`)).toBe(colours.get(id));
    }),
  );
});

test('a configuration has its colour whatever its files and folders are called', () => {
  fc.assert(
    fc.property(some(6), fc.array(fc.string(), { minLength: 6, maxLength: 6 }), (ids, names) => {
      const colours = coloursIn([ids.map((id) => named(id))]);
      expect(coloursIn([ids.map((id, i) => named(id, { name: names[i] ?? '' }))])).toEqual(colours);
    }),
  );
});

test('of configurations of one label one has the colour of the label, whoever of them is on the front', () => {
  const variants = ['fp8', 'bf16'].map((name) => named(`2R-TP4 · ${name}`, { label: '2R-TP4', name }));
  const colours = coloursIn([variants]);
  expect(new Set(colours.values()).size).toBe(2);
  expect([...colours.values()]).toContain(coloursIn([[named('2R-TP4')]]).get('2R-TP4'));
  for (const one of variants) expect(coloursIn([[one]], variants).get(one.id)).toBe(colours.get(one.id));
});

test('two violets are on one front only where all other colours are', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 7 }).chain(some), (ids) => {
      const colours = [...coloursIn([ids.map((id) => named(id))]).values()];
      expect(colours.filter((colour) => colour === 2 || colour === 7).length).toBeLessThan(2);
    }),
  );
});

test('no colour comes twice before all have come once', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 24 }).chain(some), (ids) => {
      const colours = [...coloursIn([ids.map((id) => named(id))]).values()];
      expect(new Set(colours).size).toBe(ids.length);
      expect(Math.max(...colours)).toBeLessThan(COLOURS * Math.ceil(ids.length / COLOURS));
    }),
  );
});

test('of a first group no colour changes by what comes after it', () => {
  fc.assert(
    fc.property(some(9), (ids) => {
      const [first, second] = [ids.slice(0, 4), ids.slice(4)].map((group) => group.map((id) => named(id)));
      const alone = coloursIn([first ?? []]);
      const both = coloursIn([first ?? [], second ?? []]);
      for (const [id, colour] of alone) expect(both.get(id)).toBe(colour);
    }),
  );
});

/** Share of the colours on a front of so many that change as one more joins it, over many fronts. */
function changedBy(size: number): number {
  let [changed, all] = [0, 0];
  for (let trial = 0; trial < 300; trial += 1) {
    const ids = Array.from({ length: size + 1 }, (_, i) => labels[(trial * 37 + i * 61) % labels.length] ?? '');
    const before = coloursIn([ids.slice(1).map((id) => named(id))]);
    const after = coloursIn([ids.map((id) => named(id))]);
    for (const [id, colour] of before) changed += Number(after.get(id) !== colour);
    all += size;
  }
  return changed / all;
}

test.for([
  [2, 0.09],
  [4, 0.13],
  [6, 0.17],
] as const)('as one joins a front of %i, few of its colours change', ([size, most]) => {
  // By place along the front, half of them did.
  expect(changedBy(size)).toBeLessThan(most);
});

const point = (load: number, x: number, y: number, ttft: number) =>
  aPoint(load, { 'throughput-per-user': x, 'throughput-per-gpu': y, ttft, 'request-throughput': load });
const sweep = (ids: readonly string[]) =>
  aScenario(
    ids.map((id, i) =>
      aConfiguration(aDeployment(), [point(1, 90 - 9 * i, 10 + 9 * i, 200 - i), point(8, 20, 5, 40 + 5 * i)], {
        id,
        label: id,
        key: id,
      }),
    ),
  );

test('every picture of a scenario has the same colours', () => {
  const scenario = sweep(labels.slice(0, 5));
  const known = coloursOf(
    scenario,
    scenario.configurations.map(({ id }) => id),
  );
  for (const plane of PLANES) {
    for (const { id, colour } of chartOf(aSubject(frontOf(scenario, plane)), { plane }).series) {
      if (colour !== null) expect(colour, `${plane.id} ${id}`).toBe(known.get(id));
    }
  }
  for (const { id, colour } of rateSeries(frontOf(scenario), aSubject(frontOf(scenario)))) {
    if (colour !== null) expect(colour).toBe(known.get(id));
  }
});

test('another night of the same configurations has the same colours', () => {
  const [night, other] = [sweep(labels.slice(0, 5)), sweep(labels.slice(0, 5).toReversed())];
  const colours = (scenario: typeof night) =>
    Object.fromEntries(chartOf(aSubject(frontOf(scenario))).series.map(({ id, colour }) => [id, colour]));
  expect(colours(night)).toEqual(colours(other));
});
