import { groupBy } from '../run/groupby.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { conditionsOf, nameOf } from './phrase.ts';
import type { Report } from './report.ts';

/**
 * The shortest name that tells each scenario of both sides from the others, by its id: `Llama-3.1-70B-Instruct`,
 * `Llama-3.1-70B-Instruct, ISL 1,000`; the id itself where a name would be of two.
 */
export function scenarioNames({ scenarios, compared }: Pick<Report, 'scenarios' | 'compared'>): (id: string) => string {
  const all = new Map([...(compared?.fronts ?? []), ...scenarios].map(({ scenario }) => [scenario.id, scenario]));
  const parts = new Map([...all].map(([id, scenario]) => [id, partsOf(scenario)]));
  const uses = groupBy([...parts.values()].flat(), (part) => part);
  const isTelling = (part: string) => (uses.get(part)?.length ?? 0) < all.size;
  const names = new Map(
    [...parts].map(([id, [model = '', ...others]]) => [id, [model, ...others.filter(isTelling)].join(', ')]),
  );
  const named = groupBy([...names.values()], (name) => name);
  return (id) => {
    const name = names.get(id);
    return name === undefined || (named.get(name)?.length ?? 0) > 1 ? id : name;
  };
}

/** The model without its organisation, the accelerator, and what else is held constant. */
function partsOf(scenario: Scenario): string[] {
  const { model, accelerator } = scenario;
  return [
    ...new Set([
      nameOf(model ?? 'unknown model').replace(/^.*\//, ''),
      nameOf(accelerator ?? 'unknown accelerator'),
      ...conditionsOf(scenario),
    ]),
  ];
}
