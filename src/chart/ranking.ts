import type { ScenarioFront } from '../pareto/front.ts';
import type { Configuration } from '../scenario/scenario.ts';
import { printable } from './printable.ts';

/** A configuration in a chart, by which it has the same colour and shape in every chart of its scenario. */
export interface Series {
  /** Of the configuration. */
  readonly id: string;
  /** The same, safe to lay out. */
  readonly name: string;
  /** Null where the deployment is not known. */
  readonly disaggregated: boolean | null;
  /**
   * Place among the configurations that have a colour: those that reach the trade-off's front in their order along it,
   * then those that are best in this chart. Null for the others.
   */
  readonly rank: number | null;
}

/** Colours that there are before they repeat. */
export const COLOURS = 8;

/** A configuration without its points. */
export function seriesOf({ id, deployment }: Configuration, ranks: ReadonlyMap<string, number>): Series {
  return { id, name: printable(id), disaggregated: deployment.disaggregated, rank: ranks.get(id) ?? null };
}

/** The configurations that reach a front, by id, with their places along it. */
export function ranksOf(front: ScenarioFront['front']): Map<string, number> {
  const ids = new Set(front.map(({ configuration }) => configuration.id));
  return new Map([...ids].map((id, rank) => [id, rank]));
}

/** Those without a rank first, so that the others are drawn over them. */
export function inLayers<S extends Pick<Series, 'rank'>>(series: readonly S[]): S[] {
  return [...series.filter(({ rank }) => rank === null), ...series.filter(({ rank }) => rank !== null)];
}

/** Whether a value can be drawn along an axis. */
export function isCoordinate(value: number | null): value is number {
  return value !== null && Number.isFinite(value) && value >= 0;
}
