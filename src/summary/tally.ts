import { mostlyFailed, type ScenarioFront } from '../pareto/front.ts';
import type { Configuration, Point } from '../scenario/scenario.ts';

/** A point with its configuration, and whether it is on the front. */
export interface PointRow {
  readonly configuration: Configuration;
  readonly point: Point;
  readonly front: boolean;
}

/** How many points there are of each kind that a reader should know about. */
export interface Tally {
  readonly points: number;
  readonly configurations: number;
  readonly pointsOnFront: number;
  readonly configurationsOnFront: number;
  /** More than half of the requests failed. */
  readonly mostlyFailed: number;
  readonly withoutUser: number;
  /** Those of them whose TPOT would give a tok/s/user. */
  readonly withTpotAlone: number;
  readonly withoutGpu: number;
  /** Either coordinate unknown. */
  readonly withoutCoordinate: number;
  readonly gpusUnknown: number;
  readonly concurrencyEstimated: number;
  /** Those of them whose E2EL is not stated. */
  readonly estimatedWithoutE2el: number;
  readonly concurrencyUnknown: number;
  /** Points that are medians, and the most samples behind one of them. */
  readonly repeated: number;
  readonly mostRepeats: number;
}

/** Every point of a scenario in the order of its configurations. */
export function rowsOf({ scenario, front }: ScenarioFront): PointRow[] {
  const onFront = new Set(front.map(({ point }) => point));
  return scenario.configurations.flatMap((configuration) =>
    configuration.points.map((point) => ({ configuration, point, front: onFront.has(point) })),
  );
}

/** Counts over one scenario, or over all. */
export function tallyOf(scenarios: readonly ScenarioFront[]): Tally {
  const rows = scenarios.flatMap(rowsOf);
  const count = (holds: (row: PointRow) => boolean) => rows.filter(holds).length;
  return {
    points: rows.length,
    configurations: scenarios.reduce((sum, { scenario }) => sum + scenario.configurations.length, 0),
    pointsOnFront: count(({ front }) => front),
    configurationsOnFront: new Set(rows.filter(({ front }) => front).map(({ configuration }) => configuration)).size,
    mostlyFailed: count(({ point }) => mostlyFailed(point)),
    withoutUser: count(({ point }) => withoutUser(point)),
    withTpotAlone: count(({ point }) => withoutUser(point) && point.metrics.tpot !== null),
    withoutGpu: count(({ point }) => withoutGpu(point)),
    withoutCoordinate: count(({ point }) => withoutUser(point) || withoutGpu(point)),
    gpusUnknown: count(({ configuration }) => configuration.deployment.gpus === null),
    concurrencyEstimated: count(({ point }) => isEstimated(point)),
    estimatedWithoutE2el: count(({ point }) => isEstimated(point) && point.metrics.e2el === null),
    concurrencyUnknown: count(({ point }) => point.load.concurrency === null),
    repeated: count(({ point }) => point.samples.length > 1),
    mostRepeats: rows.reduce((most, { point }) => Math.max(most, point.samples.length), 0),
  };
}

function isEstimated({ load }: Point): boolean {
  return load.concurrencySource === 'estimated';
}

function withoutUser({ metrics }: Point): boolean {
  return metrics['throughput-per-user'] === null;
}

function withoutGpu({ metrics }: Point): boolean {
  return metrics['throughput-per-gpu'] === null;
}
