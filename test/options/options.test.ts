import { describe, expect, test } from 'vitest';
import { namingIn, parseOptions, type RawOptions } from '../../src/options.ts';
import { complaintOf } from './complaint.ts';

const parse = (...places: readonly RawOptions[]) =>
  parseOptions([...places, { reports: ['results'] }].map((values) => ({ values, nameOf: (name) => `--${name}` })));

/** What the user is told. */
const complaint = (options: RawOptions) => complaintOf(() => parse(options));

test('defaults', () => {
  expect(parse({})).toEqual({
    reports: ['results'],
    output: 'pareto-report',
    'user-throughput': 'concurrency',
    variant: 'auto',
    only: null,
    'length-tolerance': 0.05,
    gpus: null,
    accelerator: null,
    label: null,
    filter: [],
    plots: null,
    html: 'auto',
    junit: null,
    export: [],
    baseline: [],
    'baseline-runs': 5,
    thresholds: { bounds: [], freed: [], doubts: [] },
    'fail-on': ['regression', 'not-comparable', 'baseline-error'],
    overrides: [],
    statements: [],
    slo: { bounds: [], doubts: [] },
    at: [],
    price: [],
    effects: null,
    accept: [],
    shared: { price: false, bounded: new Set() },
  });
});

test('empty means the default', () => {
  const names = Object.keys(parse({})).filter((name) => name !== 'reports');
  for (const empty of ['', null, undefined, []]) {
    expect(parse(Object.fromEntries(names.map((name) => [name, empty])))).toEqual(parse({}));
  }
});

test('lists are texts, separated by lines, and by commas where no item can hold one', () => {
  const { reports, filter, baseline } = parse({
    reports: 'a,b\n c \n',
    filter: 'model={*70B*,*8B*}, harness=vllm*',
    baseline: ['x,y', 'z\nw'],
  });
  expect(reports).toEqual(['a,b', 'c']);
  expect(filter).toEqual([
    { key: 'model', glob: '{*70B*,*8B*}' },
    { key: 'harness', glob: 'vllm*' },
  ]);
  expect(baseline).toEqual(['x,y', 'z', 'w']);
});

test('a mistake names the option as it is called in the place that gives it', () => {
  const places = [
    { values: { gpus: 8 }, nameOf: (name: string) => `--${name}` },
    { values: { label: 'x', gpus: 4 }, nameOf: (name: string) => `c.yml: ${name}` },
  ];
  expect(['gpus', 'label', 'output'].map(namingIn(places))).toEqual(['--gpus', 'c.yml: label', '--output']);
});

describe('a misspelt word is answered with the one that was meant', () => {
  test.each<[string, unknown, string]>([
    ['user-throughput', 'concurency', 'concurrency'],
    ['only', 'agregated', 'aggregated'],
    ['html', 'non', 'none'],
    ['plots', 'tradoff', 'tradeoff'],
    ['variant', 'directry', 'directory'],
    ['fail-on', 'regresion', 'regression'],
    ['fail-on', 'nevr', 'never'],
    ['effects', 'of', 'off'],
    ['filter', 'modle=*70B*', 'model'],
    ['filter', 'model=a, harnes=b', 'harness'],
    ['thresholds', 'TTFT-P99=+20%', 'ttft-p99'],
    ['thresholds', 'fornt@30=-5%', 'front@30'],
    ['thresholds', 'frnt@50=-5%', 'front@50'],
    ['thresholds', 'fornt@fast=-5%', 'front@50'],
    ['slo', { 'tttft-p99': '<= 2000' }, 'ttft-p99'],
    ['overrides', [{ configuraton: 'x', thresholds: ['ttft=+5%'] }], 'configuration'],
    ['overrides', [{ match: 'a/**', acelerator: 'H100' }], 'accelerator'],
    ['overrides', [{ configuration: 'x', thresholds: { tftt: '+5%' } }], 'ttft'],
    ['accept', [{ metrc: 'ttft', bound: '+20%', reason: 'x', until: '2026-12-31' }], 'metric'],
    ['accept', [{ metric: 'tftt', bound: '+20%', reason: 'x', until: '2026-12-31' }], 'ttft'],
  ])('%s = %j', (name, value, meant) => {
    expect(complaint({ [name]: value })).toContain(`did you mean ${meant}?`);
  });
});

describe('a bad value names the option, what it takes and what was found', () => {
  test.each<[string, unknown, string]>([
    ['user-throughput', 'itl', 'concurrency or tpot'],
    ['only', 'both', 'aggregated or disaggregated'],
    ['plots', 'None', 'all, none, or a list of tradeoff, ttft, '],
    ['plots', true, 'all, none, or a list of tradeoff, ttft, '],
    ['html', 'all', 'auto or none'],
    ['html', false, 'auto or none'],
    ['gpus', 'eight', 'a whole number above 0'],
    ['gpus', '0', 'a whole number above 0'],
    ['gpus', '-8', 'a whole number above 0'],
    ['gpus', '1.5', 'a whole number above 0'],
    ['gpus', ' ', 'a whole number above 0'],
    ['gpus', '1e999', 'a whole number above 0'],
    ['gpus', '0x10', 'a whole number above 0'],
    ['gpus', '0b1', 'a whole number above 0'],
    ['baseline-runs', '0o7', 'a whole number from 1'],
    ['length-tolerance', '0x0', 'a number from 0 to below 1'],
    ['gpus', true, 'a whole number above 0'],
    ['baseline-runs', '0', 'a whole number from 1'],
    ['baseline-runs', '2.5', 'a whole number from 1'],
    ['baseline-runs', 'all', 'a whole number from 1'],
    ['length-tolerance', '1', 'a number from 0 to below 1'],
    ['length-tolerance', '-0.1', 'a number from 0 to below 1'],
    ['length-tolerance', '5%', 'a number from 0 to below 1'],
    ['length-tolerance', 'NaN', 'a number from 0 to below 1'],
    ['variant', '(', 'a regular expression with a group'],
    ['variant', 'run_(?:a|b)', 'a regular expression with a group'],
    ['variant', 'auto ', 'a regular expression with a group'],
    ['accelerator', 80, 'text'],
    ['label', '1R-TP4/1P-TP1', 'a configuration such as 2R-TP4, or 1P-TP8/1D-TP8 of prefill and decode'],
    ['output', false, 'text'],
  ])('%s = %j', (name, value, takes) => {
    const message = complaint({ [name]: value });
    expect(message).toMatch(new RegExp(`^--${name}: expected `));
    expect(message).toContain(takes);
    expect(message).toContain(`found “${value}”`);
    expect(message).not.toMatch(/Invalid|received|undefined|\[object/);
  });

  test.each<[string, unknown]>([
    ['filter', ['70B']],
    ['filter', ['gpus=8']],
    ['filter', ['model=']],
    ['filter', ['=x']],
    ['filter', [7]],
    ['filter', { model: 'x' }],
    ['reports', 8],
    ['reports', [3]],
  ])('%s = %j', (name, value) => {
    const message = complaint({ [name]: value });
    expect(message).toMatch(new RegExp(`^--${name}: expected (a path|KEY=GLOB)`));
    expect(message).not.toMatch(/Invalid|received|\[object/);
  });

  test('no report at all', () => {
    expect(() => parseOptions([{ values: {}, nameOf: (name) => (name === 'reports' ? 'PATH' : name) }])).toThrow(
      /^PATH: expected at least one .*, found nothing$/,
    );
  });
});

describe('values', () => {
  test('numbers may be text', () => {
    expect(parse({ gpus: ' 16 ', 'length-tolerance': '0' })).toMatchObject({ gpus: 16, 'length-tolerance': 0 });
    expect(parse({ gpus: 16, 'length-tolerance': 0.5 })).toMatchObject({ gpus: 16, 'length-tolerance': 0.5 });
  });

  test('filters are a key and a glob, blanks around them left out', () => {
    expect(parse({ filter: ['model=*70B*', ' harness = a=b ', 'configuration=1P-TP8/*'] }).filter).toEqual([
      { key: 'model', glob: '*70B*' },
      { key: 'harness', glob: 'a=b' },
      { key: 'configuration', glob: '1P-TP8/*' },
    ]);
  });

  test('a variant is a word or a regular expression', () => {
    expect(parse({ variant: 'directory' }).variant).toBe('directory');
    expect(parse({ variant: 'setup_(\\w+)/' }).variant).toEqual(/setup_(\w+)\//);
  });
});

describe('plots', () => {
  test.each<[unknown, readonly string[] | null]>([
    ['', null],
    ['none', []],
    [
      'all',
      [
        'tradeoff',
        'ttft',
        'ttft-p99',
        'tpot',
        'tpot-p99',
        'e2el',
        'e2el-p99',
        'total',
        'cost',
        'energy',
        'latency',
        'trend',
      ],
    ],
    ['ttft, tradeoff', ['tradeoff', 'ttft']],
    ['e2el-p99\ntrend\n', ['e2el-p99', 'trend']],
    [
      ['latency', 'ttft'],
      ['ttft', 'latency'],
    ],
  ])('%j', (plots, kinds) => {
    expect(parse({ plots }).plots).toEqual(kinds);
  });

  test.each([
    ['tradeof', '; did you mean tradeoff?'],
    ['ttft, e2e', 'found “e2e”; did you mean e2el?'],
    ['ttft, all', 'found ttft, all; leave out all or the others'],
    ['trade, non', 'found “trade”'],
    ['non', 'did you mean none?'],
    ['something-else', 'found “something-else”'],
  ])('%j is a mistake that names what was meant', (plots, end) => {
    expect(() => parse({ plots })).toThrow(new RegExp(`${end.replace('?', '\\?')}$`));
  });
});

test('the first place that has an option wins', () => {
  const flags = { gpus: '8', label: '', filter: [] };
  const config = { gpus: 4, label: '1R-TP4', filter: ['model=a'], plots: 'none' };
  expect(parse(flags, config)).toMatchObject({
    gpus: 8,
    label: '1R-TP4',
    filter: [{ key: 'model', glob: 'a' }],
    plots: [],
  });
  expect(parseOptions([['a', 'b'], ['c']].map((reports) => ({ values: { reports }, nameOf: String }))).reports).toEqual(
    ['a', 'b'],
  );
});
