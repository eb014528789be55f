import { describe, expect, test } from 'vitest';
import { isEmpty } from '../../src/config.ts';
import { counterpartsOf } from '../../src/identity/counterpart.ts';
import { likeFigures } from '../../src/identity/figures.ts';
import { shownNames } from '../../src/identity/shown.ts';
import { wordsIn } from '../../src/identity/wordreader.ts';
import { loadFaces } from '../../src/plot/font.ts';
import { wrap } from '../../src/plot/wrap.ts';
import { Findings } from '../../src/report/finding.ts';
import { located } from '../../src/report/read.ts';
import { parse } from '../../src/report/yaml.ts';
import { append } from '../../src/run/append.ts';
import { largestOf, smallestOf } from '../../src/run/extent.ts';
import { factSet } from '../../src/run/facts.ts';
import { scenarioIds } from '../../src/scenario/slug.ts';
import { Statements } from '../../src/statements.ts';
import { aLoad, aMeasurement, aRun } from '../builders.ts';
import { expectLinear } from './growth.ts';

const { bold } = await loadFaces();

const many = <Item>(count: number, make: (index: number) => Item) => Array.from({ length: count }, (_, i) => make(i));

describe('time grows with size, not with its square:', () => {
  test.each([
    ['a flow sequence that never ends', (size: number) => `[${'a: b, '.repeat(size)}`],
    ['closing brackets', (size: number) => `{${'}'.repeat(size)}`],
    ['tags of nothing', (size: number) => '! '.repeat(size)],
    ['keys of a mapping that breaks off', (size: number) => `{${many(size, (i) => `"k${i}": 1, `).join('')}`],
  ])('%s', async (_, text) => {
    await expectLinear(40_000, (size) => expect(parse(text(size))).toHaveProperty('unreadable'));
  });

  test('blank lines of a config file', async () => {
    await expectLinear(20_000, (size) => expect(isEmpty('\n'.repeat(size))).toBe(true));
  });

  test('places of as many keys', async () => {
    await expectLinear(4000, (size) => {
      const findings = new Findings();
      for (const key of many(size, (i) => `k${i}`)) findings.warn('unknown-key', [key], key);
      expect(located('f.yaml', many(size, (i) => `k${i}: 1\n`).join(''), findings)).toHaveLength(size);
    });
  });

  test('entries of one file with like figures', async () => {
    const latency = { mean: 12.5, p50: null, p90: null, p95: null, p99: null };
    const run = aRun({
      measured: aMeasurement({ ttft: latency, e2el: latency, itl: latency, outputThroughput: 99.5 }),
    });
    await expectLinear(8000, (size) => {
      expect(likeFigures(many(size, (i) => ({ path: 'f.jsonl', run: { ...run, load: aLoad(i + 1) } })))).toEqual([]);
    });
  });

  test('names that are alike, and facts that tell them apart', async () => {
    const name = { setup: [], text: '' };
    await expectLinear(2500, (size) => {
      const shown = shownNames(many(size, (i) => ({ name, facts: factSet([['--x', String(i)]]) })));
      expect(new Set(shown).size).toBe(size);
    });
  });

  test('configurations of equal names on both sides', async () => {
    const side = (size: number) =>
      many(size, (i) => ({ label: `l${i}`, key: `k${i}`, name: `n${i}`, outer: '', facts: factSet([]) }));
    await expectLinear(1500, (size) => expect(counterpartsOf(side(size), side(size)).pairs).toHaveLength(size));
  });

  test('scenarios of one id', async () => {
    const one = { model: 'm', accelerator: 'H100', harness: 'h', quantization: null, prefix: null, isl: 1, osl: 1 };
    await expectLinear(4000, (size) => expect(new Set(scenarioIds(many(size, () => one))).size).toBe(size));
  });

  test('folders that state something', async () => {
    await expectLinear(2000, (size) => {
      const statements = new Statements([]);
      for (const folder of many(size, (i) => `f${i}/`)) {
        statements.add([{ match: null, folder, place: null } as never], true);
      }
      for (const folder of many(size, (i) => `f${i}/`)) expect(statements.on([`${folder}x.yaml`])).toHaveLength(1);
    });
  });

  test('lines of a name that may break everywhere', async () => {
    await expectLinear(8000, (size) => expect(wrap('a/'.repeat(size), 800, bold, 20)).toHaveLength(2));
  });

  test.each(['a', 'a-', 'a1', 'dpatrue_x_conc1_', '1.'])('words of a name of %s', async (part) => {
    await expectLinear(10_000, (size) => wordsIn(part.repeat(size), { load: aLoad(8), fillers: [] }));
  });
});

test('lists have no length that overflows the stack', () => {
  const numbers = many(300_000, (i) => i);
  const all: number[] = [];
  append(all, numbers);
  expect([all.length, largestOf(all), smallestOf(all)]).toEqual([300_000, 299_999, 0]);
});
