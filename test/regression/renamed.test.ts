import { describe, expect, test } from 'vitest';
import { renamedScopes } from '../../src/regression/renamed.ts';
import type { Scope, Thresholds } from '../../src/regression/thresholds.ts';
import type { Configuration } from '../../src/scenario/scenario.ts';
import type { Sides } from '../../src/scenario/sides.ts';
import { aConfiguration, aDeployment, aPoint, aScenario, bothSides } from '../builders.ts';

/*
 * Globs of scopes that matched in the baseline's report, and match nothing any more.
 */

const scope = (configuration: string | null): Scope => ({
  scenario: null,
  configuration,
  concurrency: null,
  rate: null,
});
const overriding = (...globs: readonly (string | null)[]): Thresholds => ({
  bounds: [],
  freed: [],
  overrides: globs.map((glob) => ({ scope: scope(glob), bounds: [], freed: [] })),
  acceptances: [],
});

/** A configuration with a point of one file. */
const configuration = (id: string, file: string, overrides: Partial<Configuration> = {}): Configuration =>
  aConfiguration(aDeployment(), [aPoint(64, {}, { files: [file] })], { id, key: `${id} · #1`, ...overrides });

function sides(baseline: readonly Configuration[], candidate: readonly Configuration[]): Sides[] {
  return [bothSides(aScenario(baseline), aScenario(candidate))];
}

const told = (thresholds: Thresholds, all: readonly Sides[], names: Readonly<Record<string, readonly string[]>>) =>
  renamedScopes(thresholds, all, new Map(Object.entries(names))).map(({ message }) => message);

const now = sides([configuration('2R-TP4 · new', 'a.json')], [configuration('2R-TP4 · new', 'b.json')]);
const before = { 'a.json': ['2R-TP4 · old', '2R-TP4 · old · #0', '2R-TP4'] };

describe('a glob that matches nothing any more', () => {
  test('is told with what it matched, and how that is called now', () => {
    expect(told(overriding('*old*'), now, before)).toEqual([
      "overrides: configuration *old* no longer matches anything; in the baseline's report it matched “2R-TP4 · old”, which is “2R-TP4 · new” now (key “2R-TP4 · new · #1”)",
    ]);
  });

  test('also one of what is accepted', () => {
    const bound = { metric: 'output-throughput', kind: 'fall', limit: 0.2, text: '-20%' } as const;
    const accepting = {
      ...overriding(),
      acceptances: [{ scope: scope('*old'), bound, reason: 'r', until: '2027-01-01' }],
    };
    expect(told(accepting, now, before)).toEqual([
      expect.stringMatching(/^accept: configuration \*old no longer matches/),
    ]);
  });

  test('of a configuration that is gone too is told without a new name', () => {
    expect(told(overriding('*old'), now, { 'elsewhere.json': ['2R-TP4 · old'] })).toEqual([
      "overrides: configuration *old no longer matches anything; in the baseline's report it matched “2R-TP4 · old”",
    ]);
  });

  test('is a warning, once for each entry', () => {
    const problems = renamedScopes(overriding('*old', '*OLD*'), now, new Map(Object.entries(before)));
    expect(problems.map(({ severity, code }) => `${severity} ${code}`)).toEqual([
      'warning renamed-scope',
      'warning renamed-scope',
    ]);
  });
});

describe('nothing is told', () => {
  test.each<[string, string | null]>([
    ['the id', '*· new'],
    ['the label', '2R-TP4'],
    ['the key', '*#1'],
    ['no configuration at all', null],
  ])('of a glob that matches %s', (_, glob) => {
    expect(told(overriding(glob), now, before)).toEqual([]);
  });

  test('of one that matches the name of a setup', () => {
    const named = sides([], [configuration('x', 'b.json', { name: 'tuned fast' })]);
    expect(told(overriding('tuned*'), named, { 'a.json': ['tuned'] })).toEqual([]);
  });

  test('of one that still matches what only the baseline has', () => {
    expect(told(overriding('*old'), sides([configuration('2R-TP4 · old', 'a.json')], []), before)).toEqual([]);
  });

  test('of one that matched nothing before either', () => {
    expect(told(overriding('typo*'), now, before)).toEqual([]);
  });

  test('where the baseline was no report', () => {
    expect(told(overriding('*old'), now, {})).toEqual([]);
  });
});
