import type { ChartAxis } from '../chart/axis.ts';
import type { Spot } from './geometry.ts';
import { extentOf, pxOf, type Scale, scaleOf, valueAt } from './scale.ts';

/** Where the data are within the picture, in px from the top left corner. */
export interface Frame {
  /** Of the whole picture. */
  readonly width: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly x: Scale;
  readonly y: Scale;
}

/** Width of a picture for a comment, in px. */
export const WIDTH = 1000;
/** A picture narrower than this is meant for phones. */
const NARROW = 700;

const LEFT = 64;
const RIGHT_MARGIN = 24;
const TOP = 106;
const HEIGHT = 454;
/** Ratio of the height of the data to the width of a narrow picture. */
const UPRIGHT = 0.8;
/** Px kept free above the highest point for its marker and label. */
const HEADROOM = 40;
/** The share of the width that the data keep, however long the labels are. */
const LEAST_SHARE = 0.62;
const MOST_SHARE = 0.97;

export function isNarrow({ width }: Pick<Frame, 'width'>): boolean {
  return width < NARROW;
}

/** A label next to a value that should fit between it and the right edge. */
export interface SideLabel {
  readonly x: number;
  /** Px from the point to the label's far end. */
  readonly reach: number;
}

type Axes = { readonly [place in 'x' | 'y']: Pick<ChartAxis, 'scale' | 'better'> };

/**
 * Room is kept above the highest point and, if higher values are better, for labels to the right of points.
 *
 * @param lower how many px lower than usual the data are, because of a heading with more lines
 */
export function frameOf(
  points: readonly { x: number; y: number }[],
  axes: Axes,
  labels: readonly SideLabel[],
  width: number,
  lower = 0,
): Frame {
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const [left, right] = [LEFT, width - RIGHT_MARGIN];
  const height = isNarrow({ width }) ? Math.round(width * UPRIGHT) : HEIGHT;
  const [top, bottom] = [TOP + lower, TOP + lower + height];
  const beside = axes.x.better === 'higher' ? labels : [];
  const share = shareFor(beside, extentOf(axes.x.scale, xs), axes.x.scale, right - left);
  return {
    width,
    ...{ left, right, top, bottom },
    x: scaleOf(axes.x.scale, xs, [left, right], share),
    // Where less is better, the labels of the best points are below them.
    y: scaleOf(
      ...([axes.y.scale, ys, [bottom, top], (height - HEADROOM) / height] as const),
      axes.y.better === 'lower' ? HEADROOM : undefined,
    ),
  };
}

/** The fraction of the width at which the largest value is, leaving room for labels next to their values. */
export function shareFor(
  labels: readonly SideLabel[],
  [min, max]: readonly [number, number],
  type: Scale['type'],
  width: number,
): number {
  const along = (x: number) => (type === 'linear' ? x / max : Math.log(x / min) / Math.log(max / min));
  const needed = labels.map(({ x, reach }) => (along(x) > 0 ? (width - reach) / along(x) : width));
  return Math.max(LEAST_SHARE, Math.min(MOST_SHARE, ...needed.map((px) => px / width)));
}

/** Where a point lies, in px. */
export function spotOf(frame: Frame, { x, y }: { readonly x: number; readonly y: number }): Spot {
  return { x: pxOf(frame.x, x), y: pxOf(frame.y, y) };
}

/** The values at a place in px: the inverse of `spotOf`. */
export function valuesAt(frame: Frame, { x, y }: Spot): { readonly x: number; readonly y: number } {
  return { x: valueAt(frame.x, x), y: valueAt(frame.y, y) };
}
