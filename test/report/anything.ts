import fc from 'fast-check';
import { expect } from 'vitest';
import { problemsOf, type Reading } from '../../src/report/read.ts';
import { METRICS, metricsOf } from '../../src/run/metric.ts';

/** Every place in a document, from the root. */
export function placesIn(value: unknown, path: readonly string[] = []): string[] {
  const below = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return [
    ...(path.length > 0 ? [path.join('.')] : []),
    ...below.flatMap(([key, item]) => placesIn(item, [...path, key])),
  ];
}

/** What a careless writer may put in any place. */
export const anything = fc.oneof(
  fc.constantFrom(
    null,
    true,
    -1,
    0,
    1,
    1e308,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    '',
    'unknown',
    'constructor',
    'ms',
    '__proto__',
  ),
  fc.anything({
    withNullPrototype: false,
    withDate: false,
    maxDepth: 2,
    values: [fc.string(), fc.double(), fc.boolean(), fc.constant(null)],
  }),
);

/** A run or a reason not to count one; every metric a number from 0 up, or null. */
export function expectSound(reading: Reading): void {
  const problems = problemsOf([reading]);
  if (reading.run === null) expect(problems).not.toEqual([]);
  else expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  for (const { message } of problems) expect(message).not.toMatch(/undefined|\[object|Invalid input/);
  if (reading.run === null) return;
  for (const definition of ['concurrency', 'tpot'] as const) {
    const metrics = metricsOf(reading.run, { userThroughput: definition });
    for (const { id } of METRICS) {
      const value = metrics[id];
      expect(value === null || (Number.isFinite(value) && value >= 0), `${id} = ${value}`).toBe(true);
    }
    expect(metrics['failure-rate'] ?? 0).toBeLessThanOrEqual(1);
  }
}
