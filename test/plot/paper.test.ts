import { expect, test } from 'vitest';
import { rateChart } from '../../src/chart/ratechart.ts';
import { finish } from '../../src/plot/finish.ts';
import { Paper } from '../../src/plot/paper.ts';
import { drawPlane, layOutPlane } from '../../src/plot/planepicture.ts';
import { drawRates, layOutRates } from '../../src/plot/ratepicture.ts';
import { THEMES } from '../../src/plot/theme.ts';
import { aDeployment, aScenario, aSubject, aSweep, withFront } from '../builders.ts';
import { chartOf, page, studio } from './drawing.ts';
import { rateSweep } from './ratesweep.ts';

const [light] = THEMES;

test('a picture is what a whole DOM gives', () => {
  const sweep = aSweep();
  const points = sweep.scenario.configurations.flatMap(({ points }) => points);
  const plane = chartOf(
    aSubject(sweep, { baseline: sweep, regressed: points.slice(0, 1), missed: points.slice(1, 2) }),
  );
  const server = { id: 'one', deployment: aDeployment({ gpus: 8 }), capacity: 5, ttft: 50, e2el: 900 };
  const { front, ...beside } = aSubject(withFront(aScenario([rateSweep(server, [1, 4, 8])])));
  const rates = rateChart(front, beside);
  if (rates === null) throw new Error('nothing to draw');
  const [drawn, expected] = [studio, page].map((tools) => [
    finish(studio, drawPlane(tools, layOutPlane(tools, plane), light), plane.description),
    finish(studio, drawRates(tools, layOutRates(tools, rates), light), rates.description),
  ]);
  expect(drawn).toEqual(expected);
});

function namesIn(parent: Element): string[] {
  const names: string[] = [];
  for (let child = parent.firstElementChild; child !== null; child = child.nextElementSibling)
    names.push(child.localName);
  return names;
}

test('elements are added at the end and taken out anywhere', () => {
  const paper = new Paper();
  const [parent, a, b, c] = ['g', 'a', 'b', 'c'].map((name) => paper.createElementNS('', name));
  if (parent === undefined || a === undefined || b === undefined || c === undefined) throw new Error('none');
  const names = () => namesIn(parent as unknown as Element);
  parent.append(a, b);
  parent.insertBefore(c, null);
  expect(names()).toEqual(['a', 'b', 'c']);
  b.remove();
  expect(names()).toEqual(['a', 'c']);
  c.remove();
  parent.append(b);
  a.remove();
  a.remove();
  expect(names()).toEqual(['b']);
  b.remove();
  parent.append(c);
  expect(names()).toEqual(['c']);
});
