import type { ScenarioFront } from '../pareto/front.ts';
import { UNKNOWN_LABEL } from '../run/label.ts';
import type { Configuration } from '../scenario/scenario.ts';
import { printable } from './printable.ts';

/** A configuration in a chart; it has the same colour and shape in every chart of its scenario. */
export interface Series {
  /** Of the configuration. */
  readonly id: string;
  /** The same, made safe to lay out. */
  readonly name: string;
  /** Null if the deployment is unknown. */
  readonly disaggregated: boolean | null;
  /**
   * The colour from `coloursOf` for those on the trade-off's front and those that are best in this chart; null for the
   * others.
   */
  readonly colour: number | null;
}

/** A configuration without its points. */
export function seriesOf({ id, deployment }: Configuration, colours: ReadonlyMap<string, number>): Series {
  return { id, name: nameOf(id), disaggregated: deployment.disaggregated, colour: colours.get(id) ?? null };
}

const UNSTATED = `${UNKNOWN_LABEL} · `;

/** An id without the part which its mark already conveys: that the deployment is not stated. */
function nameOf(id: string): string {
  return printable(id.startsWith(UNSTATED) ? id.slice(UNSTATED.length) : id);
}

/** Ids of the configurations on a front, in their order along it. */
export function alongFront(front: ScenarioFront['front']): string[] {
  return [...new Set(front.map(({ configuration }) => configuration.id))];
}

/** Sorts those without a colour first, so that the others are drawn on top. */
export function inLayers<S extends Pick<Series, 'colour'>>(series: readonly S[]): S[] {
  return [...series.filter(({ colour }) => colour === null), ...series.filter(({ colour }) => colour !== null)];
}

/** Whether a value can be drawn along an axis. */
export function isCoordinate(value: number | null): value is number {
  return value !== null && Number.isFinite(value) && value >= 0;
}
