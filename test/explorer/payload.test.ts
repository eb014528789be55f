import { expect, test } from 'vitest';
import { openBook } from '../../src/explorer/book.ts';
import { encodePayload, type Payload } from '../../src/explorer/payload.ts';
import { frontOf } from '../../src/pareto/front.ts';
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
