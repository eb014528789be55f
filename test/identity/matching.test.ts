import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ConfigurationTraits, counterpartsOf } from '../../src/identity/counterpart.ts';
import { likeFigures } from '../../src/identity/figures.ts';
import { factSet } from '../../src/run/facts.ts';
import type { Run } from '../../src/run/run.ts';
import { aDeployment, aLatency, aLoad, aMeasurement, aRun } from '../builders.ts';
import { firstFit } from './firstfit.ts';
import { pairwise } from './pairwise.ts';

/*
 * What is looked up by what must be equal comes to the same as what is held against all others.
 */

const value = fc.constantFrom('1', '2');
const facts = fc
  .dictionary(fc.constantFrom('gpus', 'x', 'y', 'z'), value, { noNullPrototype: true })
  .map((stated) => factSet(Object.entries(stated)));
const name = fc.constantFrom('', 'a', 'b', 'a b', 'p a');

const configuration: fc.Arbitrary<ConfigurationTraits> = fc.record({
  label: fc.constantFrom('unknown', '2R-TP4', '1R-TP8'),
  name,
  outer: fc.oneof(name, fc.constant('p a')),
  facts,
  key: fc.constant(''),
});

/** A sentence a pair, in the order in which they are found but for the names that they are found by. */
const told = (pairs: ReturnType<typeof pairwise>, all: readonly ConfigurationTraits[]) =>
  pairs.map((pair) => `${all.indexOf(pair.baseline)} ${all.indexOf(pair.candidate)} ${pair.reason}`).sort();

test('counterparts', () => {
  fc.assert(
    fc.property(
      fc.array(configuration, { maxLength: 12 }),
      fc.array(configuration, { maxLength: 12 }),
      (baseline, candidate) => {
        const all = [...baseline, ...candidate];
        const { pairs, missing, added } = counterpartsOf(baseline, candidate);
        expect(told([...pairs], all)).toEqual(told(pairwise(baseline, candidate), all));
        expect([missing.length, added.length]).toEqual([
          baseline.length - pairs.length,
          candidate.length - pairs.length,
        ]);
      },
    ),
    { numRuns: 2000 },
  );
});

/** A run of one of few figures, which states few things or leaves them out. */
const run: fc.Arbitrary<Run> = fc
  .record({
    figure: fc.constantFrom(1, 2),
    hasItl: fc.boolean(),
    harness: fc.constantFrom(null, 'vllm-benchmark', 'guidellm'),
    label: fc.constantFrom(null, '2R-TP4', '1R-TP8'),
    model: fc.constantFrom(null, 'org/M', 'm', 'other'),
    concurrency: fc.constantFrom(null, 8, 7.5, 16),
    rate: fc.constantFrom(null, 1, 2),
    facts,
  })
  .map(({ figure, hasItl, harness, label, model, concurrency, rate, facts: setup }) =>
    aRun({
      harness,
      model,
      deployment: {
        ...aDeployment(),
        ...(label === null ? { kind: 'unknown', label } : { label }),
      } as Run['deployment'],
      load: aLoad(concurrency, { rate }),
      facts: { ...aRun().facts, setup },
      measured: aMeasurement({
        ttft: aLatency(figure),
        e2el: aLatency(figure),
        itl: hasItl ? aLatency(figure) : null,
        requestThroughput: figure,
      }),
    }),
  );

test('files of one measurement', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ path: fc.constantFrom('a', 'b', 'c', 'd'), run }), { maxLength: 12 }),
      (readings) => {
        const places = (groups: readonly (typeof readings)[]) =>
          groups.map((group) => group.map((one) => readings.indexOf(one)).join(' ')).sort();
        expect(places(likeFigures(readings))).toEqual(places(firstFit(readings)));
      },
    ),
    { numRuns: 2000 },
  );
});
