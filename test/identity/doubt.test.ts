import { describe, expect, test } from 'vitest';
import { doubtsOn } from '../../src/identity/doubt.ts';
import { identitiesOf } from '../../src/identity/identity.ts';
import { factsOf } from '../../src/run/facts.ts';
import type { Run } from '../../src/run/run.ts';
import { aMeasurement, aRun } from '../builders.ts';

/*
 * What is said of repeats that are pooled, and may not be of one thing.
 */

/** What is said of runs that are pooled. */
function doubts(...runs: readonly Run[]): string[] {
  const identities = identitiesOf(runs, 'auto');
  return doubtsOn([{ scenario: 's', configuration: '2R-TP4', runs }], identities).map(({ severity, code, message }) => {
    expect([severity, code]).toEqual(['warning', 'unlike-repeats']);
    return message;
  });
}

const rate = (file: string, outputThroughput: number | null): Run =>
  aRun({ file, measured: aMeasurement({ outputThroughput }) });
const on = (file: string, environment: Readonly<Record<string, string>>): Run =>
  aRun({ file, facts: factsOf({ environment: Object.entries(environment) }) });

test('of one run nothing', () => {
  expect(doubts(on('a.json', { image: 'x' }))).toEqual([]);
});

test('of plain repeats nothing', () => {
  expect(doubts(rate('run1/x.json', 100), rate('run2/x.json', 104), rate('run3/x.json', 98))).toEqual([]);
});

describe('versions, images and hosts', () => {
  test('that differ, with both and their files', () => {
    expect(doubts(on('a.json', { 'vllm version': '0.11' }), on('b.json', { 'vllm version': '0.12' }))).toEqual([
      'repeats of 2R-TP4 differ in vllm version: 0.11 (a.json) and 0.12 (b.json); they still count as one point',
    ]);
  });

  test('that one does not state', () => {
    expect(doubts(on('a.json', { image: 'x' }), on('b.json', {}))).toEqual([
      'repeats of 2R-TP4 differ in image: x (a.json) and not stated (b.json); they still count as one point',
    ]);
  });

  test('once for each', () => {
    expect(doubts(on('a.json', { image: 'x', host: 'h' }), on('b.json', { image: 'y', host: 'g' }))).toHaveLength(2);
  });

  test('and once for a configuration, whatever its points', () => {
    const runs = [on('a.json', { image: 'x' }), on('b.json', { image: 'y' })];
    const pools = [1, 2, 3].map(() => ({ scenario: 's', configuration: '2R-TP4', runs }));
    expect(doubtsOn(pools, identitiesOf(runs, 'auto'))).toHaveLength(1);
  });
});

describe('repeats that mostly failed', () => {
  const run = (file: string, failures: number) =>
    aRun({ file, measured: aMeasurement({ failures, attempts: 1000, outputThroughput: 100 }) });
  const said = (...runs: readonly Run[]) =>
    doubtsOn([{ scenario: 's', configuration: '2R-TP4', runs }], identitiesOf(runs, 'auto'));

  test('beside others that did not are told, with their file', () => {
    expect(said(run('a.json', 0), run('b.json', 940), run('c.json', 2))).toMatchObject([
      {
        ...{ severity: 'warning', code: 'failed-repeat', file: 'b.json' },
        message:
          '1 of 3 repeats of 2R-TP4 mostly failed, the worst with 94% of requests failed; the point is the median of all repeats, including these',
      },
    ]);
  });

  test('are not where all did, as the point itself is told of, and a few failures are no matter', () => {
    expect(said(run('a.json', 900), run('b.json', 940))).toEqual([]);
    expect(said(run('a.json', 0), run('b.json', 400))).toEqual([]);
  });
});

describe('words of names', () => {
  test('that may be commits', () => {
    expect(doubts(aRun({ file: 'a1b2c3d/x.json' }), aRun({ file: 'ffff001/x.json' }))).toEqual([
      expect.stringContaining('a1b2c3d (a1b2c3d/x.json) and ffff001 (ffff001/x.json)'),
    ]);
  });

  test('and not those that number or date', () => {
    expect(doubts(aRun({ file: '2026-05-01/run1/x.json' }), aRun({ file: '2026-05-02/run2/x.json' }))).toEqual([]);
  });

  test('nor one that all have', () => {
    expect(doubts(aRun({ file: 'a1b2c3d/run1.json' }), aRun({ file: 'a1b2c3d/run2.json' }))).toEqual([]);
  });
});

describe('a spread of output throughput', () => {
  test('of more than a tenth around the mean, with the ends', () => {
    expect(doubts(rate('a.json', 100), rate('b.json', 50))).toEqual([
      '2 repeats of 2R-TP4 spread from 50 tok/s (b.json) to 100 tok/s (a.json), 47% around their mean: are they all of one setup?',
    ]);
  });

  test.each([
    ['within it', [100, 110]],
    ['of zeros', [0, 0]],
    ['of what is not known', [100, null]],
  ])('%s is none', (_, [one = null, other = null]) => {
    expect(doubts(rate('a.json', one), rate('b.json', other))).toEqual([]);
  });
});
