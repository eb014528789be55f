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

/** Whether two boxes are nearer to each other than `gap`. */
export function overlaps(a: Box, b: Box, gap: number): boolean {
  return a.left < b.right + gap && b.left < a.right + gap && a.top < b.bottom + gap && b.top < a.bottom + gap;
}

/** Whether some part of a segment lies in a box (Liang and Barsky's clipping). */
export function crosses({ from, to }: Segment, box: Box): boolean {
  if (Math.max(from.x, to.x) < box.left || Math.min(from.x, to.x) > box.right) return false;
  if (Math.max(from.y, to.y) < box.top || Math.min(from.y, to.y) > box.bottom) return false;
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const edges = [
    [-dx, from.x - box.left],
    [dx, box.right - from.x],
    [-dy, from.y - box.top],
    [dy, box.bottom - from.y],
  ] as const;
  let [enter, leave] = [0, 1];
  for (const [slope, inside] of edges) {
    if (slope === 0 && inside < 0) return false;
    if (slope < 0) enter = Math.max(enter, inside / slope);
    if (slope > 0) leave = Math.min(leave, inside / slope);
  }
  return enter <= leave;
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
