import { expect, test } from 'vitest';
import { COLOURS } from '../../src/chart/colour.ts';
import { THEMES } from '../../src/plot/theme.ts';

type Triple = readonly [number, number, number];

function linear(hex: string): Triple {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return [r, g, b];
}

/** Contrast ratio of WCAG 2.2. */
function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [a, b]
    .map((hex) => {
      const [red, green, blue] = linear(hex);
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    })
    .sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

/** Machado, Oliveira and Fernandes 2009, severity 1, on linear RGB. */
const SIGHT: Record<string, readonly Triple[]> = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

function times(matrix: readonly Triple[], [a, b, c]: Triple): Triple {
  const [x = 0, y = 0, z = 0] = matrix.map(([p, q, r]) => p * a + q * b + r * c);
  return [x, y, z];
}

/** Ottosson's OKLab of linear RGB. */
function oklab(rgb: Triple): Triple {
  const lms = times(
    [
      [0.4122214708, 0.5363325363, 0.0514459929],
      [0.2119034982, 0.6806995451, 0.1073969566],
      [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    rgb.map((value) => Math.min(1, Math.max(0, value))) as unknown as Triple,
  );
  return times(
    [
      [0.2104542553, 0.793617785, -0.0040720468],
      [1.9779984951, -2.428592205, 0.4505937099],
      [0.0259040371, 0.7827717662, -0.808675766],
    ],
    lms.map(Math.cbrt) as unknown as Triple,
  );
}

function distance(a: string, b: string, sight: readonly Triple[]): number {
  const [p, q] = [oklab(times(sight, linear(a))), oklab(times(sight, linear(b)))];
  return Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
}

test('contrast as WCAG reckons it', () => {
  expect(contrast('#ffffff', '#000000')).toBeCloseTo(21);
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
});

test.for(THEMES)('$name: text and series are legible on the background', ({ background, ink, muted, series }) => {
  expect(series).toHaveLength(COLOURS);
  for (const color of [ink, muted, ...series]) expect(contrast(color, background), color).toBeGreaterThanOrEqual(4.5);
});

test.for(THEMES)(
  '$name: warning and gain are legible, and apart whatever the sight',
  ({ background, warning, gain }) => {
    // The warning colours text, the gain only a line's edge.
    expect(contrast(warning, background)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(gain, background)).toBeGreaterThanOrEqual(3);
    for (const [sight, matrix] of Object.entries(SIGHT)) {
      expect(distance(warning, gain, matrix), sight).toBeGreaterThan(0.1);
    }
  },
);

test.for(THEMES)('$name: grey traces show, but less than anything else', ({ background, others, series }) => {
  expect(contrast(others, background)).toBeGreaterThan(1.5);
  expect(contrast(others, background)).toBeLessThan(Math.min(...series.map((color) => contrast(color, background))));
});

test.for(THEMES)('$name: any two series stay apart whatever the sight', ({ series }) => {
  for (const [sight, matrix] of Object.entries(SIGHT)) {
    for (const [i, a] of series.entries()) {
      for (const b of series.slice(i + 1)) expect(distance(a, b, matrix), `${a} ${b} ${sight}`).toBeGreaterThan(0.05);
    }
  }
});

/** Degrees around the colour wheel of OKLab. */
function hue(color: string): number {
  const [, a, b] = oklab(linear(color));
  return (Math.atan2(b, a) * 180) / Math.PI;
}

test('a colour is of one hue in both themes', () => {
  const [light, dark] = THEMES;
  for (const [i, color] of light.series.entries()) {
    const turn = Math.abs(hue(color) - hue(dark?.series[i] ?? '')) % 360;
    expect(Math.min(turn, 360 - turn), color).toBeLessThan(30);
  }
});
