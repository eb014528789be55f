import type { ScenarioFront } from '../pareto/front.ts';
import { groupBy } from '../run/groupby.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { conditionsOf, nameOf } from './phrase.ts';
import type { Report } from './report.ts';

/** Gives the name of a scenario by its id. */
type Names = (id: string) => string;

/** Cached, because every table of a page asks for the same names. */
const known = new WeakMap<Report['scenarios'], { readonly fronts: readonly ScenarioFront[]; readonly names: Names }>();

const NO_FRONTS: readonly ScenarioFront[] = [];

/**
 * The shortest name that distinguishes each scenario of both sides from the others, by its id:
 * `Llama-3.1-70B-Instruct`, `Llama-3.1-70B-Instruct, ISL 1,000`; the id itself if two would share a name.
 */
export function scenarioNames({ scenarios, compared }: Pick<Report, 'scenarios' | 'compared'>): Names {
  const fronts = compared?.fronts ?? NO_FRONTS;
  const before = known.get(scenarios);
  if (before?.fronts === fronts) return before.names;
  const names = namesOf([...fronts, ...scenarios].map(({ scenario }) => scenario));
  known.set(scenarios, { fronts, names });
  return names;
}

function namesOf(scenarios: readonly Scenario[]): Names {
  const parts = new Map(scenarios.map((scenario) => [scenario.id, partsOf(scenario)]));
  const uses = groupBy([...parts.values()].flat(), (part) => part);
  const isTelling = (part: string) => (uses.get(part)?.length ?? 0) < parts.size;
  const nameFor = ([model = '', ...others]: readonly string[]) => [model, ...others.filter(isTelling)].join(', ');
  const names = new Map([...parts].map(([id, own]) => [id, nameFor(own)]));
  const named = groupBy([...names.values()], (name) => name);
  return (id) => {
    const name = names.get(id);
    return name === undefined || (named.get(name)?.length ?? 0) > 1 ? id : name;
  };
}

/** The model without its organisation, the accelerator, and whatever else is held constant. */
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
