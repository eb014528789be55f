import { frontIn, type ScenarioFront } from '../pareto/front.ts';

/** The front of the same scenario in the newest earlier run. */
export function frontBefore(
  { scenario }: Pick<ScenarioFront, 'scenario'>,
  compared: { readonly fronts: readonly ScenarioFront[] } | null,
): ScenarioFront | null {
  return compared === null ? null : frontIn(compared.fronts, scenario.id);
}
