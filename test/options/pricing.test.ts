import { describe, expect, test } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { BARE } from '../../src/naming.ts';
import { parseOptions, type RawOptions } from '../../src/options.ts';
import { pricingOf } from '../../src/pricing.ts';
import type { Run } from '../../src/run/run.ts';
import { aDeployment, aMeasurement, aRole, aRun, disaggregated, unknownDeployment } from '../builders.ts';
import { complaintOf } from './complaint.ts';

const parse = (options: RawOptions) =>
  parseOptions([{ values: { reports: ['results'], ...options }, nameOf: (name) => `--${name}` }]);

const refused = (options: RawOptions) => complaintOf(() => parse(options));

describe('the option price', () => {
  const both = [
    { name: 'H100', dollars: 2.5 },
    { name: 'A100', dollars: 1.1 },
  ];

  test.each<[unknown]>([
    ['H100=2.50,A100=1.10'],
    ['H100 = $2.50\n A100=$ 1.1'],
    [['H100=2.50', 'A100=1.10']],
    [['H100=2.50, A100=1.10', 'h100=2.5']],
    [{ H100: 2.5, A100: '$1.10' }],
  ])('%j', (price) => {
    expect(parse({ price }).price).toEqual(both);
  });

  test.each<[unknown, string]>([
    [['H100'], 'expected NAME=DOLLARS_PER_GPU_HOUR, such as H100=2.50, or prices by name, found “H100”'],
    [['=2.50'], 'found a price without a name: “2.50”'],
    [['H100='], 'expected dollars per GPU-hour above 0 for H100, such as H100=2.50, found “”'],
    [['H100=0'], 'found “0”'],
    [['H100=-2'], 'found “-2”'],
    [['H100=two'], 'found “two”'],
    [['H100=2.5.0'], 'found “2.5.0”'],
    [['H100=1e999'], 'found “1e999”'],
    [['H100=NaN'], 'found “NaN”'],
    [{ H100: 0 }, 'found “0”'],
    [{ H100: -1 }, 'found “-1”'],
    [
      { H100: Number.POSITIVE_INFINITY },
      'expected dollars per GPU-hour above 0, such as 2.50, found an infinite number',
    ],
    [{ H100: [2] }, 'expected dollars per GPU-hour above 0, such as 2.50, found “[2]”'],
    [true, 'expected NAME=DOLLARS_PER_GPU_HOUR'],
    [['H100=2.50', 'h100=2.10'], 'expected one price of h100, found $2.50 and $2.10; keep one of them'],
  ])('%j is refused', (price, told) => {
    expect(refused({ price })).toContain(told);
    expect(refused({ price })).toMatch(/^--price: /);
  });

  test.each<[RawOptions]>([
    [{ thresholds: ['cost<=0.40'] }],
    [{ thresholds: ['cost@50=+5%'] }],
    [{ slo: { cost: '<= 0.40' } }],
    [{ overrides: [{ configuration: '1P-*', thresholds: { cost: '<= 0.40' } }] }],
    [{ accept: [{ metric: 'cost', bound: '+10%', reason: 'known', until: '2026-12-31' }] }],
  ])('a bound on cost asks for it: %j', (options) => {
    const [option] = Object.keys(options);
    expect(refused(options)).toMatch(
      new RegExp(`^--${option}: expected a price per GPU-hour for cost.* found none; add --price, such as H100=2.50$`),
    );
    expect(parse({ ...options, price: 'H100=2' }).price).toHaveLength(1);
  });

  test.each([
    ['cost=-5%', 'bounds a fall, which is better here, and lets every loss pass: write +5%'],
    ['cost@50=-5%', 'bounds a fall, which is better here, and lets every loss pass: write +5%'],
  ])('%s is refused with the one that was meant', (bound, told) => {
    expect(refused({ thresholds: [bound], price: 'H100=2' })).toContain(told);
  });

  test('cost@50 >= 0.40 is doubted', () => {
    expect(parse({ thresholds: ['cost@50>=0.40'], price: 'H100=2' }).thresholds.doubts).toEqual([
      'cost@50: >= 0.4 asks for a worse cost@50; did you mean <= 0.4?',
    ]);
  });
});

describe('prices of what was measured', () => {
  const on = (accelerator: string | null): Run =>
    aRun({ deployment: aDeployment({ accelerator, roles: [aRole({ accelerator })] }) });
  const H100 = 'NVIDIA-H100-80GB-HBM3';
  const priced = (prices: RawOptions[string], runs: readonly Run[], shown = runs) =>
    pricingOf(parse({ price: prices }), runs, shown, (option) => `--${option}`);
  const told = (...given: Parameters<typeof priced>) =>
    priced(...given).problems.map(({ severity, code, message }) => `${severity} ${code}: ${message}`);

  test('are by their names in the files', () => {
    const { prices, problems } = priced('H100=2.50', [on(H100)]);
    expect([[...prices], problems]).toEqual([[[H100, 2.5]], []]);
  });

  test('a price of another accelerator is warned of, with what there is and what may be meant', () => {
    expect(told('NVIDEA=3,H100=2', [on(H100)])).toEqual([
      `warning unmatched-price: price NVIDEA: no accelerator has that name; did you mean ${H100}? accelerators are ${H100}`,
    ]);
    expect(told('MI300=3', [on('AMD-MI300X')])[0]).toContain('did you mean AMD-MI300X?');
    expect(told('MI300X=3,H100=2', [on(H100)])).toEqual([
      `warning unmatched-price: price MI300X: no accelerator has that name; accelerators are ${H100}`,
    ]);
  });

  test.each(['H200', 'A100', 'H1000', 'NVIDIA-H200-80GB-HBM3'])('%s is another accelerator, no misspelling', (name) => {
    expect(told(`${name}=3,H100=2`, [on(H100)])).toEqual([
      `warning unmatched-price: price ${name}: no accelerator has that name; accelerators are ${H100}`,
    ]);
  });

  test('of a file that is kept for many runs one that fits none of these is not told of, where another fits', () => {
    const shared = (price: object) =>
      parseOptions([
        { values: { reports: ['results'] }, nameOf: BARE },
        { values: { price }, nameOf: BARE, isShared: true },
      ]);
    const codes = (price: object) =>
      pricingOf(shared(price), [on(H100)], [on(H100)], BARE).problems.map(({ code }) => code);
    expect(codes({ H100: 2.5, MI300X: 2.1 })).toEqual([]);
    expect(codes({ MI300X: 2.1 })).toEqual(['unmatched-price', 'unknown-cost']);
  });

  test('a price that a closer one takes the place of is none of another', () => {
    expect(told({ H100: 2, [H100]: 3 }, [on(H100)])).toEqual([]);
  });

  test('an accelerator without a price is told of once, and one that is not known', () => {
    expect(
      told('H100=2', [on(H100), on('A100'), on('A100'), on(null), aRun({ deployment: unknownDeployment })]),
    ).toEqual([
      'notice unknown-cost: A100 has no price, so what it costs is unknown; add price A100=DOLLARS',
      'notice unknown-cost: the accelerators of 2 runs are not known, so neither is the cost; state it with the option accelerator',
    ]);
  });

  test('of runs that are left out nothing is told', () => {
    expect(told('H100=2,A100=1', [on(H100), on('A100')], [on(H100)])).toEqual([]);
    expect(told('H100=2', [on(H100), on('A100')], [on(H100)])).toEqual([]);
  });

  test('GPUs that no file parts between unlike accelerators are told of', () => {
    const roles = [aRole({ role: 'prefill', tp: null }), aRole({ role: 'decode', accelerator: 'A100' })];
    const deployment = disaggregated({ roles, accelerator: 'H100 + A100' });
    const run = aRun({ deployment, measured: aMeasurement({ outputThroughput: 100 }) });
    expect(told('H100=2,A100=1', [run])).toEqual([
      'notice unknown-cost: the cost of one run is unknown: no file says how many of the GPUs are of which accelerator',
    ]);
    expect(told('H100=2,A100=2', [run])).toEqual([]);
  });

  test('two that fit equally well and differ are a mistake that names both', () => {
    expect(() => priced('H100=2,80GB=3', [on(H100)])).toThrow(
      new UserError(
        `--price: expected one price of ${H100}, found H100 ($2.00) and 80GB ($3.00), which fit it equally well; name it in full`,
      ),
    );
    expect(priced('H100=2,80GB=2', [on(H100)]).problems).toEqual([]);
  });

  test('without prices nothing is told', () => {
    expect(pricingOf(parse({}), [on(null)], [on(null)], BARE)).toEqual({ prices: new Map(), problems: [] });
  });
});
