import { describe, expect, test } from 'vitest';
import { parseBound } from '../../src/regression/bound.ts';
import { type Asked, type Comparison, compare } from '../../src/regression/compare.ts';
import type { Acceptance, Override, Thresholds } from '../../src/regression/thresholds.ts';
import type { MetricId } from '../../src/run/metric.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { aConfiguration, aDeployment, aLoad, aPoint, aScenario, bothSides } from '../builders.ts';
import { normal, random } from './noise.ts';

type Change = (configuration: number, load: number) => number;

const LOADS = [1, 8, 64, 256];
const CONFIGURATIONS = 10;
const NOWHERE = { scenario: null, configuration: null, concurrency: null, rate: null };
const ID = 'llama-h100-isl9999-osl1000';

interface Night {
  readonly change?: Change;
  readonly metric?: MetricId;
  /** Standard deviation of points. */
  readonly noise?: number;
  readonly id?: string;
}

/** A night of a sweep; everything in it is the same for a seed. */
function aNight(
  seed: number,
  { change = () => 1, metric = 'output-throughput', noise = 0.003, id = ID }: Night = {},
): Scenario {
  const uniform = random(seed);
  const drift = 0.003 * normal(uniform);
  return aScenario(
    Array.from({ length: CONFIGURATIONS }, (_, i) => {
      const points = LOADS.map((load, j) => {
        const value = 100 * (i + 1) * (j + 1) * change(i, j) * Math.exp(drift + noise * normal(uniform));
        return aPoint(aLoad(load), { [metric]: value });
      });
      return aConfiguration(aDeployment({ label: `${i + 1}R-TP1` }), points);
    }),
    { id },
  );
}

const bound = (metric: MetricId, text: string) => {
  const parsed = parseBound(metric, text);
  if ('mistake' in parsed) throw new Error(parsed.mistake);
  return parsed.bound;
};

function judged(
  candidate: Scenario,
  earlier: readonly Scenario[],
  thresholds: Partial<Thresholds> = {},
  effects: Asked['effects'] = null,
): Comparison {
  const sides = { ...bothSides(earlier[0] ?? null, candidate), earlier };
  const all = { bounds: [], freed: [], overrides: [], acceptances: [], ...thresholds };
  return compare([sides], { thresholds: all, at: [], objectives: [], effects, today: '2026-11-24' });
}

const QUIET = [1, 2, 3, 4, 5].map((seed) => aNight(seed));
const tonight = (change: Change) => aNight(99, { change });

/** Effects that are not a pass: kind, place, verdict. */
const told = ({ effects }: Comparison) =>
  effects
    .filter(({ verdict }) => verdict !== 'pass')
    .map(({ effect, configuration, load, verdict }) => [effect, configuration ?? load?.concurrency ?? null, verdict]);

describe('an effect is found and named', () => {
  test('nothing changed: a pass, with the strongest effect of each kind', () => {
    const comparison = judged(
      tonight(() => 1),
      QUIET,
    );
    expect(comparison.verdict).toBe('pass');
    expect(comparison.effects.map(({ effect, verdict }) => [effect, verdict])).toEqual([
      ['everywhere', 'pass'],
      ['configuration', 'pass'],
      ['load', 'pass'],
      ['point', 'pass'],
    ]);
  });

  test('a loss of one configuration', () => {
    const comparison = judged(
      tonight((i) => (i === 6 ? 0.93 : 1)),
      QUIET,
    );
    expect(told(comparison)).toEqual([['configuration', '7R-TP1', 'regression']]);
    expect(comparison).toMatchObject({ verdict: 'regression' });
    expect(comparison.rows.every(({ verdict }) => verdict === 'pass')).toBe(true);
    const [effect] = comparison.effects.filter(({ verdict }) => verdict === 'regression');
    expect(effect).toMatchObject({ scenario: ID, metric: 'output-throughput', load: null });
    expect(effect?.change).toBeCloseTo(-0.07, 1);
    expect(effect?.p).toBeLessThan(0.001);
  });

  test('a loss everywhere', () => {
    expect(
      told(
        judged(
          tonight(() => 0.91),
          QUIET,
        ),
      ),
    ).toEqual([['everywhere', null, 'regression']]);
  });

  test('a loss at one load', () => {
    expect(
      told(
        judged(
          tonight((_, j) => (j === 2 ? 0.96 : 1)),
          QUIET,
        ),
      ),
    ).toContainEqual(['load', 64, 'regression']);
  });

  test('a loss in one point', () => {
    const change: Change = (i, j) => (i === 2 && j === 1 ? 0.93 : 1);
    const { effects } = judged(tonight(change), QUIET);
    const points = effects.filter(({ effect, verdict }) => effect === 'point' && verdict === 'regression');
    expect(points).toMatchObject([{ configuration: '3R-TP1', load: { concurrency: 8 } }]);
  });
});

describe('which way is worse', () => {
  test('gains are improvements, and no gain of one configuration is a loss of the others', () => {
    const one = judged(
      tonight((i) => (i === 6 ? 1.08 : 1)),
      QUIET,
    );
    expect(told(one)).toEqual([['configuration', '7R-TP1', 'improvement']]);
    expect(one.verdict).toBe('improvement');
    expect(
      told(
        judged(
          tonight(() => 1.09),
          QUIET,
        ),
      ),
    ).toEqual([['everywhere', null, 'improvement']]);
  });

  test('a latency is lost where it rises', () => {
    const metric = 'e2el' as const;
    const quiet = [1, 2, 3].map((seed) => aNight(seed, { metric }));
    const bounds = { bounds: [bound(metric, '+20%')], freed: ['output-throughput', 'front'] as const };
    const moved = (factor: number) => judged(aNight(99, { metric, change: () => factor }), quiet, bounds);
    expect(told(moved(1.15))).toEqual([['everywhere', null, 'regression']]);
    expect(moved(1.15).effects[0]?.change).toBeGreaterThan(0.1);
    expect(told(moved(0.85))).toEqual([['everywhere', null, 'improvement']]);
  });

  test('Holm is over the scenarios of a report together', () => {
    const sides = (change: Change, id: string) => {
      const earlier = [1, 2, 3, 4, 5].map((seed) => aNight(seed, { id }));
      return { ...bothSides(earlier[0] ?? null, null), candidate: aNight(99, { id, change }), earlier };
    };
    const asked = { thresholds: { bounds: [], freed: [], overrides: [], acceptances: [] }, at: [], objectives: [] };
    const of = (...all: ReturnType<typeof sides>[]) => compare(all, { ...asked, effects: null, today: '2026-11-24' });
    const alone = of(sides(() => 1, 'a'));
    const two = of(
      sides((i) => (i === 3 ? 0.9 : 1), 'a'),
      sides(() => 1, 'b'),
    );
    expect(two.effects.filter(({ verdict }) => verdict === 'regression').map(({ scenario }) => scenario)).toEqual([
      'a',
    ]);
    expect(two.detectable.map(({ scenario }) => scenario)).toEqual(['a', 'b']);
    // Of twice as many a loss has to be larger to be told.
    expect(two.detectable[1]?.configuration).toBeGreaterThan(alone.detectable[0]?.configuration ?? 1);
  });
});

describe('the least effect that matters', () => {
  const lost = tonight((i) => (i === 6 ? 0.965 : 1));

  test('2 % of throughput unless told otherwise', () => {
    expect(told(judged(lost, QUIET))).toEqual([['configuration', '7R-TP1', 'regression']]);
    expect(
      told(
        judged(
          tonight((_, j) => (j === 2 ? 0.99 : 1)),
          QUIET,
        ),
      ),
    ).toEqual([]);
  });

  test('`effects=-5%` asks for more, `off` for nothing', () => {
    expect(told(judged(lost, QUIET, {}, 0.05))).toEqual([]);
    expect(
      told(
        judged(
          tonight((i) => (i === 6 ? 0.93 : 1)),
          QUIET,
          {},
          0.05,
        ),
      ),
    ).toHaveLength(1);
    const off = judged(
      tonight(() => 0.92),
      QUIET,
      { freed: ['front'] },
      'off',
    );
    expect([told(off), off.verdict]).toEqual([[], 'pass']);
  });

  test('a bound that is wider than usual is the least effect of its scope', () => {
    const wide = (configuration: string): Override => ({
      scope: { ...NOWHERE, configuration },
      bounds: [bound('output-throughput', '-20%')],
      freed: [],
    });
    const change: Change = (i) => (i === 6 ? 0.88 : 1);
    const noFront = { freed: ['front'] as const };
    expect(judged(tonight(change), QUIET, { ...noFront, overrides: [wide('7R-TP1')] }).verdict).toBe('pass');
    expect(told(judged(tonight(change), QUIET, { ...noFront, overrides: [wide('6R-TP1')] }))).toHaveLength(1);
    const everywhere = { ...noFront, bounds: [bound('output-throughput', '-20%')] };
    expect(
      judged(
        tonight(() => 0.85),
        QUIET,
        everywhere,
      ).verdict,
    ).toBe('pass');
    // A narrow bound makes no effect smaller than what matters.
    expect(told(judged(lost, QUIET, { bounds: [bound('output-throughput', '-5%')] }))).toHaveLength(1);
  });
});

describe('a loss that is accepted', () => {
  const acceptance = (configuration: string | null, text = '-15%'): Acceptance => ({
    scope: { ...NOWHERE, configuration },
    bound: bound('output-throughput', text),
    reason: 'new sampler',
    until: '2026-12-31',
  });
  const lost = tonight((i) => (i === 6 ? 0.88 : 1));
  const noFront = { freed: ['front'] as const };

  test('counts for nothing, in points and in effects', () => {
    expect(judged(lost, QUIET, noFront).verdict).toBe('regression');
    const comparison = judged(lost, QUIET, { ...noFront, acceptances: [acceptance('7R-TP1')] });
    expect([told(comparison), comparison.verdict]).toEqual([[], 'pass']);
    expect(comparison.accepted.length).toBeGreaterThan(0);
    const small = tonight((i) => (i === 6 ? 0.93 : 1));
    expect(judged(small, QUIET, { ...noFront, acceptances: [acceptance('7R-TP1')] }).verdict).toBe('pass');
  });

  test('hides no loss beside it, of others or beyond it', () => {
    const both = tonight((i) => (i === 6 ? 0.88 : i === 2 ? 0.92 : 1));
    const comparison = judged(both, QUIET, { ...noFront, acceptances: [acceptance('7R-TP1')] });
    expect(told(comparison)).toEqual([['configuration', '3R-TP1', 'regression']]);
    const beyond = judged(
      tonight((i) => (i === 6 ? 0.8 : 1)),
      QUIET,
      { ...noFront, acceptances: [acceptance('7R-TP1')] },
    );
    expect(beyond.verdict).toBe('regression');
  });
});

describe('the newest stretch is a single run, which may be a bad night', () => {
  const badly = [aNight(1, { change: () => 0.85 }), ...[2, 3, 4].map((seed) => aNight(seed))];

  test('what is lost against the stretch before it and not against it is inconclusive', () => {
    const comparison = judged(
      tonight(() => 0.85),
      badly,
      { freed: ['front'] },
    );
    expect(comparison.verdict).toBe('inconclusive');
    expect(told(comparison)).toContainEqual(['everywhere', null, 'inconclusive']);
    expect(comparison.rows.every(({ verdict }) => verdict === 'inconclusive')).toBe(true);
    expect(comparison.moves).toMatchObject([{ effect: 'everywhere', run: 0 }]);
    expect(comparison.remeasure).toHaveLength(CONFIGURATIONS * LOADS.length);
    expect(comparison.remeasure[0]).toMatchObject({ configuration: '1R-TP1', load: { concurrency: 1 }, runs: 3 });
  });

  test('what is lost against both is a regression', () => {
    expect(
      judged(
        tonight(() => 0.7),
        badly,
        { freed: ['front'] },
      ).verdict,
    ).toBe('regression');
  });

  test('what is as before the bad night is no loss', () => {
    expect(
      judged(
        tonight(() => 1),
        badly,
        { freed: ['front'] },
      ).verdict,
    ).toBe('improvement');
  });

  test('two runs after a move are the level: main is charged once', () => {
    const moved = [aNight(1, { change: () => 0.85 }), aNight(2, { change: () => 0.85 }), aNight(3), aNight(4)];
    const comparison = judged(
      tonight(() => 0.85),
      moved,
      { freed: ['front'] },
    );
    expect(comparison.verdict).toBe('pass');
    expect(comparison.moves).toMatchObject([{ effect: 'everywhere', run: 1 }]);
  });

  test('an effect of the report holds the keys of the others', () => {
    const { effects } = judged(
      tonight(() => 0.85),
      badly,
      { freed: ['front'] },
    );
    const keys = effects.map((effect) => Object.keys(effect).sort().join());
    expect(new Set(keys).size).toBe(1);
  });
});

describe('points that more runs would decide', () => {
  const noisy = [0.05, 0.12, -0.1, 0.02].map((_, seed) => aNight(seed, { noise: 0.06 }));

  test('past the bound and within what points scatter: as many runs as would tell it', () => {
    const change: Change = (i, j) => (i === 2 && j === 1 ? 0.8 : 1);
    const comparison = judged(aNight(99, { change, noise: 0 }), noisy, { freed: ['front'] });
    const open = comparison.rows.filter(({ verdict }) => verdict === 'inconclusive');
    expect(open.map(({ configuration, load }) => [configuration, load?.concurrency])).toContainEqual(['3R-TP1', 8]);
    const [asked] = comparison.remeasure.filter(
      ({ configuration, load }) => configuration === '3R-TP1' && load.concurrency === 8,
    );
    expect(asked).toMatchObject({ scenario: ID });
    expect(asked?.runs).toBeGreaterThanOrEqual(2);
    expect(asked?.runs).toBeLessThanOrEqual(10);
  });

  test('none where everything is decided', () => {
    expect(
      judged(
        tonight((i) => (i === 6 ? 0.8 : 1)),
        QUIET,
      ).remeasure,
    ).toEqual([]);
  });
});

describe('the loss that would have been seen', () => {
  test('is found at that size in 95 of 100 reports', () => {
    const earlier = [11, 12, 13, 14, 15].map((seed) => aNight(seed, { noise: 0.008 }));
    const [seen] = judged(aNight(98, { noise: 0.008 }), earlier).detectable;
    const trials = 60;
    const loss = 1 - (seen?.configuration ?? 0);
    const found = Array.from({ length: trials }, (_, trial) => {
      const change: Change = (i) => (i === 6 ? loss : 1);
      const comparison = judged(aNight(1000 + trial, { change, noise: 0.008 }), earlier, { freed: ['front'] });
      return comparison.effects.some(({ effect, verdict }) => effect === 'configuration' && verdict === 'regression');
    }).filter((isFound) => isFound).length;
    expect(seen?.configuration).toBeGreaterThan(0.02);
    expect(seen?.configuration).toBeLessThan(0.08);
    expect(found).toBeGreaterThanOrEqual(0.9 * trials);
  });

  test('is null for what cannot be told apart', () => {
    const single = (value: number) =>
      aScenario([aConfiguration(aDeployment(), [aPoint(8, { 'output-throughput': value })])]);
    expect(judged(single(100), [single(100)]).detectable).toMatchObject([{ configuration: null, load: null }]);
    expect(judged(single(100), [single(100)]).detectable[0]?.everywhere).toBeGreaterThan(0.05);
  });
});
