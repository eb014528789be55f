import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { costOf, hourlyCost } from '../../src/run/cost.ts';
import { namedDeployment } from '../../src/run/label.ts';
import { metricsOf } from '../../src/run/metric.ts';
import { dollars } from '../../src/run/money.ts';
import { aDeployment, aMeasurement, aRole, aRun, disaggregated } from '../builders.ts';

const PRICES = new Map([
  ['H100', 2.5],
  ['A100', 1.1],
]);

/** Eight H100 for prefill, sixteen A100 for decode. */
const mixed = (overrides = {}) =>
  disaggregated({
    roles: [
      aRole({ role: 'prefill', replicas: 1, tp: 8 }),
      aRole({ role: 'decode', replicas: 2, tp: 8, accelerator: 'A100' }),
    ],
    ...{ gpus: 24, accelerator: 'H100 + A100', ...overrides },
  });

describe('what a million output tokens cost', () => {
  test('10⁶ ÷ 3600 × $/GPU-hour ÷ tok/s/GPU', () => {
    // 8 GPUs at $2.50 make 7.2 million tokens an hour of 2,000 tok/s: $20 ÷ 7.2.
    expect(costOf(aDeployment(), 2000, PRICES)).toBeCloseTo(20 / 7.2, 12);
    expect(hourlyCost(aDeployment(), PRICES)).toBe(20);
  });

  test('each role by its own accelerator', () => {
    // $8 × 2.50 + $16 × 1.10 an hour.
    expect(hourlyCost(mixed(), PRICES)).toBeCloseTo(37.6, 12);
    expect(costOf(mixed(), 2000, PRICES)).toBeCloseTo(37.6 / 7.2, 12);
  });

  test.each([
    ['no price', aDeployment(), 2000, new Map()],
    ['a price of one of two accelerators', mixed(), 2000, new Map([['H100', 2.5]])],
    ['no GPUs', aDeployment({ gpus: null }), 2000, PRICES],
    ['no throughput', aDeployment(), null, PRICES],
    ['nothing served', aDeployment(), 0, PRICES],
    ['an unknown accelerator', aDeployment({ roles: [aRole({ accelerator: null })], accelerator: null }), 2000, PRICES],
    ['GPUs that are not those of the roles', mixed({ gpus: 16 }), 2000, PRICES],
    [
      'a role of unknown size',
      mixed({ roles: [...mixed().roles.slice(0, 1), aRole({ tp: null, accelerator: 'A100' })] }),
      2000,
      PRICES,
    ],
    ['two accelerators under one name', namedDeployment('mine', { gpus: 8, accelerator: 'H100 + A100' }), 2000, PRICES],
  ])('is not known with %s', (_, deployment, output, prices) => {
    expect(costOf(deployment, output, prices)).toBeNull();
  });

  test('of a deployment by name alone is that of its GPUs', () => {
    expect(hourlyCost(namedDeployment('mine', { gpus: 8, accelerator: 'A100' }), PRICES)).toBeCloseTo(8.8, 12);
  });

  test('is a metric by the prices given, and null without', () => {
    const run = aRun({ measured: aMeasurement({ outputThroughput: 2000 }) });
    expect(metricsOf(run, { userThroughput: 'concurrency', prices: PRICES }).cost).toBeCloseTo(20 / 7.2, 12);
    expect(metricsOf(run, { userThroughput: 'concurrency' }).cost).toBeNull();
    const absurd = new Map([['H100', 1e308]]);
    expect(metricsOf(run, { userThroughput: 'concurrency', prices: absurd }).cost).toBeNull();
  });
});

const amounts = fc.double({ min: 0.01, max: 1000, noNaN: true });
const outputs = fc.double({ min: 0.1, max: 1e6, noNaN: true });
const counts = fc.integer({ min: 1, max: 512 });

test('at one price, cost times tok/s/GPU is the same of all deployments', () => {
  fc.assert(
    fc.property(amounts, outputs, counts, (price, output, gpus) => {
      const cost = costOf(aDeployment({ gpus }), output, new Map([['H100', price]])) ?? Number.NaN;
      expect((cost * output) / gpus / price / (1e6 / 3600)).toBeCloseTo(1, 12);
    }),
  );
});

test('what tokens cost grows as the prices do', () => {
  fc.assert(
    fc.property(amounts, outputs, amounts, (price, output, factor) => {
      const at = (scale: number) =>
        costOf(mixed(), output, new Map([...PRICES].map(([name, own]) => [name, own * price * scale]))) ?? Number.NaN;
      expect(at(factor) / at(1) / factor).toBeCloseTo(1, 12);
    }),
  );
});

test.each([
  [0, '$0.00'],
  [0.000_000_12, '$1.2e-7'],
  [0.0123, '$0.0123'],
  [0.05, '$0.05'],
  [0.4, '$0.40'],
  [0.416, '$0.416'],
  [0.9999, '$1.00'],
  [5.885, '$5.88'],
  [17.9, '$17.90'],
  [99.996, '$100'],
  [1234.4, '$1,234'],
  [1_234_567, '$1,234,567'],
])('%d dollars are %s', (amount, written) => {
  expect(dollars(amount)).toBe(written);
});
