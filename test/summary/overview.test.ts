import { expect, test } from 'vitest';
import { PAPER } from '../../src/screen/screen.ts';
import { overviewTable } from '../../src/summary/columns.ts';
import { tableLines } from '../../src/summary/textexhibit.ts';
import { aConfiguration, aDeployment, aPoint, aReport, aScenario, withFront } from '../builders.ts';

const on = (accelerator: string, cost: number) => {
  const metrics = { 'throughput-per-user': 40, 'throughput-per-gpu': 20 / cost, 'output-throughput': 1, cost };
  const points = [aPoint(8, metrics), aPoint(16, { ...metrics, 'throughput-per-user': 20 })];
  return withFront(aScenario([aConfiguration(aDeployment(), points)], { id: accelerator, accelerator }));
};
const lines = (columns: number) => {
  const scenarios = [on('NVIDIA-H100-80GB-HBM3', 6), on('NVIDIA-A100-SXM4-80GB', 4)];
  const readings = scenarios.map(({ scenario: { id, configurations } }) => {
    const [configuration] = configurations;
    const [point] = configuration?.points ?? [];
    if (configuration === undefined || point === undefined) throw new Error('no point');
    const y = point.metrics.cost ?? 0;
    const reading = { x: 30, y, configuration, between: [point, point] as const };
    return { scenario: id, readings: [{ x: 30, reading, cost: y, cheapest: reading, isKnown: true }] };
  });
  const report = aReport(scenarios, { at: [30], readings });
  return tableLines(overviewTable(report), 0, { ...PAPER, columns }).join('\n');
};

test('what tells no scenario from another folds first; what was asked for stays', () => {
  const text = lines(80);
  for (const kept of ['Accelerator', 'Cost at ≥ 30', 'NVIDIA-H100-80GB-HBM3', '$6.00', '$4.00'])
    expect(text).toContain(kept);
  expect(text).not.toContain('Llama');
  expect(text).toMatch(/more columns \(Model, ISL, OSL, …\) in summary\.md$/);
});

test('a list leaves nothing out', () => {
  const text = lines(16);
  for (const kept of ['Points: 2', 'OSL: 1,000']) expect(text).toContain(kept);
  expect(text).not.toContain('in summary.md');
});
