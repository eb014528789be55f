import type { Spot } from './geometry.ts';
import type { PathCommand } from './pathcommand.ts';

/*
 * Fonts are drawn for any size; the letters of a picture have a dozen px. Where one curve does for several that follow one
 * another, nobody sees a difference, and the picture is smaller and rasterised faster.
 */

/** The farthest that a curve may be from those it stands for, in px: less than a tenth of a pixel of the PNG. */
const FARTHEST = 0.05;
/** Points at which curves are compared, evenly spaced in their parameter. */
const SAMPLES = [0.5, 1];

interface Curve {
  readonly from: Spot;
  readonly control: Spot;
  readonly to: Spot;
}

/** A curve, and points of those that it stands for. */
interface StandIn extends Curve {
  readonly points: readonly Spot[];
}

/** An outline of as few quadratic curves as look the same. */
export function withFewerCurves(commands: readonly PathCommand[]): PathCommand[] {
  const outline: PathCommand[] = [];
  let standIn: StandIn | null = null;
  let at: Spot = { x: 0, y: 0 };
  const flush = () => {
    if (standIn !== null) outline.push(commandOf(standIn));
    standIn = null;
  };
  for (const command of commands) {
    if (command.type === 'Q') {
      const curve = { from: at, control: { x: command.x1, y: command.y1 }, to: { x: command.x, y: command.y } };
      const next: StandIn = { ...curve, points: SAMPLES.map((t) => pointOn(curve, t)) };
      const both: StandIn | null = standIn === null ? null : mergeOf(standIn, next);
      if (both === null) flush();
      standIn = both ?? next;
    } else {
      flush();
      outline.push(command);
    }
    if (command.type !== 'Z') at = { x: command.x, y: command.y };
  }
  flush();
  return outline;
}

function commandOf({ control, to }: Curve): PathCommand {
  return { type: 'Q', x1: control.x, y1: control.y, x: to.x, y: to.y };
}

/** One curve for two that follow one another; null if it would be seen. */
function mergeOf(first: StandIn, second: StandIn): StandIn | null {
  const control = crossing(first, second);
  if (control === null) return null;
  const points = [...first.points, ...second.points];
  const curve = { from: first.from, control, to: second.to };
  return points.every((point) => distanceTo(curve, point) <= FARTHEST) ? { ...curve, points } : null;
}

/** Where the direction in which the first begins meets that in which the second ends; null unless between the two. */
function crossing(first: Curve, second: Curve): Spot | null {
  const [ax, ay] = [first.control.x - first.from.x, first.control.y - first.from.y];
  const [bx, by] = [second.to.x - second.control.x, second.to.y - second.control.y];
  const turn = ax * by - ay * bx;
  if (turn === 0) return null;
  const [dx, dy] = [second.to.x - first.from.x, second.to.y - first.from.y];
  const [along, back] = [(dx * by - dy * bx) / turn, (ax * dy - ay * dx) / turn];
  if (along <= 0 || back <= 0) return null;
  return { x: first.from.x + along * ax, y: first.from.y + along * ay };
}

function pointOn({ from, control, to }: Curve, t: number): Spot {
  const at = (a: number, b: number, c: number) => (1 - t) ** 2 * a + 2 * t * (1 - t) * b + t ** 2 * c;
  return { x: at(from.x, control.x, to.x), y: at(from.y, control.y, to.y) };
}

/** How far a point is from a curve: the parameter of the nearest point is looked for in ever smaller steps. */
function distanceTo(curve: Curve, point: Spot): number {
  const distance = (t: number) => {
    const { x, y } = pointOn(curve, t);
    return Math.hypot(x - point.x, y - point.y);
  };
  let [nearest, least] = [0.5, distance(0.5)];
  for (let step = 0.25; step > 0.004; step /= 2) {
    const [before, after] = [distance(nearest - step), distance(nearest + step)];
    if (Math.min(before, after) >= least) continue;
    nearest += before < after ? -step : step;
    least = Math.min(before, after);
  }
  return least;
}
