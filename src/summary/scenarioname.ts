import { groupBy } from '../run/groupby.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { conditionsOf, nameOf } from './phrase.ts';
import type { Report } from './report.ts';

/** Names of the scenarios of both sides by their ids; the id itself where a name would be of two. */
export function scenarioNames({ scenarios, compared }: Pick<Report, 'scenarios' | 'compared'>): (id: string) => string {
  const all = new Map([...(compared?.fronts ?? []), ...scenarios].map(({ scenario }) => [scenario.id, scenario]));
  const names = new Map([...all].map(([id, scenario]) => [id, scenarioName(scenario, [...all.values()])]));
  const uses = groupBy([...names.values()], (name) => name);
  return (id) => {
    const name = names.get(id);
    return name === undefined || (uses.get(name)?.length ?? 0) > 1 ? id : name;
  };
}

/**
 * The shortest name that tells a scenario from the others: `Llama-3.1-70B-Instruct`, `Llama-3.1-70B-Instruct, ISL 1,000`.
 *
 * @param all the scenarios of a report, of both sides
 */
function scenarioName(scenario: Scenario, all: readonly Scenario[]): string {
  const parts = partsOf(scenario);
  const others = all.filter(({ id }) => id !== scenario.id).map(partsOf);
  const telling = parts.filter((part) => others.some((other) => !other.includes(part)));
  const [model = ''] = parts;
  return [model, ...telling.filter((part) => part !== model)].join(', ');
}

/** The model without its organisation, the accelerator, and what else is held constant. */
function partsOf(scenario: Scenario): string[] {
  const { model, accelerator } = scenario;
  return [
    nameOf(model ?? 'unknown model').replace(/^.*\//, ''),
    nameOf(accelerator ?? 'unknown accelerator'),
    ...conditionsOf(scenario),
  ];
}
