import { describe, expect, test } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { parseOptions, type RawOptions } from '../../src/options.ts';

const parse = (...places: readonly RawOptions[]) =>
  parseOptions(
    [...places, { reports: ['results'] }].map((values) => ({ values, nameOf: (option: string) => `--${option}` })),
  );
const bounds = (...lines: readonly string[]) =>
  parse({ thresholds: lines }).thresholds.bounds.map(({ metric, text }) => `${metric} ${text}`);
const refused = (options: RawOptions) => {
  try {
    parse(options);
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
  throw new Error('accepted');
};

test('a misspelt metric is answered with the one that is meant alone', () => {
  expect(refused({ thresholds: ['tftt=+5%'] })).toBe('--thresholds: unknown metric “tftt”: did you mean ttft?');
});

test.each<[RawOptions[string], string]>([
  [['cost@-3<=4'], 'expected a speed above 0 after cost@, such as cost@50, found “-3”'],
  [['cost@=+5%'], 'expected a speed above 0 after cost@, such as cost@50, found “”'],
  [['cost<4'], 'expected <= or >=, found “cost<4”; write cost<=4'],
  [['output-throughput > 500'], 'expected <= or >=, found “output-throughput > 500”; write output-throughput>=500'],
  [{ cost: '< 4' }, 'found “< 4”; write <= 4'],
])('%j is answered with what to write', (thresholds, told) => {
  expect(refused({ thresholds })).toContain(told);
});

describe('thresholds', () => {
  test.each([
    ['output-throughput=-10%', 'output-throughput -10%'],
    ['ttft-p99=+15%', 'ttft-p99 +15%'],
    ['throughput-per-gpu>=500', 'throughput-per-gpu >= 500'],
    ['ttft-p99<=200', 'ttft-p99 <= 200'],
    ['throughput-per-gpu=>= 500', 'throughput-per-gpu >= 500'],
    ['  ttft-p99 = <= 2e3 ', 'ttft-p99 <= 2000'],
    ['front = -7.5%', 'front -7.5%'],
    ['front@50=-5%', 'front@50 -5%'],
    ['front@7.50>=100', 'front@7.5 >= 100'],
    ['capacity=-15%', 'capacity -15%'],
    ['curve = -15%', 'curve -15%'],
  ])('%s is read', (line, bound) => {
    expect(bounds(line)).toEqual([bound]);
  });

  test('a mapping is the same as lines, and a metric may have several bounds', () => {
    const thresholds = { 'ttft-p99': ['+15%', '<= 2000'], front: 'off' };
    expect(parse({ thresholds }).thresholds).toMatchObject({ freed: ['front'], doubts: [] });
    expect(parse({ thresholds }).thresholds.bounds).toEqual(
      parse({ thresholds: ['ttft-p99=+15%', 'ttft-p99<=2000'] }).thresholds.bounds,
    );
  });

  test('lines of one text are the same as a list of lines', () => {
    const text = 'ttft-p99=+15%\n\n  ttft-p99 <= 2000\n';
    expect(parse({ thresholds: text }).thresholds).toEqual(
      parse({ thresholds: ['ttft-p99=+15%', 'ttft-p99<=2000'] }).thresholds,
    );
    const merged = parse({ thresholds: 'ttft=+5%' }, { thresholds: 'ttft=+50%\ne2el=+20%' });
    expect(merged.thresholds.bounds.map(({ metric, text: bound }) => `${metric} ${bound}`)).toEqual([
      'ttft +5%',
      'e2el +20%',
    ]);
  });

  test.each([
    ['a text', 'ttft-p99=+15%, ttft-p99 <= 2000'],
    ['an item of a list', ['ttft-p99=+15%,ttft-p99 <= 2000,']],
    ['a mapping', { 'ttft-p99': '+15%, <= 2000' }],
  ])('commas separate too, since no bound can hold one: %s', (_, thresholds) => {
    expect(parse({ thresholds }).thresholds).toEqual(
      parse({ thresholds: ['ttft-p99=+15%', 'ttft-p99<=2000'] }).thresholds,
    );
  });

  test('a flag replaces the metric in the config file, and leaves its others', () => {
    const merged = parse({ thresholds: ['ttft=+5%'] }, { thresholds: { ttft: '+50%', e2el: '+20%' } });
    expect(merged.thresholds.bounds.map(({ metric, text }) => `${metric} ${text}`)).toEqual(['ttft +5%', 'e2el +20%']);
  });

  test.each([
    [['throughput=-10%'], '--thresholds: unknown metric “throughput”: metrics are throughput-per-user, '],
    [['output-throughput'], 'expected -10% (largest fall), +15% (largest rise), >= 500 or <= 200, found “”'],
    [['output-throughput=10%'], 'found “10%”'],
    [['front=-7,5%'], 'found “-7”'],
    [['output-throughput-10%'], 'unknown metric “output-throughput-10%”: did you mean output-throughput?'],
    [['output-throughput off'], 'unknown metric “output-throughput off”'],
    [['output-throughput=-150%'], 'can never be exceeded'],
    [['front>=5'], 'front takes a change'],
    [['capacity>=500'], 'capacity takes a change'],
    [['front@0=-5%'], 'expected a speed above 0 after front@, such as front@50, found “0”'],
    [['front@fast=-5%'], 'expected a speed above 0 after front@, such as front@50, found “fast”'],
    [['front@50=+5%'], 'lets every loss pass: write -5%'],
    [['ttft=+5%', 'ttft=+6%'], 'expected one bound of a kind, found +5% and +6%'],
    [['ttft>=500', 'ttft<=200'], 'no value is both >= 500 and <= 200'],
  ])('%j is refused', (thresholds, sentence) => {
    expect(refused({ thresholds })).toContain(sentence);
  });

  test.each([
    ['ttft>=200', 'did you mean <= 200?'],
    ['throughput-per-gpu<=120', 'did you mean >= 120?'],
    ['failure-rate<=5', 'did you mean <= 0.05?'],
  ])('%s stands, and is doubted', (line, question) => {
    const { thresholds } = parse({ thresholds: [line] });
    expect(thresholds.bounds).toHaveLength(1);
    expect(thresholds.doubts.join()).toContain(question);
  });
});

test.each([
  [
    { configuration: '1P-*', thresholds: { 'front@50': '-5%' } },
    'front@50 is of a whole scenario: leave out configuration',
  ],
  [{ concurrency: 8, thresholds: { capacity: 'off' } }, 'capacity is of a whole configuration: leave out concurrency'],
])('%j is refused', (override, sentence) => {
  expect(refused({ overrides: [override] })).toContain(sentence);
});

test('a curve may be bounded for a configuration, a reading for a scenario', () => {
  const overrides = [
    { configuration: '1P-*', thresholds: { curve: '-5%' } },
    { scenario: 'llama*', thresholds: { 'front@50': 'off' } },
  ];
  expect(parse({ overrides }).overrides).toHaveLength(2);
  expect(refused({ slo: { 'front@50': '>= 100' } })).toContain('an objective is on a metric of points');
});

test.each([
  [30, [30]],
  ['30', [30]],
  ['50, 30\n20', [20, 30, 50]],
  [
    ['30', '30.0', 7.5],
    [7.5, 30],
  ],
  ['', []],
])('at %j reads the front there', (at, speeds) => {
  expect(parse({ at }).at).toEqual(speeds);
});

test.each([['fast'], [0], [-30], [['30', 'x']], ['30 tok/s']])('at %j is refused', (at) => {
  expect(refused({ at })).toContain('--at: expected a number of tok/s/user above 0, or a list of them, found “');
});

test.each([[1e300], ['1e300'], ['1e-7']])('%s is no speed, be it alone or after front@', (speed) => {
  const range = 'from 0.000001 to 1000000000000000';
  expect(refused({ at: speed })).toBe(`--at: expected a number of tok/s/user ${range}, found “${speed}”`);
  expect(refused({ thresholds: `front@${speed}=-5%` })).toContain(`expected a speed ${range} after front@, such as`);
});

test('a speed is written alike wherever it is', () => {
  expect(parse({ at: '3e1,0.5' }).at).toEqual([0.5, 30]);
  expect(bounds('front@3e1=-5%')).toEqual(['front@30 -5%']);
  expect(refused({ at: '0x1e' })).toContain('expected a number of tok/s/user above 0, or a list of them, found “0x1e”');
  expect(refused({ thresholds: 'front@0x1e=-5%' })).toContain('expected a speed above 0 after front@');
});

describe('the sign of a bound', () => {
  test.each([
    ['output-throughput=+10%', '+10% bounds a rise, which is better here, and lets every loss pass: write -10%'],
    ['front=+7%', 'write -7%'],
    ['ttft=-5%', '-5% bounds a fall, which is better here, and lets every loss pass: write +5%'],
    ['failure-rate=-0%', 'write +0%'],
  ])('%s lets every loss pass, and is refused wherever it is written', (line, sentence) => {
    const [metric = '', bound = ''] = line.split('=');
    expect(refused({ thresholds: [line] })).toContain(sentence);
    expect(refused({ overrides: [{ scenario: '*', thresholds: { [metric]: bound } }] })).toContain(sentence);
    expect(refused({ accept: [{ metric, bound, reason: 'known', until: '2027-01-01' }] })).toContain(sentence);
  });

  test.each(['duration=+10%', 'duration=-10%', 'osl=+1%', 'isl=-1%'])(
    '%s: what has no better way may be bounded both ways',
    (line) => expect(bounds(line)).toEqual([line.replace('=', ' ')]),
  );
});

describe('fail-on', () => {
  test.each([
    ['regression,missing', ['regression', 'missing']],
    ['regression\nmissing-baseline', ['regression', 'missing-baseline']],
    [
      ['regression', 'inconclusive,rejected-report'],
      ['regression', 'inconclusive', 'rejected-report'],
    ],
    ['never', []],
    ['baseline-error', ['baseline-error']],
    ['', ['regression', 'not-comparable', 'baseline-error']],
    [[''], ['regression', 'not-comparable', 'baseline-error']],
  ])('%j', (given, failures) => {
    expect(parse({ 'fail-on': given })['fail-on']).toEqual(failures);
  });

  test.each([['never,missing'], ['missing\nnever'], [['never', 'regression', 'missing']]])(
    'of %j it is said that never stands alone',
    (given) => {
      expect(refused({ 'fail-on': given })).toBe('--fail-on: never stands alone; leave out the others');
    },
  );

  test('never twice is never', () => {
    expect(parse({ 'fail-on': 'never, never' })['fail-on']).toEqual([]);
  });

  test.each(['regressions', 'none'])('%s is refused', (given) => {
    expect(refused({ 'fail-on': given })).toMatch(
      /^--fail-on: expected a list of regression, .* or never, alone, found/,
    );
  });
});
