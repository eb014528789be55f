/** Where in the picture the data lie, in px from the top left corner. */
export interface Frame {
  /** Of the whole picture. */
  readonly width: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** Values at the right and the top edge; the left and the bottom edge are zero. */
  readonly maxX: number;
  readonly maxY: number;
}

const WIDTH = 1000;
const LEFT = 64;
const RIGHT = WIDTH - 24;
const TOP = 106;
const BOTTOM = 560;
/** Px kept free above the highest point for its marker and label. */
const HEADROOM = 40;
/** Share of the width that the data keep however long the labels are. */
const LEAST_SHARE = 0.62;
const MOST_SHARE = 0.97;

/** A label beside a value that should fit between it and the right edge. */
export interface Beside {
  readonly x: number;
  /** Px from the point to the label's far end. */
  readonly reach: number;
}

/** Both axes from zero; room is kept above the highest point and for labels to the right of points. */
export function frameOf(points: readonly { x: number; y: number }[], labels: readonly Beside[]): Frame {
  const maxX = largest(points.map(({ x }) => x));
  const maxY = largest(points.map(({ y }) => y));
  const width = RIGHT - LEFT;
  const share = shareFor(labels, maxX, width);
  const height = BOTTOM - TOP;
  return {
    width: WIDTH,
    left: LEFT,
    right: RIGHT,
    top: TOP,
    bottom: BOTTOM,
    maxX: maxX / share,
    maxY: maxY / ((height - HEADROOM) / height),
  };
}

/** Share of a width at whose end the largest value lies, so that there is room for labels beside their values. */
export function shareFor(labels: readonly Beside[], maxX: number, width: number): number {
  const needed = labels.map(({ x, reach }) => (x > 0 ? (width - reach) / (x / maxX) : width));
  return Math.max(LEAST_SHARE, Math.min(MOST_SHARE, ...needed.map((px) => px / width)));
}

/** Px of a value on the horizontal axis. */
export function pxX(frame: Frame, x: number): number {
  return frame.left + (x / frame.maxX) * (frame.right - frame.left);
}

/** Px of a value on the vertical axis. */
export function pxY(frame: Frame, y: number): number {
  return frame.bottom - (y / frame.maxY) * (frame.bottom - frame.top);
}

/** Where all values are zero, or too near to it to divide by, any scale will do. */
export function largest(values: readonly number[]): number {
  const max = values.reduce((a, b) => Math.max(a, b), 0);
  return max > 1e-300 ? max : 1;
}
