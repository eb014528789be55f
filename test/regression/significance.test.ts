import jstat from 'jstat';
import { describe, expect, test } from 'vitest';
import { ALPHA, alphaOf, detectable, significant, significantEffects } from '../../src/regression/significance.ts';
import { EFFECTS, type EffectKind } from '../../src/run/effectkind.ts';
import { normal, random } from './noise.ts';

const flagged = (p: readonly number[], alpha: number) => {
  const family = p.map((value, index) => ({ value, index }));
  return [...significant(family, ({ value }) => value, alpha)].map(({ index }) => index).sort();
};

describe('Holm', () => {
  test('by hand: each against α over how many are left, until one fails', () => {
    // 0.01 ≤ 0.05 ÷ 4, 0.013 ≤ 0.05 ÷ 3, 0.03 > 0.05 ÷ 2: the last, at 0.04 ≤ 0.05, comes too late.
    expect(flagged([0.03, 0.01, 0.04, 0.013], 0.05)).toEqual([1, 3]);
    expect(flagged([0.012, 0.013, 0.02, 0.04], 0.05)).toEqual([0, 1, 2, 3]);
    expect(flagged([0.013, 0.013, 0.013, 0.013], 0.05)).toEqual([]);
    expect(flagged([0.05], 0.05)).toEqual([0]);
    expect(flagged([], 0.05)).toEqual([]);
    expect(flagged([Number.NaN, 0.001], 0.05)).not.toContain(0);
  });

  test('each kind of effects is a family of its own', () => {
    const effects = [
      { kind: 'everywhere' as const, p: 0.001 },
      // Alone of its kind this would do; among three it is a third of α that it has to keep.
      ...[0.002, 0.5, 0.6].map((p) => ({ kind: 'configuration' as const, p })),
    ];
    expect([...significantEffects(effects, ({ p }) => p)]).toEqual([effects[0]]);
    expect([...significantEffects(effects.slice(0, 2), ({ p }) => p)]).toEqual(effects.slice(0, 2));
  });
});

describe('shares of α', () => {
  const shares = (...kinds: EffectKind[]) => {
    const alpha = alphaOf(kinds.map((kind) => ({ kind })));
    return EFFECTS.map((kind) => Number((alpha[kind] / ALPHA).toFixed(6)));
  };

  test('everywhere 0.25, configurations 0.40, loads 0.10, points 0.25; of those that exist', () => {
    expect(shares(...EFFECTS)).toEqual([0.25, 0.4, 0.1, 0.25]);
    expect(shares('everywhere')).toEqual([1, 0, 0, 0]);
    expect(shares('everywhere', 'configuration')).toEqual([0.384615, 0.615385, 0, 0]);
    expect(shares()).toEqual([0, 0, 0, 0]);
  });

  test('how many there are of a kind is no matter', () => {
    expect(shares('everywhere', 'configuration', 'configuration', 'configuration')).toEqual(
      shares('everywhere', 'configuration'),
    );
  });
});

test('an effect of the size that would be seen is seen in 95 of 100', () => {
  const [scatter, freedom, alpha] = [0.02, 12, 0.003];
  const size = detectable({ scatter, freedom }, alpha);
  const uniform = random(5);
  const trials = 20_000;
  let seen = 0;
  for (let trial = 0; trial < trials; trial += 1) {
    const squares = Array.from({ length: freedom }, () => normal(uniform) ** 2).reduce((sum, one) => sum + one, 0);
    const t = (normal(uniform) * scatter - size) / (scatter * Math.sqrt(squares / freedom));
    if (jstat.studentt.cdf(t, freedom) <= alpha) seen += 1;
  }
  // Sum of two quantiles of Student's t: the shifted t that it stands for is a little wider.
  expect(seen / trials).toBeGreaterThan(0.93);
  expect(seen / trials).toBeLessThan(0.98);
});
