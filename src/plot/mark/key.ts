import type { Markish } from '@observablehq/plot';
import type { Faces } from '../face.ts';
import type { Frame } from '../frame.ts';
import type { KeyColor, KeyEntry } from '../keyentry.ts';
import { colorOf } from '../look.ts';
import type { PixelGrid } from '../pixelgrid.ts';
import type { Theme } from '../theme.ts';
import type { PlotLibrary } from '../tools.ts';
import { wrap } from '../wrap.ts';
import { askedLine, readSpots } from './askedmark.ts';
import { baselineDot, baselineLine } from './comparisonmark.ts';
import { px } from './px.ts';
import { regionMarks } from './region.ts';
import { bestRing, faded, rings, slashes } from './said.ts';
import { limitLine } from './steps.ts';
import { type TextLine, textLines } from './textlines.ts';
import { FAILED, hollow } from './traces.ts';

const SIZE = 12;
const LEFT = 24;
const ROW = 21;
/** The distance between the lines of an entry, in px. */
const LINE = 15;
const SAMPLE = 30;
/** Half the height of a vertical sample, in px. */
const UPRIGHT = 10;
/** The distances between a sample and its text, and between entries, in px. */
const NEAR = 7;
const APART = 22;
/** The distance from the data's lower edge, past ticks and axis label, to the middle of the key's first row, in px. */
const BELOW_AXIS = 72;
const BOTTOM_MARGIN = 20;

interface PlacedEntry extends KeyEntry {
  /** The text; two lines if it does not fit in one. */
  readonly lines: readonly string[];
  readonly x: number;
  /** The middle of the row. */
  readonly y: number;
  readonly sample: number;
}

export interface Key {
  readonly entries: readonly PlacedEntry[];
  /** The height of the picture, which ends with the key. */
  readonly height: number;
}

/** Arranges the entries in rows below the horizontal axis. */
export function layKey(entries: readonly KeyEntry[], frame: Pick<Frame, 'width' | 'bottom'>, faces: Faces): Key {
  let [x, y, deepest] = [LEFT, frame.bottom + BELOW_AXIS, 1];
  const placed = entries.map((entry) => {
    const sample = sampleOf(entry);
    const before = sample + (sample > 0 ? NEAR : 0);
    const lines = wrap(entry.text, frame.width - 2 * LEFT - before, faces.regular, SIZE);
    const width = before + Math.max(...lines.map((line) => faces.regular.width(line, SIZE)));
    if (x > LEFT && x + width > frame.width - LEFT) [x, y, deepest] = [LEFT, y + ROW + (deepest - 1) * LINE, 1];
    deepest = Math.max(deepest, lines.length);
    const at = { ...entry, lines, x, y, sample };
    x += width + APART;
    return at;
  });
  return { entries: placed, height: Math.ceil((y + (deepest - 1) * LINE + BOTTOM_MARGIN) / 5) * 5 };
}

/** The width of an entry's sample, in px. */
function sampleOf({ line, dots, failed, baseline, region, asked, said }: KeyEntry): number {
  if (baseline || region) return SAMPLE;
  const count = (dots?.length ?? 0) + (failed ? 1 : 0);
  if (said) return 18;
  if (asked) return 24;
  return line ? Math.max(SAMPLE, count * 14 + 16) : count * 14;
}

/** The key's marks, below the data. */
export function keyMarks(plot: PlotLibrary, { entries }: Key, theme: Theme, pixels: PixelGrid): Markish[] {
  const texts = entries.flatMap(({ lines, x, y, sample }) =>
    lines.map((text, i): TextLine => {
      return { text, x: x + (sample > 0 ? sample + NEAR : 0), y: y + SIZE * 0.36 + i * LINE, color: theme.muted };
    }),
  );
  const samples = entries.flatMap((entry) => [
    ...sampleMarks(plot, entry, theme),
    ...comparedMarks(plot, entry, theme, pixels),
    ...askedMarks(plot, entry, theme, pixels),
  ]);
  return [...samples, textLines(plot, texts, { size: SIZE })];
}

function sampleMarks(
  plot: PlotLibrary,
  { x, y, sample, line, dots = [], failed }: PlacedEntry,
  theme: Theme,
): Markish[] {
  const ends = [{ x1: x, x2: x + sample, y }];
  const at = { x1: px('x1'), x2: px('x2'), y1: px('y'), y2: px('y') };
  const shade = { stroke: theme.sample, strokeWidth: 10 };
  return [
    ...(line?.shaded ? [plot.link([{ x1: x, x2: x + sample, y: y + 5 }], { ...at, ...shade })] : []),
    ...(line
      ? [plot.link(ends, { ...at, stroke: inTheme(line.color, theme), strokeWidth: 1.5, ...dashes(line.dash) })]
      : []),
    ...(failed
      ? [plot.dot([{ x: x + sample / 2, y }], { x: px('x'), y: px('y'), ...FAILED, stroke: theme.muted })]
      : []),
    ...dots.map(({ shape, filled, color }, i) => {
      const center = [{ x: x + sample / 2 + (i - (dots.length - 1) / 2) * 14, y }];
      const style = filled
        ? { r: 4.5, fill: inTheme(color, theme) }
        : { r: 3.5, ...hollow(inTheme(color, theme), theme) };
      return plot.dot(center, { x: px('x'), y: px('y'), symbol: shape, ...style });
    }),
  ];
}

function inTheme(color: KeyColor, theme: Theme): string {
  return typeof color === 'number' ? colorOf({ colour: color }, theme) : theme[color];
}

function dashes(dash: string | undefined): { strokeDasharray?: string } {
  return dash === undefined ? {} : { strokeDasharray: dash };
}

/** The samples for what a comparison shows. */
function comparedMarks(plot: PlotLibrary, entry: PlacedEntry, theme: Theme, pixels: PixelGrid): Markish[] {
  const { x, y, sample } = entry;
  const [middle, right] = [x + sample / 2, x + sample];
  const swatch = { left: x, right, top: y - 6, bottom: y + 6 };
  return [
    ...(entry.region ? regionMarks([{ kind: entry.region, boxes: [swatch] }], theme, pixels) : []),
    ...(entry.limit ? [limitLine(pixels.upright(right, y - 8, y + 8), theme, pixels)] : []),
    ...(entry.baseline
      ? [
          baselineLine([{ from: { x, y }, to: { x: right, y } }], theme),
          plot.dot([{ x: middle, y }], { x: px('x'), y: px('y'), ...baselineDot(theme) }),
        ]
      : []),
    ...(entry.said === 'regressed' ? rings(plot, [{ x: middle, y, reach: 7.5 }], theme) : []),
    ...(entry.said === 'best' ? bestRing(plot, [{ x: middle, y, reach: 8 }], theme) : []),
    ...(entry.said === 'missed' ? strike(plot, middle, y, theme) : []),
  ];
}

/** The sample for a requested speed. */
function askedMarks(
  plot: PlotLibrary,
  { x, y, sample, asked }: PlacedEntry,
  theme: Theme,
  pixels: PixelGrid,
): Markish[] {
  if (asked === undefined) return [];
  const middle = x + sample / 2;
  const line = askedLine([{ from: { x: middle, y: y - UPRIGHT }, to: { x: middle, y: y + UPRIGHT } }], theme, pixels);
  return [line, ...readSpots(plot, asked === 'read' ? [{ x: middle, y }] : [], theme)];
}

function strike(plot: PlotLibrary, x: number, y: number, theme: Theme): Markish[] {
  return [...faded(plot, [{ x, y, reach: 4.5 }], 'circle', theme), ...slashes([{ x, y, reach: 5.5 }], theme.muted)];
}
