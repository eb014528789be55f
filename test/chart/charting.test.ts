import { expect, test } from 'vitest';
import { chartsOf, unseen } from '../../src/charting.ts';
import { parseOptions, type RawOptions } from '../../src/options.ts';
import { aConfiguration, aDeployment, aPoint, aScenario, withFront } from '../builders.ts';

const point = (load: number, x: number, y: number) =>
  aPoint(load, { 'throughput-per-user': x, 'throughput-per-gpu': y, ttft: 10 * load, 'ttft-p99': 30 * load });
const front = withFront(aScenario([aConfiguration(aDeployment(), [point(1, 60, 20), point(8, 40, 80)])]));

const FOUND = { compared: null, readings: [] };

function kindsOf(options: RawOptions): string[] {
  return chartsOf([front], FOUND, parseOptions([{ values: { reports: ['reports'], ...options }, nameOf: String }])).map(
    ({ kind }) => kind,
  );
}

test('the trade-off, and the plane of the first latency that an objective is on', () => {
  expect(kindsOf({})).toEqual(['tradeoff']);
  expect(kindsOf({ slo: { 'throughput-per-gpu': '>= 50' } })).toEqual(['tradeoff']);
  expect(kindsOf({ slo: { 'ttft-p99': '<= 200', ttft: '<= 100' } })).toEqual(['tradeoff', 'ttft-p99']);
});

test('what was asked for by name and is nowhere is said; nothing is expected of all', () => {
  const told = (options: RawOptions) => {
    const asked = parseOptions([{ values: { reports: ['reports'], ...options }, nameOf: String }]);
    return unseen(chartsOf([front], FOUND, asked), asked).map(({ message }) => message);
  };
  expect(told({ plots: 'ttft, tpot, trend' })).toEqual([
    'plots: no scenario has the data for tpot, trend, so it is not drawn',
  ]);
  expect([{}, { plots: 'all' }, { plots: 'none' }, { plots: 'tradeoff' }].flatMap(told)).toEqual([]);
});

test('what was asked for, where there are points for it', () => {
  expect(kindsOf({ plots: 'all' })).toEqual(['tradeoff', 'ttft', 'ttft-p99']);
  expect(kindsOf({ plots: 'none' })).toEqual([]);
  expect(kindsOf({ plots: 'ttft, tpot, latency, trend' })).toEqual(['ttft']);
});
