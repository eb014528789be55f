import { describe, expect, test } from 'vitest';
import { identitiesOf } from '../../src/identity/identity.ts';
import { shownNames } from '../../src/identity/shown.ts';
import { factsOf } from '../../src/run/facts.ts';
import { aDeployment, aRun } from '../builders.ts';

/*
 * What is shown of names: the words that tell configurations of one label apart.
 */

interface GivenRun {
  readonly path: string;
  readonly facts?: Readonly<Record<string, string>>;
  readonly gpus?: number | null;
}

/** The shown names of configurations, by path or with facts. */
function shown(...given: readonly (string | GivenRun)[]): (string | null)[] {
  const runs = given.map((one) => {
    const { path, facts = {}, gpus = null }: GivenRun = typeof one === 'string' ? { path: one } : one;
    const deployment = aDeployment({ gpus });
    return aRun({ file: `${path}/concurrency64.json`, deployment, facts: factsOf({ setup: Object.entries(facts) }) });
  });
  const identities = identitiesOf(runs, 'auto');
  return shownNames(runs.map((one) => identities.of(one)));
}

const fact = (facts: GivenRun['facts'], path = ''): GivenRun => ({ path, ...(facts === undefined ? {} : { facts }) });

describe('names', () => {
  test('one alone has to be told from nothing', () => {
    expect(shown('a-b')).toEqual([null]);
  });

  test.each([
    [
      ['sweep-a', 'sweep-b'],
      ['a', 'b'],
    ],
    [
      ['a-tuned', 'b-tuned'],
      ['a', 'b'],
    ],
    [
      ['x-a-y', 'x-b-y'],
      ['a', 'b'],
    ],
    [
      ['x-a-b-y', 'x-c-y'],
      ['a-b', 'c'],
    ],
    [
      ['no_ib', 'ib'],
      ['no_ib', 'ib'],
    ],
    [
      ['a-no_ib-x', 'a-ib-x'],
      ['no_ib', 'ib'],
    ],
    [
      ['a', 'a-b'],
      ['a', 'a-b'],
    ],
    [
      ['a-b', 'b'],
      ['a-b', 'b'],
    ],
    [
      ['block16', 'block32'],
      ['block16', 'block32'],
    ],
    [
      ['sweep/TP_8', 'sweep/tp4'],
      ['TP_8', 'tp4'],
    ],
    [
      ['a/b-x', 'a/c-x'],
      ['b', 'c'],
    ],
    [
      ['a=1.b', 'a=2.b'],
      ['a=1', 'a=2'],
    ],
    [
      ['p/a/q', 'p/b/c/q'],
      ['a', 'b/c'],
    ],
    [
      ['测试-甲', '测试-乙'],
      ['甲', '乙'],
    ],
  ])('%j are %j', (paths, expected) => {
    expect(shown(...paths)).toEqual(expected);
  });
});

describe('a name', () => {
  test('is never cut off to nothing', () => {
    for (const paths of [
      ['a-b-a', 'a'],
      ['a-a', 'a-a-a', 'a'],
      ['x-y', 'y', 'x'],
    ]) {
      const names = shown(...paths);
      expect(names.every((name) => name !== null && name !== '')).toBe(true);
      expect(new Set(names).size).toBe(paths.length);
    }
  });

  test('one without a name beside one with', () => {
    expect(shown('', 'tuned')).toEqual([null, 'tuned']);
    expect(shown('', 'tuned-a', 'tuned-b')).toEqual([null, 'a', 'b']);
  });
});

describe('facts, where names are alike', () => {
  test('the first that differs', () => {
    expect(shown(fact({ 'vllm --block-size': '16' }), fact({ 'vllm --block-size': '32' }))).toEqual([
      '--block-size=16',
      '--block-size=32',
    ]);
  });

  test('behind what differs in names', () => {
    const names = shown(fact({ x: '1' }, 'a-q'), fact({ x: '2' }, 'a-q'), fact({ x: '1' }, 'b-q'));
    expect(names).toEqual(['a x=1', 'a x=2', 'b']);
  });

  test('what is not stated is the default', () => {
    expect(shown(fact({}), fact({ 'vllm --eager': '' }))).toEqual(['default', '--eager']);
  });

  test('marked where more differ', () => {
    expect(shown(fact({ a: '1', b: '1' }), fact({ a: '2', b: '2' }))).toEqual(['a=1 …', 'a=2 …']);
  });

  test('a hash only where nothing says it in words', () => {
    const hash = (value: string) => ({ 'vllm cfg_id': value });
    expect(shown(fact(hash('1a2b3c4d5e6f')), fact(hash('ffffffffffff')))).toEqual(['vllm 1a2b3c4d', 'vllm ffffffff']);
    expect(shown(fact({ ...hash('1a'), x: '1' }), fact({ ...hash('2b'), x: '2' }))).toEqual(['x=1', 'x=2']);
  });

  test('GPUs in words', () => {
    const gpus = (count: number | null): GivenRun => ({ path: '', gpus: count });
    expect(shown(gpus(1), gpus(16), gpus(null))).toEqual(['1 GPU', '16 GPUs', 'unknown GPUs']);
  });

  test('a long one is cut off', () => {
    const [first] = shown(fact({ x: `a${'b'.repeat(500)}` }), fact({ x: 'c' }));
    expect(first).toHaveLength(40);
    expect(first).toMatch(/^x=ab+…$/);
  });

  test('numbered where what is shown of them is alike', () => {
    const long = (end: string) => fact({ x: `${'b'.repeat(200)}${end}` });
    const [one, other, third] = shown(long('1'), long('2'), fact({ x: 'c' }));
    expect(new Set([one, other, third]).size).toBe(3);
    expect([one, other]).toEqual([expect.stringMatching(/ #1$/), expect.stringMatching(/ #2$/)]);
  });
});

test('what is shown is unique, and stays the same in another order', () => {
  const given = [fact({ x: '1' }, 'a'), fact({ x: '2' }, 'a'), fact({}, 'b'), fact({ y: '1' }, 'b'), fact({}, '')];
  const names = shown(...given);
  expect(new Set(names).size).toBe(given.length);
  expect(shown(...given.toReversed()).toReversed()).toEqual(names);
});
