import { groupBy } from '../run/groupby.ts';
import { type Problem, problem } from '../run/problem.ts';
import type { Run } from '../run/run.ts';
import { kindOf } from './group.ts';
import type { Scenario } from './scenario.ts';
import type { ScenarioGroups } from './sides.ts';

/** Warns if runs of one configuration ended up in different scenarios only because of their measured lengths. */
export function fallenApart({ places, sides }: ScenarioGroups): Problem[] {
  const scenarios = new Map(sides.flatMap(({ candidate }) => (candidate === null ? [] : [[candidate.id, candidate]])));
  const measured = [...places].filter(([run, { scenario }]) => isMeasured(run) && scenarios.has(scenario));
  const apart = [...groupBy(measured, ([run, { key }]) => `${key} ${kindOf(run)}`).values()].filter(
    (own) => new Set(own.map(([, { scenario }]) => scenario)).size > 1,
  );
  const [first] = apart;
  if (first === undefined) return [];
  const lengths = [...new Set(first.map(([, { scenario }]) => lengthsOf(scenarios.get(scenario))))].sort();
  const name = first[0]?.[1].configuration;
  const some = apart.length === 1 ? `${name} is` : `${apart.length} configurations (${name}, …) are`;
  const message = `${some} in several scenarios by measured lengths alone, ${lengths.join(' and ')}: raise length-tolerance to join them if they are one workload`;
  return [problem('notice', 'unlike-lengths', message)];
}

function isMeasured({ workload: { isl, osl } }: Run): boolean {
  return (isl.requested === null && isl.measured !== null) || (osl.requested === null && osl.measured !== null);
}

function lengthsOf(scenario: Scenario | undefined): string {
  const whole = (length: number | null | undefined) => (length == null ? 'unknown' : String(Math.round(length)));
  return `ISL ${whole(scenario?.isl)} with OSL ${whole(scenario?.osl)}`;
}
