import fc from 'fast-check';
import { expect, test } from 'vitest';
import { problemsOf } from '../../src/report/read.ts';
import { METRICS, metricsOf } from '../../src/run/metric.ts';
import { bytesOf, type Changes, host, read, v01, v02, yaml } from './texts.ts';

const onHost = {
  'scenario.host': host({ prefill: 1, decode: 2 }),
  'scenario.platform': { engine: [{ name: 'vllm', args: { a: 1 } }] },
};
const builders = [(changes: Changes) => v01({ ...onHost, ...changes }), v02];
const documents = builders.map((build) => build({}));

/** Every place in a document, from the root. */
function placesIn(value: unknown, path: readonly string[] = []): string[] {
  const below = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return [
    ...(path.length > 0 ? [path.join('.')] : []),
    ...below.flatMap(([key, item]) => placesIn(item, [...path, key])),
  ];
}

const places = builders.flatMap((build) => placesIn(build({})).map((place) => ({ build, place })));
const anything = fc.oneof(
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
function sound(content: unknown): void {
  const reading = read(content);
  const problems = problemsOf([reading]);
  if (reading.run === null) expect(problems).not.toEqual([]);
  else expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  for (const { message } of problems) expect(message).not.toMatch(/undefined|\[object|Invalid input/);
  if (reading.run === null) return;
  for (const definition of ['concurrency', 'tpot'] as const) {
    const metrics = metricsOf(reading.run, definition);
    for (const { id } of METRICS) {
      const value = metrics[id];
      expect(value === null || (Number.isFinite(value) && value >= 0), `${id} = ${value}`).toBe(true);
    }
    expect(metrics['failure-rate'] ?? 0).toBeLessThanOrEqual(1);
  }
}

test('anything anywhere in a report gives a sound run, or a reason', () => {
  fc.assert(
    fc.property(fc.constantFrom(...places), anything, ({ build, place }, value) => {
      sound(yaml(build({ [place]: value })));
    }),
    { numRuns: 1500 },
  );
});

test('a report cut off, or with bytes of it lost, gives a sound run, or a reason', () => {
  const texts = documents.map((document) => yaml(document));
  fc.assert(
    fc.property(fc.constantFrom(...texts), fc.nat(3000), fc.nat(40), fc.boolean(), (text, start, length, toEnd) => {
      sound(text.slice(0, start) + (toEnd ? '' : text.slice(start + length)));
    }),
    { numRuns: 600 },
  );
});

test('any bytes under the name of a report are refused', () => {
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 300 }), fc.string().map(bytesOf)), (bytes) => {
      expect(read(bytes).run).toBeNull();
    }),
  );
});
