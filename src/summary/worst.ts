import type { ScenarioFront } from '../pareto/front.ts';
import type { RowVerdict } from '../regression/verdict.ts';
import { movedRows } from './moved.ts';
import type { Report } from './report.ts';

const WORST_FIRST: readonly RowVerdict[] = ['regression', 'missing', 'inconclusive', 'not-comparable', 'improvement'];

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
  const told = WORST_FIRST.flatMap((wanted) => judged.filter(({ verdict }) => verdict === wanted));
  const ids = [...new Set(told.map(({ scenario }) => scenario))];
  const places = new Map(ids.map((id, place) => [id, place]));
  const placeOf = ({ scenario }: ScenarioFront) => places.get(scenario.id) ?? ids.length;
  return [...scenarios].sort((a, b) => placeOf(a) - placeOf(b));
}
