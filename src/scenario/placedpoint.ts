import type { Configuration, Point, Scenario } from './scenario.ts';

/** A point with the configuration it belongs to. */
export interface PlacedPoint {
  readonly configuration: Configuration;
  readonly point: Point;
}

/** All points of a scenario, configuration by configuration. */
export function placedPoints({ configurations }: Pick<Scenario, 'configurations'>): PlacedPoint[] {
  return configurations.flatMap((configuration) => configuration.points.map((point) => ({ configuration, point })));
}
