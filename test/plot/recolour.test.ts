import { expect, test } from 'vitest';
import { colorsOf, recolour, THEMES } from '../../src/plot/theme.ts';
import { aConfiguration, aDeployment, aScenario, aSubject, aSweep, at, withFront } from '../builders.ts';
import { drawSubject } from './drawing.ts';

const [light, dark] = THEMES;

test('a drawing in other colours is what would have been drawn in them', () => {
  const sweep = aSweep();
  const worse = withFront(aScenario([aConfiguration(aDeployment(), [at(1, 40, 5), at(64, 9, 150), at(256, 2, 140)])]));
  const points = worse.scenario.configurations.flatMap(({ points }) => points);
  const subject = aSubject(worse, { baseline: sweep, regressed: points.slice(0, 1), missed: points.slice(1, 2) });
  for (const drawn of [aSubject(sweep), subject]) {
    if (dark === undefined) throw new Error('one theme');
    expect(recolour(drawSubject(drawn, 'light'), light, dark)).toBe(drawSubject(drawn, 'dark'));
  }
});

test('names that look like colours stay', () => {
  const named = aSubject(aSweep({ model: 'x="#ffffff"' }));
  if (dark === undefined) throw new Error('one theme');
  expect(recolour(drawSubject(named, 'light'), light, dark)).toContain('x="#ffffff"');
});

test('every colour has one place in a theme', () => {
  for (const theme of THEMES) {
    const colors = colorsOf(theme);
    expect(new Set(colors).size).toBe(colors.length);
    for (const color of colors) expect(color).toMatch(/^#[0-9a-f]{6}$/);
  }
});
