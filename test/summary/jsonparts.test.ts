import { expect, test } from 'vitest';
import type { Point } from '../../src/scenario/scenario.ts';
import { jsonOf, jsonParts, renderJson } from '../../src/summary/json.ts';
import { aProblem, aReport, aSweep } from '../builders.ts';

test('the parts together are the whole', () => {
  const problems = [aProblem({ message: 'found "scenarios": [] and a line\nbreak' })];
  for (const scenarios of [[], [aSweep()], [aSweep(), aSweep({ id: 'second' })]]) {
    const report = aReport(scenarios, { problems });
    const text = renderJson(report);
    expect(JSON.parse(text)).toEqual(jsonOf(report));
    // All but the sweep, of which nobody reads more than that it is there, is spread out.
    const { sweep: _, ...shown } = jsonOf(report);
    expect(text.replace(/ {2}"sweep": .*?\n {2}\},\n/s, '')).toBe(`${JSON.stringify(shown, null, 2)}\n`);
  }
});

test('no part holds more than one point, however many there are', () => {
  const [one, many] = [1, 200].map((points) => {
    const sweep = aSweep();
    const [first] = sweep.scenario.configurations;
    if (first === undefined) throw new Error('no configuration');
    const configurations = [{ ...first, points: Array.from({ length: points }, () => first.points[0] as Point) }];
    const parts = [...jsonParts(aReport([{ ...sweep, scenario: { ...sweep.scenario, configurations } }]))];
    return Math.max(...parts.map((part) => part.length));
  });
  expect(many).toBe(one);
});
