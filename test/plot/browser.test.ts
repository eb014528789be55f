import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { drawPlane, layOutPlane } from '../../src/plot/planepicture.ts';
import { THEMES } from '../../src/plot/theme.ts';
import { aSubject, aSweep } from '../builders.ts';
import { chartOf, studio } from './drawing.ts';

/*
 * A page draws with the same code as the program: no module of Node's on the way, and an SVG that a strict
 * Content-Security-Policy lets through.
 */

const SRC = join(import.meta.dirname, '../../src');
const IMPORT = /^(?:import|export) (?!type )(?:[^'";]*? from )?'([^']+)'/gm;

/** What a module imports at run time, and what that does. */
function graphOf(path: string, seen = new Map<string, string[]>()): Map<string, string[]> {
  if (seen.has(path)) return seen;
  const imports = [...readFileSync(path, 'utf8').matchAll(IMPORT)].map(([, name = '']) => name);
  seen.set(path, imports);
  for (const name of imports) if (name.startsWith('.')) graphOf(join(dirname(path), name), seen);
  return seen;
}

const modules = [
  ...readdirSync(join(SRC, 'chart')).map((name) => `chart/${name}`),
  ...['planepicture', 'ratepicture', 'trendpicture', 'theme'].map((name) => `plot/${name}.ts`),
];

test.for(modules)('%s needs nothing but what a browser has', (module) => {
  const packages = [...graphOf(join(SRC, module)).values()].flat().filter((name) => !name.startsWith('.'));
  expect(packages).toEqual([]);
});

test('the graph is seen through', () => {
  const packages = [...graphOf(join(SRC, 'plot/draw.ts')).keys()].map((path) => path.slice(SRC.length + 1));
  expect(packages).toEqual(expect.arrayContaining(['plot/finish.ts', 'plot/mark/axes.ts', 'chart/chartnumber.ts']));
  expect(graphOf(join(SRC, 'plot/studio.ts')).get(join(SRC, 'plot/assets.ts'))).toContain('node:worker_threads');
});

test.for([1000, 440])('%d px wide, a picture before its outlines has texts, and no style', (width) => {
  const [light] = THEMES;
  const layout = layOutPlane(studio, chartOf(aSubject(aSweep())), { width });
  const svg = drawPlane(studio, layout, light);
  expect(svg.localName).toBe('svg');
  expect(svg.getAttribute('viewBox')).toBe(`0 0 ${width} ${layout.height}`);
  expect(svg.querySelectorAll('text').length).toBeGreaterThan(15);
  expect(svg.querySelectorAll('style, [style], [class], script')).toHaveLength(0);
});
