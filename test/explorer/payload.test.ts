import { expect, test } from 'vitest';
import { openBook } from '../../src/explorer/book.ts';
import { encodePayload, type Payload } from '../../src/explorer/payload.ts';
import { frontOf } from '../../src/pareto/front.ts';
import { COST_IDS } from '../../src/run/costmetric.ts';
import { runIn } from '../world.ts';

const CASES = `${import.meta.dirname}/../cases`;

async function reported(name: string, options: Readonly<Record<string, unknown>>) {
  const folder = `${CASES}/${name}`;
  const { outcome } = await runIn(folder, { plots: 'none', ...options });
  return outcome.report;
}

const sent = (payload: Payload): Payload => JSON.parse(JSON.stringify(payload));

test('the page has the scenarios that the program has, with their fronts', async () => {
  const report = await reported('repeats-and-variants', { reports: ['reports'] });
  const { scenarios } = openBook(sent(encodePayload(report)), report.userThroughput);
  expect(scenarios).toEqual(report.scenarios.map(({ scenario }) => scenario));
  expect(scenarios.map((scenario) => frontOf(scenario))).toEqual(report.scenarios);
});

test('by the other definition of tok/s/user it has what a report by that definition would have', async () => {
  for (const [own, other] of [
    ['concurrency', 'tpot'],
    ['tpot', 'concurrency'],
  ] as const) {
    const report = await reported('repeats-and-variants', { reports: ['reports'], 'user-throughput': own });
    const expected = await reported('repeats-and-variants', { reports: ['reports'], 'user-throughput': other });
    const { scenarios } = openBook(sent(encodePayload(report)), other);
    expect(scenarios).toEqual(expected.scenarios.map(({ scenario }) => scenario));
  }
});

test('prices that a reader sets give what a report by those prices has, repeats included', async () => {
  const of = (price: string) => reported('repeats-and-variants', { html: 'none', reports: ['reports'], price });
  const payload = sent(encodePayload(await of('*=1')));
  const expected = await of('*=2.10');
  const changed = Object.fromEntries([...expected.prices]);
  expect(expected.prices.size).toBeGreaterThan(0);
  const { scenarios } = openBook(payload, 'concurrency', changed);
  expect(scenarios).toEqual(expected.scenarios.map(({ scenario }) => scenario));
  const none = Object.fromEntries([...expected.prices].map(([name]) => [name, null]));
  const costs = openBook(payload, 'concurrency', none).scenarios.flatMap(({ configurations }) =>
    configurations.flatMap(({ points }) => points.flatMap(({ metrics }) => COST_IDS.map((id) => metrics[id]))),
  );
  expect(new Set(costs)).toEqual(new Set([null]));
});

test('a comparison comes with the baseline, by the definition that it was read by', async () => {
  const report = await reported('compared-regression', { reports: ['reports'], baseline: ['baseline'] });
  const payload = sent(encodePayload(report));
  expect(payload.judged).toMatchObject({ verdict: 'regression', headline: expect.stringContaining('Regression: ') });
  const fronts = report.compared?.fronts ?? [];
  expect([...openBook(payload, report.userThroughput).baseline.values()]).toEqual(
    fronts.map(({ scenario }) => scenario),
  );
  expect(openBook(payload, 'tpot').baseline.size).toBe(0);
});
