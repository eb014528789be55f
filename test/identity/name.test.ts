import { describe, expect, test } from 'vitest';
import { identitiesOf, type VariantMode } from '../../src/identity/identity.ts';
import { namesOf } from '../../src/identity/name.ts';
import { mayHoldReport } from '../../src/report/recognise.ts';
import { factsOf } from '../../src/run/facts.ts';
import type { Load } from '../../src/run/load.ts';
import type { Run } from '../../src/run/run.ts';
import { aLoad, aRun } from '../builders.ts';

/*
 * Names of several runs, read together: which of their numbers are the load, and what is left as the name of the setup.
 */

/** A run in files of these paths, `a/r.json` of a place `sweep` written as `sweep: a/r.json`. */
function run(paths: string | readonly string[], load: Load | number, overrides: Partial<Run> = {}): Run {
  const files = [paths].flat().map((path) => {
    const [place, inside] = path.includes(': ') ? path.split(': ') : ['', path];
    return { shown: inside ?? path, path: inside ?? path, place: place ?? '' };
  });
  return aRun({ files, load: typeof load === 'number' ? aLoad(load) : load, ...overrides });
}

/** The name of each run. */
function names(...runs: readonly Run[]): string[] {
  return namesOf(runs).all.map(({ text }) => text);
}

/** Names of runs at a concurrency each. */
function namesAt(loads: Readonly<Record<string, number>>): string[] {
  return names(...Object.entries(loads).map(([path, load]) => run(path, load)));
}

describe('a number is the load by its pattern', () => {
  test('of one sweep whose folders say it twice', () => {
    expect(namesAt({ '8/c8/x.json': 8, '16/c16/x.json': 16 })).toEqual(['x', 'x']);
  });

  test('and not where folders are two setups at two loads', () => {
    const loads = { '8/c8/x.json': 8, '8/c16/x.json': 16, '16/c8/x.json': 8, '16/c16/x.json': 16 };
    expect(namesAt(loads)).toEqual(['8 x', '8 x', '16 x', '16 x']);
  });

  test('of unknown keys, whose letters stay', () => {
    expect(namesAt({ 'a8/x.json': 8, 'a32/x.json': 32, 'b8/x.json': 8, 'b32/x.json': 32 })).toEqual([
      'a x',
      'a x',
      'b x',
      'b x',
    ]);
  });

  test.each([
    ['bare', ['8', '16']],
    ['under an unknown key', ['z8', 'z16']],
    ['in a file name', ['x-8', 'x-16']],
  ])('%s', (_, [one, other]) => {
    const [first, second] = namesAt({ [`${one}.json`]: 8, [`${other}.json`]: 16 });
    expect(first).toBe(second);
  });

  test('where it equals the rate, or the prompts', () => {
    const rate = (value: number) => aLoad(null, { rate: value });
    expect(names(run('2/x.json', rate(2)), run('4/x.json', rate(4)))).toEqual(['x', 'x']);
    const prompts = (value: number) => aLoad(8, { prompts: value });
    expect(names(run('p80/x.json', prompts(80)), run('p160/x.json', prompts(160)))).toEqual(['p x', 'p x']);
  });

  test('in decimals, with a point or without', () => {
    const rates = { '0.5/x.json': 0.5, '0p25/x.json': 0.25, '10/x.json': 10 };
    const runs = Object.entries(rates).map(([path, rate]) => run(path, aLoad(null, { rate })));
    expect(names(...runs)).toEqual(['x', 'x', 'x']);
  });

  test('but not once the rate and once the concurrency', () => {
    expect(names(run('8/x.json', 8), run('2/x.json', aLoad(null, { rate: 2 })))).toEqual(['8 x', '2 x']);
  });

  test('where any run of the pattern says otherwise it is a setup for all', () => {
    expect(namesAt({ '8/x.json': 8, '16/x.json': 16, '4/x.json': 64 })).toEqual(['8 x', '16 x', '4 x']);
  });

  test('but not under keys of something else', () => {
    expect(namesAt({ 'tp8/x.json': 8, 'tp4/x.json': 4 })).toEqual(['tp8 x', 'tp4 x']);
    expect(namesAt({ 'bs8/x.json': 8, 'gpu16/x.json': 16 })).toEqual(['bs8 x', 'gpu16 x']);
  });

  test('an estimate is no load', () => {
    const estimated = (value: number) => aLoad(value, { concurrencySource: 'estimated' });
    expect(names(run('8/x.json', estimated(8)), run('16/x.json', estimated(16)))).toEqual(['8 x', '16 x']);
  });

  test('where a word says the load already, one equal value may be chance', () => {
    expect(namesAt({ 'conc8/8/x.json': 8 })).toEqual(['8 x']);
    expect(namesAt({ '8/x.json': 8 })).toEqual(['x']);
  });

  test('llm-d-benchmark of old says concurrency and prompts behind its run', () => {
    const load = (concurrency: number, prompts: number) => aLoad(concurrency, { prompts });
    const file = 'results/bench_1768132346-a-run_8_320/x.json';
    expect(names(run(file, load(8, 320)), run(file.replace('8_320', '16_320'), load(16, 320)))).toEqual([
      'bench a x',
      'bench a x',
    ]);
  });
});

describe('repeats', () => {
  test('numbered, dated and by hash have one name', () => {
    const files = ['run-1', 'run (2)', 'rep3', '2026-05-01', '1768132346', 'a1b2c3d', '01', 'night-3'];
    expect(new Set(namesAt(Object.fromEntries(files.map((file) => [`a/${file}/x.json`, 8]))))).toEqual(
      new Set(['a x']),
    );
  });

  test('by letter are setups, also beside one without the word', () => {
    expect(namesAt({ 'run-a/x.json': 8, 'a/x.json': 8, 'run-b/x.json': 8 })).toEqual(['run a x', 'a x', 'run b x']);
  });

  // IDENTITY.md 4, “an integer with a leading zero” is a repeat word: the one that equals the load is taken for a setup.
  test('with leading zeros are repeats also where one equals the load', () => {
    expect(namesAt({ 'conc1/01/x.json': 1, 'conc1/02/x.json': 1, 'conc8/01/x.json': 8 })).toEqual(['x', 'x', 'x']);
  });

  test("and so is AIPerf's variation_0001 at a concurrency of 1", () => {
    const loads = { 'variation_0000_concurrency_2/x.json': 2, 'variation_0001_concurrency_1/x.json': 1 };
    expect(namesAt(loads)).toEqual(['variation x', 'variation x']);
  });
});

describe('from the place that was given down to the file', () => {
  test("folders and the name of the file count, its endings and a converter's words do not", () => {
    const files = ['a/benchmark_report,_b.json.yaml', 'a/benchmark_report_v0.2,_b.json_0.yaml', 'a/b.jsonl', 'a/b.yml'];
    expect(new Set(names(...files.map((file) => run(file, 8))))).toEqual(new Set(['a b']));
  });

  test.each('json jsonl ndjson yaml yml txt csv CSV'.split(' '))(
    'the ending .%s of a file that is read does not',
    (ending) => {
      expect(mayHoldReport(`result.${ending}`)).toBe(true);
      const files = [`result.${ending}`, `rep-11.${ending}`, `a/result.${ending}`, `a/b.${ending}`];
      expect(names(...files.map((file) => run(file, 8)))).toEqual(['', '', 'a', 'a b']);
    },
  );

  test('what the run states of itself says nothing', () => {
    const file = 'vllm-Llama-3.1-70B-Instruct-eager/x.json';
    expect(names(run(file, 8))).toEqual(['eager x']);
    expect(names(run(file, 8, { harness: 'aiperf', model: 'other/one' }))).toEqual([
      'vllm llama3.1 70b instruct eager x',
    ]);
  });

  test('an engine that is not its own is a setup', () => {
    const facts = factsOf({ environment: [['sglang version', '0.5']] });
    expect(names(run('sglang/x.json', 8, { facts }), run('trt/x.json', 8, { facts }))).toEqual(['x', 'trt x']);
  });

  test('a treatment goes before the path', () => {
    expect(names(run('a/x.json', 8, { treatment: 'tuned/fast' }))).toEqual(['tuned fast a x']);
  });

  test('and is not said again', () => {
    expect(names(run('tuned/x.json', 8, { treatment: 'tuned' }))).toEqual(['tuned x']);
  });

  test.each([
    ['tp8/tp8/x.json', 'tp8 x'],
    ['TP-8/tp_8/x.json', 'tp8 x'],
    ['1xtp4-1xtp4/x.json', '1xtp4 1xtp4 x'],
    ['a/a-b/x.json', 'a a b x'],
    ['a-b/a/b/x.json', 'a b a b x'],
    ['a/b/a/x.json', 'a b x'],
  ])('%s: what repeats an earlier folder as a whole says nothing again', (file, expected) => {
    expect(names(run(file, 8))).toEqual([expected]);
  });

  test('words are spelled in one way', () => {
    expect(new Set(namesAt({ 'TP_8/x.json': 8, 'tp-8/x.json': 8, 'tp=8/x.json': 8 }))).toEqual(new Set(['tp8 x']));
  });

  test('a plus behind a word is its own, and joins words elsewhere', () => {
    expect(namesAt({ 'prefix+/c8.json': 8, 'prefix-/c8.json': 8, 'tp8+ep8/c8.json': 8, 'conc+8/x.json': 8 })).toEqual([
      'prefix+',
      'prefix',
      'tp8 ep8',
      'x',
    ]);
  });

  test('names of some programs cannot break it', () => {
    expect(namesAt({ '__proto__/x.json': 8, 'constructor/x.json': 8 })).toEqual(['proto x', 'constructor x']);
  });

  test('nothing may be left', () => {
    expect(names(run('results/conc8.json', 8))).toEqual(['']);
    expect(names(run('', 8))).toEqual(['']);
  });
});

describe('a measurement in several files', () => {
  test('takes the name that most other runs share', () => {
    const copied = run(['zz/x.json', 'a-longer-name/x.json'], 8);
    const others = [run('a-longer-name/x.json', 16), run('a-longer-name/x.json', 32)];
    expect(new Set(names(copied, ...others))).toEqual(new Set(['a longer name x']));
    expect(names(copied)).toEqual(['zz x']);
  });

  test('else the shortest, in whatever order', () => {
    expect(names(run(['backup/a/x.json', 'a/x.json'], 8))).toEqual(['a x']);
    expect(names(run(['a/x.json', 'backup/a/x.json'], 8))).toEqual(['a x']);
  });

  test('two files of one name count once', () => {
    const twice = run(['b/run1/x.json', 'b/run2/x.json', 'a/x.json'], 8);
    expect(names(twice)).toEqual(['a x']);
  });
});

test('the order of runs changes no name', () => {
  const runs = [
    run('8/c8/x.json', 8),
    run('16/c8/x.json', 8),
    run(['a8/x.json', 'b/x.json'], 8),
    run('A_16/x.json', 16),
  ];
  const [forth, back] = [namesOf(runs), namesOf(runs.toReversed())];
  expect(forth.all).toEqual(back.all.toReversed());
});

test('how a name was read tells of each word', () => {
  const one = run('tp8-conc8/run-1/tp8/x.json', 8);
  const kinds = namesOf([one])
    .readOf(one)[0]
    ?.segments.map((words) => words.map(({ kind }) => kind));
  expect(kinds).toEqual([['setup', 'load'], ['repeat'], ['again'], ['setup']]);
});

describe('identities', () => {
  const key = (one: Run, mode: VariantMode = 'auto') => identitiesOf([one], mode).of(one).key;

  test('are label, name and a hash of facts', () => {
    expect(key(run('tuned/x.json', 8))).toMatch(/^2R-TP4 · tuned x · #[0-9a-f]{8}$/);
    expect(key(run('conc8.json', 8))).toMatch(/^2R-TP4 · #[0-9a-f]{8}$/);
  });

  test('of unlike facts are unlike, whatever lies beside', () => {
    const facts = (value: string) => factsOf({ setup: [['vllm --block-size', value]] });
    expect(key(run('x.json', 8, { facts: facts('16') }))).not.toBe(key(run('x.json', 8, { facts: facts('32') })));
  });

  test('have the folder that was given as further words', () => {
    const identity = (one: Run) => identitiesOf([one], 'auto').of(one);
    expect(identity(run('tuned-conc8: x.json', 8)).outer.text).toBe('tuned');
    expect(identity(run('tuned: x.json', 8)).key).toBe(identity(run('plain: x.json', 8)).key);
  });

  test.each([
    ['none', 'none' as const, '2R-TP4'],
    ['directory', 'directory' as const, '2R-TP4 · sweep.a'],
    ['an expression', /setup_(\w)/, '2R-TP4 · q'],
    ['one that does not match', /never(\w)/, '2R-TP4'],
  ])('by %s', (_, mode, expected) => {
    const one = run('sweep.a/setup_q/x.json', 8, { treatment: 'tuned' });
    expect(key(one, mode).replace(/ · #[0-9a-f]{8}$/, '')).toBe(expected);
  });

  test('by other modes than auto ask for names alone, and for the number of GPUs', () => {
    const facts = factsOf({ setup: [['vllm --block-size', '16']] });
    expect(key(run('a/b/x.json', 8, { facts }), 'none')).toBe(key(run('c/d/x.json', 8), 'none'));
  });
});
