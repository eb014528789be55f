import type { ScenarioFront } from '../pareto/front.ts';

/** The front of the same scenario in the newest earlier run. */
export function frontBefore(
  { scenario }: Pick<ScenarioFront, 'scenario'>,
  compared: { readonly fronts: readonly ScenarioFront[] } | null,
): ScenarioFront | null {
  return compared?.fronts.find((before) => before.scenario.id === scenario.id) ?? null;
}
