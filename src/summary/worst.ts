import type { ScenarioFront } from '../pareto/front.ts';
import { WORST_FIRST } from '../regression/verdict.ts';
import { movedRows } from './moved.ts';
import type { Report } from './report.ts';

const TOLD = WORST_FIRST.filter((verdict) => verdict !== 'pass');

/** Scenarios by what became of them, the worst first; those that just passed stay in their order at the end. */
export function worstScenariosFirst({ scenarios, compared }: Report): ScenarioFront[] {
  if (compared === null) return [...scenarios];
  const { rows, fronts, absolute } = compared.comparison;
  const judged = [
    ...movedRows(rows),
    ...fronts.filter(({ bound }) => bound !== null),
    ...absolute,
    ...rows.filter(({ verdict }) => verdict === 'missing' || verdict === 'not-comparable'),
  ];
  const told = TOLD.flatMap((wanted) => judged.filter(({ verdict }) => verdict === wanted));
  const ids = [...new Set(told.map(({ scenario }) => scenario))];
  const places = new Map(ids.map((id, place) => [id, place]));
  const placeOf = ({ scenario }: ScenarioFront) => places.get(scenario.id) ?? ids.length;
  return [...scenarios].sort((a, b) => placeOf(a) - placeOf(b));
}
