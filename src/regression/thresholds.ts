import { type Load, reportedConcurrency } from '../run/load.ts';
import type { MetricId } from '../run/metric.ts';
import { matchesGlob, namesOf } from '../scenario/glob.ts';
import type { Configuration, Scenario } from '../scenario/scenario.ts';
import { type Bound, isOfPoints, isRelative } from './bound.ts';
import { USUAL_BOUNDS } from './default.ts';

/** Where something applies: globs on names, and a load; what is absent applies everywhere. */
export interface Scope {
  /** Matched against the scenario's id or its model. */
  readonly scenario: string | null;
  /** Matched against the configuration's id, its label, the name of its setup or its key. */
  readonly configuration: string | null;
  readonly concurrency: number | null;
  /** Requests/s. */
  readonly rate: number | null;
}

/** Bounds for some points; a metric may be exempted from every bound. */
export interface Override {
  readonly scope: Scope;
  readonly bounds: readonly Bound[];
  readonly freed: readonly Bound['metric'][];
}

/** A deliberate loss: wider bounds for some points, until a given day. */
export interface Acceptance {
  readonly scope: Scope;
  readonly bound: Bound;
  readonly reason: string;
  /** The last day on which it applies, `2026-12-31`. */
  readonly until: string;
}

/** Everything that a gate checks. */
export interface Thresholds {
  /** For all points; a metric that is not named here keeps its default. */
  readonly bounds: readonly Bound[];
  readonly freed: readonly Bound['metric'][];
  /** In the order written: later entries win. */
  readonly overrides: readonly Override[];
  readonly acceptances: readonly Acceptance[];
}

/** A place that a scope may apply to. */
export interface Place {
  readonly scenario: Pick<Scenario, 'id' | 'model'>;
  readonly configuration?: Pick<Configuration, 'id' | 'label' | 'key' | 'name'>;
  readonly load?: Load;
  /** The defaults at this place; those of any point if left out. */
  readonly usual?: readonly Bound[];
}

/** The bounds on points at a place, or on a scenario where the place names no configuration. */
export function boundsAt({ bounds, freed, overrides }: Thresholds, place: Place): readonly Bound[] {
  const layers = [
    { bounds: place.usual ?? USUAL_BOUNDS, freed: [] as readonly Bound['metric'][] },
    { bounds, freed },
  ];
  for (const { scope, bounds: own, freed: gone } of overrides) {
    if (covers(scope, place)) layers.push({ bounds: own, freed: gone });
  }
  return layers.reduce<readonly Bound[]>((below, layer) => {
    const named = new Set([...layer.bounds.map(({ metric }) => metric), ...layer.freed]);
    return [...below.filter(({ metric }) => !named.has(metric)), ...layer.bounds];
  }, []);
}

/** Bounds against a baseline, on the metrics of points. */
export function relativeBoundsAt(thresholds: Thresholds, place: Place): (Bound & { readonly metric: MetricId })[] {
  return boundsAt(thresholds, place).filter(isOfPoints).filter(isRelative);
}

/** Whether a scope selects single points, because it names a configuration or a load. */
export function isPointed({ configuration, concurrency, rate }: Scope): boolean {
  return configuration !== null || concurrency !== null || rate !== null;
}

/** Whether a scope applies at a place; a scope that names something which the place leaves open does not. */
export function covers({ scenario, configuration, concurrency, rate }: Scope, place: Place): boolean {
  const named = (glob: string | null, names: readonly (string | null | undefined)[]) =>
    glob === null || names.some((name) => typeof name === 'string' && matchesGlob(glob, name));
  return (
    named(scenario, [place.scenario.id, place.scenario.model]) &&
    named(configuration, place.configuration === undefined ? [] : namesOf(place.configuration)) &&
    (concurrency === null || (place.load !== undefined && reportedConcurrency(place.load) === concurrency)) &&
    (rate === null || place.load?.rate === rate)
  );
}
