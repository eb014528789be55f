import { expect, test } from 'vitest';
import { jsonOf, renderJson } from '../../src/summary/json.ts';
import { aProblem, aReport, aSweep } from '../builders.ts';

test('the parts together are the whole', () => {
  const problems = [aProblem({ message: 'found "scenarios": [] and a line\nbreak' })];
  for (const scenarios of [[], [aSweep()], [aSweep(), aSweep({ id: 'second' })]]) {
    const report = aReport(scenarios, { problems });
    expect(renderJson(report)).toBe(`${JSON.stringify(jsonOf(report), null, 2)}\n`);
  }
});
