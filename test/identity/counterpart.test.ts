import { describe, expect, test } from 'vitest';
import { type ConfigurationTraits, counterpartsOf } from '../../src/identity/counterpart.ts';
import { factSet, hashOf } from '../../src/run/facts.ts';

/*
 * Which configurations of one scenario are taken for the same on both sides, and why: IDENTITY.md 5.
 */

type GivenTraits = Partial<ConfigurationTraits> & { readonly of?: Readonly<Record<string, string>> };

/** A configuration by its name; `of` are its facts. */
function one(
  name: string,
  { of = {}, label = '2R-TP4', outer = name, ...rest }: GivenTraits = {},
): ConfigurationTraits {
  const facts = factSet(Object.entries(of));
  return { label, name, outer, facts, key: `${label} · ${name} · ${hashOf(facts).slice(0, 8)}`, ...rest };
}

const shown = ({ label, name }: ConfigurationTraits) => (label === '2R-TP4' ? name : `${label} ${name}`);

/** `a = b (name)`, `- c`, `+ d`; the same whatever the order. */
function matched(baseline: readonly ConfigurationTraits[], candidate: readonly ConfigurationTraits[]): string[] {
  const texts = (before: readonly ConfigurationTraits[], after: readonly ConfigurationTraits[]) => {
    const { pairs, missing, added } = counterpartsOf(before, after);
    return [
      ...pairs.map((pair) => `${shown(pair.baseline)} = ${shown(pair.candidate)} (${pair.reason})`),
      ...missing.map((item) => `- ${shown(item)}`),
      ...added.map((item) => `+ ${shown(item)}`),
    ].sort();
  };
  const told = texts(baseline, candidate);
  expect(texts(baseline.toReversed(), candidate)).toEqual(told);
  expect(texts(baseline, candidate.toReversed())).toEqual(told);
  return told;
}

/** The same with the sides swapped. */
function mirrored(baseline: readonly ConfigurationTraits[], candidate: readonly ConfigurationTraits[]): string[] {
  return matched(candidate, baseline)
    .map((text) => text.replace(/^(.*) = (.*) \(/, '$2 = $1 ('))
    .map((text) => text.replace(/^[-+]/, (sign) => (sign === '-' ? '+' : '-')))
    .sort();
}

describe('in this order', () => {
  test('equal keys', () => {
    expect(matched([one('a'), one('b')], [one('b'), one('a')])).toEqual(['a = a (key)', 'b = b (key)']);
  });

  test('then equal names with other facts', () => {
    const [old, now] = [one('a', { of: { x: '1' } }), one('a', { of: { x: '2' } })];
    expect(matched([old], [now])).toEqual(['a = a (name)']);
  });

  test('an equal key before an equal name', () => {
    const [plain, other] = [one('a', { of: { x: '1' } }), one('a', { of: { x: '2' } })];
    expect(matched([plain], [other, plain])).toEqual(['+ a', 'a = a (key)']);
  });

  test('then equal facts with another name', () => {
    expect(matched([one('a', { of: { x: '1' } })], [one('b', { of: { x: '1' } })])).toEqual(['a = b (facts)']);
  });

  test('a name before facts', () => {
    const old = one('a', { of: { x: '1' } });
    expect(matched([old], [one('b', { of: { x: '1' } }), one('a', { of: { x: '2' } })])).toEqual([
      '+ b',
      'a = a (name)',
    ]);
  });

  test('then the name of the folder that was given', () => {
    const single = one('', { outer: 'a' });
    expect(matched([single], [one('a'), one('b')])).toEqual([' = a (place)', '+ b']);
    expect(matched([one('a'), one('b')], [single])).toEqual(['- b', 'a =  (place)']);
  });
});

describe('what is not unique on its side is no counterpart', () => {
  test('by name', () => {
    const [x, y, z] = ['1', '2', '3'].map((value) => one('a', { of: { x: value } }));
    expect(matched([x, y, one('k')] as ConfigurationTraits[], [z, one('k')] as ConfigurationTraits[])).toEqual(
      ['+ a', '- a', '- a', 'k = k (key)'].sort(),
    );
  });

  test('by facts, where those that have a counterpart count too', () => {
    const facts = { of: { x: '1' } };
    expect(matched([one('a', facts), one('k', facts)], [one('b', facts), one('k', facts)])).toEqual(
      ['+ b', '- a', 'k = k (key)'].sort(),
    );
  });

  test('by place', () => {
    const singles = [one('', { outer: 'a', of: { x: '1' } }), one('', { outer: 'a', of: { x: '2' } }), one('k')];
    expect(matched(singles, [one('a', { of: { x: '3' } }), one('k')])).toEqual(
      ['+ a', '- ', '- ', 'k = k (key)'].sort(),
    );
  });
});

describe('facts', () => {
  test('that one side does not state are no difference between the sides', () => {
    expect(matched([one('a', { of: { x: '1' } })], [one('b')])).toEqual(['a = b (facts)']);
    expect(matched([one('a')], [one('b', { of: { x: '1', y: '2' } })])).toEqual(['a = b (facts)']);
  });

  test('that differ are no agreement', () => {
    const [old, now] = [one('a', { of: { x: '1' } }), one('b', { of: { x: '2' } })];
    expect(matched([old, one('k')], [now, one('k')])).toEqual(['+ b', '- a', 'k = k (key)'].sort());
  });

  test('but the number of GPUs tell nothing of what is not labelled', () => {
    const unknown = { label: 'unknown', of: { gpus: '8' } };
    const key = { label: 'unknown', of: { gpus: '4' } };
    const told = ['+ unknown b', '- unknown a', 'unknown k = unknown k (key)'];
    expect(matched([one('a', unknown), one('k', key)], [one('b', unknown), one('k', key)])).toEqual(told);
    const labelled = { of: { gpus: '8' } };
    expect(matched([one('a', labelled), one('k', key)], [one('b', labelled), one('k', key)])).toContain(
      'a = b (facts)',
    );
  });
});

describe('labels', () => {
  test('that are unlike never meet', () => {
    expect(matched([one('a')], [one('a', { label: '4R-TP2' })])).toEqual(['+ 4R-TP2 a', '- a']);
  });

  test('an unknown one meets any', () => {
    expect(matched([one('a', { label: 'unknown' })], [one('a')])).toEqual(['unknown a = a (key)']);
  });

  test('after equal ones', () => {
    const baseline = [one('a', { label: 'unknown' }), one('a')];
    expect(matched(baseline, [one('a')])).toEqual(['- unknown a', 'a = a (key)']);
  });

  test('and not where it may be either of two', () => {
    const unknown = one('a', { label: 'unknown' });
    expect(matched([unknown], [one('a'), one('a', { label: '4R-TP2' })])).toEqual(
      ['+ 4R-TP2 a', '+ a', '- unknown a'].sort(),
    );
  });
});

describe('likeness', () => {
  const facts = (x: string, y: string) => ({ of: { x, y } });

  test('counts where no key is equal: what has the most in common', () => {
    const baseline = [one('a fast', facts('1', '1')), one('b fast', facts('2', '2'))];
    const candidate = [one('a slow', facts('1', '3')), one('b slow', facts('2', '3'))];
    expect(matched(baseline, candidate)).toEqual(['a fast = a slow (likeness)', 'b fast = b slow (likeness)']);
  });

  test('not where any key of the scenario is equal, also of another label', () => {
    const baseline = [one('a fast', facts('1', '1')), one('k', { label: '1R-TP1' })];
    const candidate = [one('a slow', facts('1', '3')), one('k', { label: '1R-TP1' })];
    expect(matched(baseline, candidate)).toEqual(['+ a slow', '- a fast', '1R-TP1 k = 1R-TP1 k (key)'].sort());
  });

  test('counts beside pairs by name', () => {
    const baseline = [one('same', facts('1', '1')), one('a fast', facts('2', '2'))];
    const candidate = [one('same', facts('9', '9')), one('a slow', facts('2', '3'))];
    expect(matched(baseline, candidate)).toEqual(['a fast = a slow (likeness)', 'same = same (name)']);
  });

  test('leaves what is equally like to two', () => {
    const baseline = [one('a b', facts('1', '1'))];
    const candidate = [one('a c', facts('2', '2')), one('b c', facts('3', '3'))];
    expect(matched(baseline, candidate)).toEqual(['+ a c', '+ b c', '- a b'].sort());
  });

  test('takes the last pair, with nothing in common', () => {
    expect(matched([one('a', facts('1', '1'))], [one('b', facts('2', '2'))])).toEqual(['a = b (likeness)']);
  });

  test('and the last pair after the likest ones', () => {
    const baseline = [one('a fast', facts('1', '1')), one('q', facts('7', '7'))];
    const candidate = [one('a slow', facts('1', '3')), one('z', facts('8', '8'))];
    expect(matched(baseline, candidate)).toEqual(['a fast = a slow (likeness)', 'q = z (likeness)']);
  });

  test('is asked again of what is left', () => {
    const baseline = [one('a b c', facts('1', '1')), one('a b', facts('2', '2'))];
    const candidate = [one('a b c d', facts('3', '3')), one('a b e', facts('4', '4'))];
    expect(matched(baseline, candidate)).toEqual(['a b = a b e (likeness)', 'a b c = a b c d (likeness)']);
  });
});

test('every rule is the same with the sides swapped', () => {
  const facts = (x: string) => ({ of: { x } });
  const baseline = [
    one('a', facts('1')),
    one('b', facts('2')),
    one('', { outer: 'p', of: { x: '9' } }),
    one('c', facts('4')),
  ];
  const candidate = [one('b', facts('3')), one('z', facts('1')), one('p', facts('8')), one('y', facts('5'))];
  expect(mirrored(baseline, candidate)).toEqual(matched(baseline, candidate));
});

test('of nothing there is nothing', () => {
  expect(matched([], [])).toEqual([]);
  expect(matched([one('a')], [])).toEqual(['- a']);
});
