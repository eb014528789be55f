import { describe, expect, test } from 'vitest';
import { type Comparison, type ComparisonSettings, compare } from '../../src/regression/compare.ts';
import { remarksOn } from '../../src/regression/remark.ts';
import type { Acceptance, Override, Thresholds } from '../../src/regression/thresholds.ts';
import type { MetricId } from '../../src/run/metric.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import { aConfiguration, aDeployment, aLoad, aPoint, aScenario, bothSides } from '../builders.ts';
import { aGate, bound, EVERYWHERE, NO_THRESHOLDS } from '../gating.ts';
import { normal, random } from './noise.ts';

type Change = (configuration: number, load: number) => number;

const LOADS = [1, 8, 64, 256];
const CONFIGURATIONS = 10;
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

function judged(
  candidate: Scenario,
  earlier: readonly Scenario[],
  thresholds: Partial<Thresholds> = {},
  effects: ComparisonSettings['effects'] = null,
): Comparison {
  const sides = { ...bothSides(earlier[0] ?? null, candidate), earlier };
  return compare([sides], aGate(thresholds, { effects }));
}

const QUIET = [1, 2, 3, 4, 5].map((seed) => aNight(seed));
const tonight = (change: Change) => aNight(99, { change });

/** Effects that are not a pass: kind, place, verdict. */
const told = ({ effects }: Comparison) =>
  effects
    .filter(({ verdict }) => verdict !== 'pass')
    .map(({ effect, configuration, load, verdict }) => [effect, configuration ?? load?.concurrency ?? null, verdict]);

describe('a loss that noise seldom makes, yet too often to fail', () => {
  const suspects = ({ effects }: Comparison) =>
    effects.filter(({ isSuspect }) => isSuspect).map(({ effect, configuration }) => [effect, configuration]);

  test('is marked and passes', () => {
    const comparison = judged(
      tonight(() => 0.945),
      QUIET.slice(0, 1),
    );
    expect(comparison.verdict).toBe('pass');
    expect(suspects(comparison)).toEqual([['everywhere', null]]);
  });

  test.each([
    [1, null],
    [1.06, null],
    [0.945, 'off'],
    [0.945, 0.08],
  ] as const)('%d of what was, at effects %s, is none', (scale, effects) => {
    expect(
      suspects(
        judged(
          tonight(() => scale),
          QUIET.slice(0, 1),
          {},
          effects,
        ),
      ),
    ).toEqual([]);
  });
});

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
    const of = (...all: ReturnType<typeof sides>[]) => compare(all, aGate());
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

describe('an effect is a contrast, and told only of what moved itself', () => {
  const configurations = (change: Change, many: number) => {
    const night = (seed: number, of: Change = () => 1) => {
      const { configurations: all, ...scenario } = aNight(seed, { change: of });
      return { ...scenario, configurations: all.slice(0, many) };
    };
    return judged(
      night(99, change),
      [1, 2, 3, 4, 5].map((seed) => night(seed)),
      { freed: ['front'] },
    );
  };
  const places = (comparison: Comparison) =>
    told(comparison).map(([effect, place, verdict]) => `${verdict} ${effect} ${place}`);

  test('two of three configurations gained: the third lost nothing', () => {
    const comparison = configurations((i) => (i < 2 ? 1.1 : 1), 3);
    expect(places(comparison).filter((words) => words.startsWith('regression'))).toEqual([]);
    expect(comparison.verdict).toBe('improvement');
  });

  test('most of many gained: the others lost nothing', () => {
    const comparison = configurations((i) => (i < 6 ? 1.12 : 1), 10);
    expect(places(comparison)).toEqual(['improvement everywhere null']);
  });

  test('most gained and one lost: the loss is one', () => {
    const comparison = configurations((i) => (i < 9 ? 1.12 : 0.93), 10);
    expect(places(comparison)).toContain('regression configuration 10R-TP1');
    expect(comparison.verdict).toBe('regression');
  });

  test('all lost at most loads: the others gained nothing, and nothing is an improvement', () => {
    const comparison = configurations((_, j) => (j > 0 ? 0.95 : 1), 10);
    expect(places(comparison).filter((words) => words.startsWith('improvement'))).toEqual([]);
    expect(comparison.verdict).toBe('pass');
  });

  test('its own change, and how many of its parts went along', () => {
    const { effects } = configurations((i, j) => (i === 2 && j > 1 ? 0.86 : 1), 4);
    const [lost] = effects.filter(
      ({ effect, configuration }) => effect === 'configuration' && configuration === '3R-TP1',
    );
    expect(lost?.moved).toBeCloseTo(Math.sqrt(0.86) - 1, 1);
    expect(Math.abs(lost?.moved ?? 0)).toBeGreaterThan(Math.abs(lost?.change ?? 0));
    expect(lost).toMatchObject({ parts: 4, along: 2 });
  });

  test('what gained in part is no improvement of what fell on the whole', () => {
    const change: Change = (i, j) => (i === 0 && j === 0 ? 1.4 : 0.985);
    const comparison = judged(tonight(change), QUIET, { freed: ['front'] });
    expect(comparison.rows.some(({ verdict }) => verdict === 'improvement')).toBe(true);
    expect(comparison.verdict).toBe('pass');
  });
});

describe('the least effect that matters', () => {
  const lost = tonight((i) => (i === 6 ? 0.965 : 1));

  test('2% of throughput unless told otherwise', () => {
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
      scope: { ...EVERYWHERE, configuration },
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
    scope: { ...EVERYWHERE, configuration },
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

  test('of an effect alone is told, and where that is of all points that no effect was judged', () => {
    const small = tonight((i) => (i === 6 ? 0.93 : 1));
    const { accepted, rows } = judged(small, QUIET, { ...noFront, acceptances: [acceptance('7R-TP1')] });
    expect(rows.every(({ verdict }) => verdict === 'pass')).toBe(true);
    expect(accepted).toMatchObject([{ row: null, effect: { effect: 'configuration', configuration: '7R-TP1' } }]);
    expect(accepted[0]?.change).toBeCloseTo(-0.07, 1);
    const all = tonight(() => 0.92);
    const comparison = judged(all, QUIET, { ...noFront, acceptances: [acceptance(null)] });
    expect(comparison.unjudged).toEqual([{ scenario: ID, metric: 'output-throughput' }]);
    expect(comparison.accepted).toMatchObject([{ effect: { effect: 'everywhere' } }]);
    const sides = { ...bothSides(QUIET[0] ?? null, all), earlier: QUIET };
    const messages = remarksOn(comparison, [sides], NO_THRESHOLDS, '2026-11-24').map(({ message }) => message);
    expect(messages).toContainEqual(
      expect.stringMatching(/^accepted loss: everything in .*, within −15% until 2026-12-31/),
    );
    expect(messages).toContain(
      `no effect on output-throughput was judged in ${ID}: the loss of all its points is accepted`,
    );
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

  test('what is lost against the stretch before it and not against it is inconclusive, and shown against that', () => {
    const comparison = judged(
      tonight(() => 0.85),
      badly,
      { freed: ['front'] },
    );
    expect(comparison.verdict).toBe('inconclusive');
    expect(told(comparison)).toContainEqual(['everywhere', null, 'inconclusive']);
    expect(comparison.rows.every(({ verdict, isOlder }) => verdict === 'inconclusive' && isOlder)).toBe(true);
    for (const { change } of comparison.rows) expect(change).toBeLessThan(-0.1);
    expect(comparison.rows[0]?.test?.runs).toBe(3);
    expect(comparison.effects.find(({ verdict }) => verdict === 'inconclusive')?.isOlder).toBe(true);
    expect(comparison.moves).toMatchObject([{ effect: 'everywhere', run: 0 }]);
    // Whatever is measured of the candidate, another night of main decides.
    expect(comparison.remeasure).toEqual([]);
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

  test('what is as before the bad night is neither loss nor gain, in points and in effects', () => {
    const comparison = judged(
      tonight(() => 1),
      badly,
      { freed: ['front'] },
    );
    expect([comparison.verdict, told(comparison)]).toEqual(['pass', []]);
    expect(comparison.rows.every(({ verdict }) => verdict === 'pass')).toBe(true);
  });

  test('nor is a front an improvement that gained against one bad night alone', () => {
    const coordinates = (scenario: Scenario): Scenario => ({
      ...scenario,
      configurations: scenario.configurations.map((configuration) => ({
        ...configuration,
        points: configuration.points.map((point) => {
          const output = point.metrics['output-throughput'] ?? 0;
          const per = (many: number) => output / many;
          const metrics = {
            ...point.metrics,
            'throughput-per-user': per(point.load.concurrency ?? 1),
            'throughput-per-gpu': per(8),
          };
          return { ...point, metrics };
        }),
      })),
    });
    const comparison = judged(coordinates(tonight(() => 1)), badly.map(coordinates));
    expect(comparison.fronts[0]?.change).toBeGreaterThan(0.1);
    expect(comparison.fronts[0]?.verdict).toBe('pass');
    expect(comparison.verdict).toBe('pass');
  });

  test('what is gained against both is an improvement', () => {
    const comparison = judged(
      tonight(() => 1.15),
      badly,
      { freed: ['front'] },
    );
    expect(comparison.verdict).toBe('improvement');
    expect(told(comparison)).toContainEqual(['everywhere', null, 'improvement']);
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

  test('is at least what is asked of an effect, for a load of what it must lose among its like; none where nothing is asked', () => {
    const seen = (effects: ComparisonSettings['effects']) =>
      judged(
        tonight(() => 1),
        QUIET,
        {},
        effects,
      ).detectable;
    const [usual, wide] = [seen(null)[0], seen(0.3)[0]];
    expect(wide?.everywhere).toBeCloseTo(0.3, 9);
    expect(wide?.configuration).toBeCloseTo(0.3, 9);
    // With four loads a quarter of what one lost is taken off as its configuration's.
    expect(wide?.load).toBeCloseTo(1 - 0.7 ** (4 / 3), 9);
    expect(usual?.load).toBeCloseTo(1 - 0.98 ** (4 / 3), 9);
    expect(seen('off')).toMatchObject([{ everywhere: null, configuration: null, load: null }]);
  });

  test('of a latency is a rise', () => {
    const metric = 'e2el' as const;
    const noisy = (seed: number) => aNight(seed, { metric, noise: 0.1 });
    const bounds = { bounds: [bound(metric, '+20%')], freed: ['output-throughput', 'front'] as const };
    const { detectable } = judged(noisy(99), [noisy(1)], bounds, 3);
    expect(detectable[0]?.everywhere).toBeCloseTo(3, 9);
  });

  test('is null for what cannot be told apart', () => {
    const single = (value: number) =>
      aScenario([aConfiguration(aDeployment(), [aPoint(8, { 'output-throughput': value })])]);
    expect(judged(single(100), [single(100)]).detectable).toMatchObject([{ configuration: null, load: null }]);
    expect(judged(single(100), [single(100)]).detectable[0]?.everywhere).toBeGreaterThan(0.05);
  });
});
