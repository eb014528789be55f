import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PixelGrid } from '../../src/plot/pixelgrid.ts';
import { THEMES, type Theme } from '../../src/plot/theme.ts';
import { read } from './drawing.ts';

/*
 * What a rasteriser is slow at is not in any picture: what is translucent, and lines and areas that cover pixels in
 * part. The pictures are those of `cases/`, which are of all kinds.
 */

const CASES = join(import.meta.dirname, '../cases');

interface Picture {
  readonly name: string;
  readonly theme: Theme;
  readonly svg: Element;
}

const pictures = readdirSync(CASES, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.svg'))
  .map((path): Picture => {
    const theme = THEMES.find(({ name }) => path.endsWith(`-${name}.svg`)) ?? THEMES[0];
    return { name: path, theme, svg: read(readFileSync(join(CASES, path), 'utf8')) };
  });

test('there are pictures of all kinds', () => {
  for (const kind of ['tradeoff', 'cost', 'ttft', 'latency', 'trend']) {
    expect(pictures.filter(({ name }) => name.endsWith(`-${kind}-dark.svg`)).length, kind).toBeGreaterThan(0);
  }
  const isDrawn = (tint: 'area' | 'within' | 'lost' | 'gained') =>
    pictures.some(({ svg, theme }) => svg.querySelector(`path[fill="${theme[tint].fill}"]`) !== null);
  expect(['area', 'within', 'lost', 'gained'].filter((tint) => !isDrawn(tint as 'area'))).toEqual([]);
});

test.for(pictures)('$name: nothing is translucent but what fades marks', ({ svg, theme }) => {
  for (const element of svg.querySelectorAll('[opacity], [fill-opacity], [stroke-opacity]')) {
    expect(element.getAttribute('stroke')).toBe(theme.background);
  }
});

test('no letter has an outline: labels stand on pads', () => {
  expect(pictures.filter(({ svg }) => svg.querySelector('[paint-order]') !== null)).toEqual([]);
});

/** A pixel of a picture that is shown at 800 of its 1,000 px. */
const SIDE = 1.25;

/** The places along an axis at which a path's straight lines run, and at which they begin and end. */
function linesOf(d: string): { readonly along: number; readonly ends: readonly number[] }[] {
  const [, ...lines] = d.split('M');
  return lines.map((line) => {
    const [, x, y, way, end] = /^([\d.]+),([\d.]+)([HV])([\d.]+)$/.exec(line)?.map((part) => part) ?? [];
    if (way === undefined) throw new Error(`not one straight line: ${line}`);
    const [along, start] = way === 'H' ? [y, x] : [x, y];
    return { along: Number(along), ends: [Number(start), Number(end)] };
  });
}

/** Px from the nearest multiple of a pixel; less than the rounding of coordinates is none. */
function off(px: number): number {
  const rest = Math.abs(px / SIDE - Math.round(px / SIDE)) * SIDE;
  return rest < 0.006 ? 0 : rest;
}

test.for(pictures)('$name: grid, axes and areas are made of whole pixels', ({ svg, theme }) => {
  const tints = [theme.area, theme.within, theme.lost, theme.gained];
  const grids = [theme.grid, ...tints.map(({ grid }) => grid)];
  const lines = [...svg.querySelectorAll('path')].filter((path) => grids.includes(path.getAttribute('stroke') ?? ''));
  expect(lines.length).toBeGreaterThan(0);
  for (const path of [...lines, ...svg.querySelectorAll(`path[stroke-width="${SIDE}"]`)]) {
    expect(path.getAttribute('stroke-width')).toBe(String(SIDE));
    for (const { along, ends } of linesOf(path.getAttribute('d') ?? '')) {
      expect([along - SIDE / 2, ...ends].map(off)).toEqual([0, 0, 0]);
    }
  }
  for (const { fill } of tints) {
    for (const path of svg.querySelectorAll(`path[fill="${fill}"]:not([stroke])`)) {
      const numbers = path.getAttribute('d')?.match(/[\d.]+/g) ?? [];
      expect(numbers.map(Number).filter((px) => off(px) > 0)).toEqual([]);
    }
  }
});

test('no straight line across a picture is an element of its own', () => {
  expect(pictures.filter(({ svg }) => svg.querySelector('line') !== null)).toEqual([]);
});

test('a line keeps within half a pixel of where it should be, and a box as well', () => {
  const pixels = new PixelGrid(SIDE);
  for (const px of [0, 0.4, 64, 100.6, 560, 975.999]) {
    expect(Math.abs(pixels.upright(px, 0, 10).from.x - px)).toBeLessThanOrEqual(SIDE / 2);
    expect(Math.abs(pixels.level(px, 0, 10).to.y - px)).toBeLessThanOrEqual(SIDE / 2);
    const { left, bottom } = pixels.box({ left: px, right: px + 10, top: px - 20, bottom: px });
    expect(Math.max(Math.abs(left - px), Math.abs(bottom - px))).toBeLessThanOrEqual(SIDE / 2);
  }
  expect(pixels.box({ left: 5, right: 5.1, top: 0, bottom: 10 })).toMatchObject({ left: 5, right: 5 });
});
