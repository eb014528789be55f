import { COST, type Plane, TRADEOFF } from '../pareto/plane.ts';

const PLANES = { front: TRADEOFF, cost: COST } as const;

/** What can be read at a given speed: the highest tok/s/GPU, or the lowest cost. */
export type ReadingKind = keyof typeof PLANES;
export const READ = Object.keys(PLANES) as readonly ReadingKind[];

/** The plane that it is read off. */
export function planeOf(read: ReadingKind): Plane {
  return PLANES[read];
}

/** The metric that is read. */
export function metricOf(read: ReadingKind): (typeof PLANES)[ReadingKind]['y']['metric'] {
  return PLANES[read].y.metric;
}
