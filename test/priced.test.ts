import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { UserError } from '../src/errors.ts';
import type { RawOptions } from '../src/options.ts';
import type { Message } from '../src/publish/log.ts';
import type { ReportJson } from '../src/report/reportjson.ts';
import { renderTerminal } from '../src/summary/terminal.ts';
import { jsonOf as readJson, runIn, type WorldOutcome } from './world.ts';

/*
 * What tokens cost, in the whole program.
 */

const FOLDER = join(import.meta.dirname, 'cases/priced');
const PRICE = { H100: 2.5, A100: 1.1 };
const folder = mkdtempSync(join(tmpdir(), 'priced-'));
afterAll(() => rmSync(folder, { recursive: true }));

const run = (options: RawOptions, told?: (problem: Message) => void) =>
  runIn(FOLDER, { reports: ['reports'], html: 'none', plots: 'none', ...options }, told);
const jsonOf = (ran: WorldOutcome) => readJson(ran) as ReportJson;
const costsIn = ({ scenarios }: ReportJson) =>
  scenarios.flatMap(({ configurations }) =>
    configurations.flatMap(({ points }) => points.map(({ metrics }) => metrics.cost)),
  );

test('report.json says the prices, what each point costs, and the least cost at a speed with what gives it', async () => {
  const report = jsonOf(await run({ price: PRICE, at: [30] }));
  expect(report.prices).toEqual([
    { accelerator: 'NVIDIA-A100-SXM4-80GB', price: 1.1 },
    { accelerator: 'NVIDIA-H100-80GB-HBM3', price: 2.5 },
  ]);
  expect(costsIn(report).every((cost) => cost !== null && cost > 0)).toBe(true);
  const mixed = report.scenarios.find(({ accelerator }) => accelerator?.includes(' + '));
  expect(mixed?.readings).toMatchObject([
    { configuration: '1P-TP4/1D-TP4', costConfiguration: '1P-TP4/2D-TP4', costBetween: [64, 64] },
  ]);
  // 4 H100 and 8 A100 make the tokens of 64 users at the load that serves 30 of them and more.
  const [hourly, output] = [4 * 2.5 + 8 * 1.1, mixed?.configurations[1]?.points[2]?.metrics['output-throughput'] ?? 0];
  expect(mixed?.readings[0]?.cost).toBeCloseTo((1e6 * hourly) / 3600 / output, 9);
});

test('without a price all of it is null, and the keys are there', async () => {
  const report = jsonOf(await run({ at: [30] }));
  expect(report.prices).toEqual([]);
  expect(new Set(costsIn(report))).toEqual(new Set([null]));
  for (const { readings } of report.scenarios)
    expect(readings[0]).toMatchObject({ cost: null, costConfiguration: null, costBetween: null });
});

test('its columns are there with a price and not without', async () => {
  const [priced, unpriced] = [await run({ price: PRICE }), await run({})];
  expect(renderTerminal(priced.outcome.report)).toContain('Cost');
  expect(renderTerminal(unpriced.outcome.report)).not.toMatch(/cost/i);
  // From the end, since names of files have commas.
  const cells = (ran: WorldOutcome, line: number) =>
    String(ran.files.find(({ path }) => path === 'runs.csv')?.content)
      .split('\r\n')
      [line]?.split(',') ?? [];
  const place = cells(priced, 0).toReversed().indexOf('cost');
  expect(place).toBeGreaterThan(0);
  expect(Number(cells(priced, 1).at(-1 - place))).toBeGreaterThan(1);
  expect(cells(unpriced, 1).at(-1 - place)).toBe('');
});

describe('pictures', () => {
  const kinds = async (options: RawOptions) => {
    const problems: string[] = [];
    const { outcome } = await run(options, ({ message }) => problems.push(message));
    return { kinds: [...new Set(outcome.charts.map(({ kind }) => kind))], problems };
  };

  test('of costs are drawn where there is a price', async () => {
    expect((await kinds({ plots: null, price: PRICE })).kinds).toEqual(['tradeoff', 'cost']);
    expect((await kinds({ plots: null })).kinds).toEqual(['tradeoff']);
    expect((await kinds({ plots: 'cost', price: PRICE })).kinds).toEqual(['cost']);
  }, 60_000);

  test('that are asked for without a price are a problem that says so', async () => {
    const { kinds: drawn, problems } = await kinds({ plots: 'cost' });
    expect(drawn).toEqual([]);
    expect(problems).toContain(
      'plots: no scenario has the data for cost, so it is not drawn; add price for cost, such as H100=2.50',
    );
  });
});

test('both sides of a comparison are by the prices given now, whatever the baseline was told', async () => {
  const before = await run({ price: { H100: 9, A100: 9 } });
  const file = join(folder, 'report.json');
  writeFileSync(file, JSON.stringify(jsonOf(before)));
  const report = jsonOf(
    await run({ price: PRICE, at: [30], baseline: [file], thresholds: ['cost=+5%', 'cost@30=+5%'] }),
  );
  const { points = [], readings = [] } = report.comparison ?? {};
  const costs = points.filter(({ metric }) => metric === 'cost');
  expect(costs).toHaveLength(12);
  for (const { change, verdict } of costs) expect([change, verdict]).toEqual([0, 'pass']);
  const read = readings.filter(({ metric }) => metric === 'cost');
  expect(read).toHaveLength(3);
  for (const { change, bound, verdict } of read) expect([change, bound, verdict]).toEqual([0, '+5%', 'pass']);
});

test('prices that contradict each other are a mistake, and nothing is written', async () => {
  await expect(run({ price: 'H100=2,80GB=3,A100=1' })).rejects.toThrow('which fit it equally well; name it in full');
});

describe('a cost that is bounded with a price of other accelerators', () => {
  const OTHER = { MI300X: 2 };
  const TOLD =
    /^price MI300X: expected the price of an accelerator that was measured, for cost(@30)? <= 4, found no such accelerator; accelerators are NVIDIA-A100-SXM4-80GB, NVIDIA-H100-80GB-HBM3: add its price, as in NVIDIA-A100-SXM4-80GB=2\.50$/;

  test.each<[RawOptions]>([
    [{ thresholds: ['cost@30<=4'] }],
    [{ slo: { cost: '<= 4' } }],
    [{ overrides: [{ configuration: '1P-*', thresholds: { cost: '<= 4' } }] }],
  ])('is refused, since the gate would judge nothing: %j', async (options) => {
    await expect(run({ price: OTHER, ...options })).rejects.toThrow(UserError);
    await expect(run({ price: OTHER, ...options })).rejects.toThrow(TOLD);
  });

  test('is judged where one of them is priced, and without a bound a price of others is a warning', async () => {
    const codes: string[] = [];
    await run({ price: OTHER }, ({ code }) => codes.push(code));
    expect(codes).toContain('unmatched-price');
    await expect(run({ price: { ...OTHER, H100: 2.5 }, thresholds: ['cost@30<=4'] })).resolves.toBeDefined();
  });
});
