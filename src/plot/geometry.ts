/** A place in the picture in px; y grows downwards. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** A rectangle in px. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface Segment {
  readonly from: Spot;
  readonly to: Spot;
}

/** The box of a size around its middle. */
export function around({ x, y }: Spot, width: number, height: number): Box {
  return { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 };
}

export function isWithin(box: Box, bounds: Box): boolean {
  return box.left >= bounds.left && box.right <= bounds.right && box.top >= bounds.top && box.bottom <= bounds.bottom;
}

/** Whether two boxes are closer to each other than `gap`. */
export function overlaps(a: Box, b: Box, gap: number): boolean {
  return a.left < b.right + gap && b.left < a.right + gap && a.top < b.bottom + gap && b.top < a.bottom + gap;
}

/** Whether any part of a segment is in a box: their extents overlap, and not all corners are on one side of it. */
export function crosses({ from, to }: Segment, { left, right, top, bottom }: Box): boolean {
  if (Math.max(from.x, to.x) < left || Math.min(from.x, to.x) > right) return false;
  if (Math.max(from.y, to.y) < top || Math.min(from.y, to.y) > bottom) return false;
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  // Each corner's distance from the segment's line, times its length; called thousands of times, so it avoids building
  // a list.
  const [leftwards, rightwards] = [(left - from.x) * dy, (right - from.x) * dy];
  const [upwards, downwards] = [(top - from.y) * dx, (bottom - from.y) * dx];
  const least = Math.min(leftwards, rightwards) - Math.max(upwards, downwards);
  const most = Math.max(leftwards, rightwards) - Math.min(upwards, downwards);
  return least <= 0 && most >= 0;
}

/** The part of an upright or level segment that is in a box, from the left or top; none where there is no length of it. */
export function clipped({ from, to }: Segment, box: Box): Segment[] {
  const [left, right] = [Math.max(Math.min(from.x, to.x), box.left), Math.min(Math.max(from.x, to.x), box.right)];
  const [top, bottom] = [Math.max(Math.min(from.y, to.y), box.top), Math.min(Math.max(from.y, to.y), box.bottom)];
  if (left > right || top > bottom || (left === right && top === bottom)) return [];
  return [{ from: { x: left, y: top }, to: { x: right, y: bottom } }];
}

/** Whether two segments share a point; parallel ones count as apart. */
export function meet(a: Segment, b: Segment): boolean {
  const [ax, ay] = [a.to.x - a.from.x, a.to.y - a.from.y];
  const [bx, by] = [b.to.x - b.from.x, b.to.y - b.from.y];
  const cross = ax * by - ay * bx;
  if (cross === 0) return false;
  const [x, y] = [b.from.x - a.from.x, b.from.y - a.from.y];
  const s = (x * by - y * bx) / cross;
  const t = (x * ay - y * ax) / cross;
  return s >= 0 && s <= 1 && t >= 0 && t <= 1;
}
