import { describe, expect, test } from 'vitest';
import { coloursIn } from '../../src/chart/colour.ts';
import { counterpartsOf } from '../../src/identity/counterpart.ts';
import { likeFigures } from '../../src/identity/figures.ts';
import { identitiesOf } from '../../src/identity/identity.ts';
import { frontIn, type ScenarioFront } from '../../src/pareto/front.ts';
import { effectsOf } from '../../src/regression/effect.ts';
import { regressedPlaces } from '../../src/regression/regressed.ts';
import type { Row } from '../../src/regression/row.ts';
import { factSet } from '../../src/run/facts.ts';
import { groupByLength } from '../../src/scenario/lengths.ts';
import { sidesOf } from '../../src/scenario/sides.ts';
import { aLoad, aMeasurement, aRun } from '../builders.ts';
import { expectLinear } from './growth.ts';
import { madeRuns, type Shape } from './manypoints.ts';

const many = <Item>(count: number, make: (index: number) => Item) => Array.from({ length: count }, (_, i) => make(i));

describe('time grows with the number of points, not with its square:', () => {
  test('files with the same figures that state each something else', async () => {
    const latency = { mean: 12.5, p50: null, p90: null, p95: null, p99: null };
    const measured = aMeasurement({ ttft: latency, e2el: latency, itl: latency, outputThroughput: 99.5 });
    await expectLinear(4000, (size) => {
      const readings = many(size, (i) => ({ path: `${i}.yaml`, run: aRun({ measured, load: aLoad(i + 1) }) }));
      expect(likeFigures(readings)).toEqual([]);
    });
  });

  test.each<Shape>(['sweep', 'repeats', 'diagonal'])('points of both sides, as a %s', async (shape) => {
    await expectLinear(1500, (size) => {
      const [now, before] = [madeRuns(size, 'now', shape), madeRuns(size, 'before', shape)];
      const identities = identitiesOf([...now, ...before], 'auto');
      const { sides } = sidesOf(now, [before], identities, { userThroughput: 'concurrency', lengthTolerance: 0.05 });
      expect(sides).toHaveLength(1);
    });
  });

  test('effects of configurations that have each its own load', async () => {
    await expectLinear(4000, (size) => {
      const run = (value: number) => many(size, (i) => new Map([[i, value + (i % 7) / 1000]]));
      expect(effectsOf(run(1), [[run(1.01)]], 'throughput').length).toBeGreaterThan(size);
    });
  });

  test('colours of configurations', async () => {
    const one = (i: number) => ({ id: `c${i}`, key: `k${i}`, label: `l${i}`, name: '' });
    await expectLinear(2000, (size) => expect(coloursIn([many(size, one)]).size).toBe(size));
  });

  test('lengths that were measured beside as many that were requested', async () => {
    const asked = (i: number) => ({ requested: 1000 + 200 * i, measured: null, error: null });
    const found = (i: number) => ({ requested: null, measured: 1000 + 200 * i, error: null });
    await expectLinear(2000, (size) => {
      const lengths = [...many(size, asked), ...many(size, found)];
      expect(groupByLength(lengths, (length) => length, 0.05)).toHaveLength(size);
    });
  });

  test('configurations with one name on both sides, which facts tell apart', async () => {
    const side = (size: number, name: string) =>
      many(size, (i) => ({ label: 'l', key: `k${i}`, name, outer: name, facts: factSet([['x', String(i)]]) }));
    await expectLinear(2000, (size) => {
      expect(counterpartsOf(side(size, 'a'), side(size, 'a')).pairs).toHaveLength(size);
      expect(counterpartsOf(side(size, 'a'), side(size, 'b')).pairs).toHaveLength(size);
    });
  });

  test('places of regressions, scenario by scenario', async () => {
    const row = (i: number) =>
      ({ scenario: `s${i}`, configuration: 'c', load: aLoad(8), verdict: 'regression' }) as Row;
    await expectLinear(4000, (size) => {
      const rows = many(size, row);
      for (const { scenario } of rows) expect(regressedPlaces(scenario, rows).size).toBe(1);
    });
  });

  test('fronts of scenarios, found by their ids', async () => {
    const front = (i: number) => ({ scenario: { id: `s${i}` } }) as ScenarioFront;
    await expectLinear(20_000, (size) => {
      const fronts = many(size, front);
      for (const one of fronts) if (frontIn(fronts, one.scenario.id) !== one) throw new Error('another front');
    });
  });
});
