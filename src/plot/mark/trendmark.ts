import type { Markish } from '@observablehq/plot';
import { signedPercent } from '../../chart/chartnumber.ts';
import { roundStep } from '../../chart/ticks.ts';
import type { TrendRun } from '../../chart/trendchart.ts';
import type { Faces } from '../face.ts';
import type { Box, Spot } from '../geometry.ts';
import { colorOf, dashOf } from '../look.ts';
import type { Theme } from '../theme.ts';
import type { PlotLibrary, Tools } from '../tools.ts';
import { truncate } from '../truncate.ts';
import { axisLines, gridLines } from './gridlines.ts';
import { linesData, path } from './path.ts';
import { px } from './px.ts';
import { type Region, regionMarks } from './region.ts';
import { mutedLine, type TextLine, textLines } from './textlines.ts';

const TICK_SIZE = 12;
const LABEL_SIZE = 13;
const PAD = 8;
const HALF_CAPITAL = TICK_SIZE * 0.36;
const TICKS = 7;
/** The least distance between the names of two runs, in px. */
const SLOT = 76;

/** A line of a trend: that of a configuration or of everything, at the runs for which it is known. */
export interface TrendTrack {
  readonly name: string;
  /** Index of its colour; null for grey, and for everything, which is drawn in ink. */
  readonly colour: number | null;
  readonly isEverywhere: boolean;
  readonly disaggregated: boolean | null;
  readonly spots: readonly (Spot | null)[];
}

/** The positions of runs and changes. */
export interface TrendGround {
  readonly box: Box;
  /** The quantity that the trend follows. */
  readonly measured: string;
  readonly runs: readonly TrendRun[];
  /** The x of each run, in px. */
  readonly across: readonly number[];
  /** The y of a change, in px. */
  readonly heightOf: (change: number) => number;
  /** The smallest and the largest change on the axis, as shares. */
  readonly extent: readonly [number, number];
  readonly band: number | null;
}

/** The grid, the level as zero with the noise band around it, the names of the runs, and where main moved. */
export function trendAxes(
  { plot, faces, pixels }: Pick<Tools, 'plot' | 'faces' | 'pixels'>,
  ground: TrendGround,
  theme: Theme,
): Markish[] {
  const { box, band, heightOf } = ground;
  const { left, right, top, bottom } = box;
  const ticks = ticksBetween(ground.extent);
  const levelAt = (change: number) => pixels.level(heightOf(change), left, right);
  const texts = ticks.map((tick) => mutedLine(theme, signedPercent(tick), left - PAD, heightOf(tick) + HALF_CAPITAL));
  const name: TextLine = {
    text: `↑ ${ground.measured} against the present level`,
    x: 24,
    y: top - 14,
    color: theme.ink,
  };
  const moved = ground.across.filter((_, i) => ground.runs[i]?.moved === true);
  const regions: Region[] =
    band === null ? [] : [{ kind: 'area', boxes: [{ left, right, top: heightOf(band), bottom: heightOf(-band) }] }];
  return [
    ...regionMarks(regions, theme, pixels),
    gridLines(ticks.map(levelAt), regions, theme, pixels),
    axisLines([levelAt(0)], theme, pixels),
    ...(moved.length === 0
      ? []
      : [
          path(linesData(moved.map((x) => pixels.upright(x, top, bottom))), {
            ...{ fill: 'none', stroke: theme.muted, 'stroke-width': pixels.side, 'stroke-dasharray': MOVED_DASH },
          }),
        ]),
    textLines(plot, texts, { size: TICK_SIZE, anchor: 'end' }),
    textLines(plot, [name], { size: LABEL_SIZE }),
    ...runNames(plot, ground, theme, faces),
  ];
}

/** Dashes of the line at a run in which main moved, in data and key. */
const MOVED_DASH = '5 4';

/** The names of as many runs as there is room for, always including the candidate. */
function runNames(plot: PlotLibrary, { box, runs, across }: TrendGround, theme: Theme, faces: Faces): Markish[] {
  const step = (across.at(-1) ?? 0) - (across.at(-2) ?? 0);
  const every = Math.max(1, Math.ceil(SLOT / Math.max(step, 1)));
  const room = Math.max(SLOT, every * step) - PAD;
  const last = runs.length - 1;
  const shown = runs.flatMap(({ name }, i) => ((last - i) % every === 0 ? [{ name, i }] : []));
  const lines = shown.map(({ name, i }) => ({
    text: truncate(name, room, faces.regular, TICK_SIZE),
    x: across[i] ?? 0,
    y: box.bottom + 19,
    color: i === last ? theme.ink : theme.muted,
  }));
  return [
    textLines(plot, lines, { size: TICK_SIZE, anchor: 'middle' }),
    textLines(plot, [{ text: 'Runs, the newest last →', x: box.right, y: box.bottom + 42, color: theme.ink }], {
      size: LABEL_SIZE,
      anchor: 'end',
    }),
  ];
}

/** Round changes on the axis, including zero. */
function ticksBetween([least, most]: readonly [number, number]): number[] {
  const step = roundStep((most - least) / TICKS);
  const first = Math.ceil(least / step);
  return Array.from({ length: Math.floor(most / step) - first + 1 }, (_, i) => (first + i) * step);
}

/** A line with small marks at the runs, and a large one at the candidate. */
export function trendLine(plot: PlotLibrary, track: TrendTrack, radius: number, theme: Theme): Markish[] {
  const { spots } = track;
  const color = trackColor(track, theme);
  const dash = dashOf(track);
  const d = spots.map((spot, i) => (spot === null ? '' : `${spots[i - 1] ? 'L' : 'M'}${spot.x},${spot.y}`)).join('');
  const marks = spots.flatMap((spot, i) =>
    spot === null ? [] : [{ ...spot, radius: i === spots.length - 1 ? radius : 2.6 }],
  );
  return [
    path(d, {
      ...{ fill: 'none', stroke: color, 'stroke-width': track.isEverywhere ? 2.2 : 1.6, 'stroke-linejoin': 'round' },
      ...(dash === undefined ? {} : { 'stroke-dasharray': dash }),
    }),
    plot.dot(marks, {
      ...{ x: px('x'), y: px('y'), r: px('radius'), fill: color, stroke: theme.background, strokeWidth: 1.2 },
    }),
  ];
}

/** Ink for everything, and the trade-off's colours for configurations; a legible grey for those off its front. */
export function trackColor({ colour, isEverywhere }: TrendTrack, theme: Theme): string {
  if (isEverywhere) return theme.ink;
  return colour === null ? theme.muted : colorOf({ colour }, theme);
}
