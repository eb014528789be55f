import type { FrontPoint, ScenarioFront } from '../pareto/front.ts';
import type { FrontChange, Reading } from '../regression/front.ts';
import { type Exhibit, exhibit } from './exhibit.ts';
import { hasSeveralScenarios, scenarioColumn, verdictWord } from './moved.ts';
import { formatChange, formatNumber, UNKNOWN } from './number.ts';
import { listOf, nameOf, pointOf } from './phrase.ts';
import type { Compared, Report } from './report.ts';
import type { Column } from './table.ts';

const FRONT_NOTE =
  'Judged over the points that both sides have: the uniform change that would move the area under the front as much. ' +
  'Entered and left are of the full fronts.';

const READING_NOTE =
  'The best a GPU gives where every user gets at least so much. A front is a staircase: where a point becomes a little ' +
  'slower for a user, the reading drops to the next step.';

/** How the front of each scenario changed, the worst first. */
export function frontsExhibit(report: Report, { comparison }: Compared, most: number): Exhibit[] {
  const columns: Column<FrontChange>[] = [
    ...scenarioColumn<FrontChange>(hasSeveralScenarios(report), ({ scenario }) => scenario),
    { label: 'Change', align: 'right', text: ({ change }) => formatChange(change) },
    { label: 'Bound', align: 'right', text: ({ bound }) => bound ?? UNKNOWN },
    { label: 'Verdict', align: 'left', text: ({ bound, verdict }) => (bound === null ? '' : verdictWord(verdict)) },
    { label: 'Area before', align: 'right', text: ({ baselineArea }) => formatNumber(baselineArea) },
    { label: 'Area now', align: 'right', text: ({ candidateArea }) => formatNumber(candidateArea) },
    { label: 'Entered', align: 'left', text: ({ entered }) => listOf(entered.map(nameOf)) },
    { label: 'Left', align: 'left', text: ({ left }) => listOf(left.map(nameOf)) },
  ];
  return exhibit('Change of the front', columns, worstFirst(comparison.fronts), most, FRONT_NOTE);
}

/** tok/s/GPU of one scenario at equal tok/s/user, before and now, and the points that give it. */
export function readingsExhibit({ scenario, front }: ScenarioFront, compared: Compared, most: number): Exhibit[] {
  const change = compared.comparison.fronts.find((other) => other.scenario === scenario.id);
  const before = compared.fronts.find((other) => other.scenario.id === scenario.id)?.front ?? [];
  const columns: Column<Reading>[] = [
    { label: 'tok/s/user', align: 'right', text: ({ x }) => formatNumber(x) },
    { label: 'tok/s/GPU before', align: 'right', text: ({ baseline }) => formatNumber(baseline) },
    { label: 'tok/s/GPU now', align: 'right', text: ({ candidate }) => formatNumber(candidate) },
    { label: 'Change', align: 'right', text: (reading) => formatChange(reading.change) },
    { label: 'Before by', align: 'left', text: ({ x }) => giverAt(before, x) },
    { label: 'Now by', align: 'left', text: ({ x }) => giverAt(front, x) },
  ];
  return exhibit('tok/s/GPU at equal tok/s/user', columns, change?.at ?? [], most, READING_NOTE);
}

/** The front's point that gives a speed at the most tok/s/GPU: the slowest that is as fast. */
function giverAt(front: readonly FrontPoint[], x: number): string {
  const giver = front.find((point) => point.x >= x);
  return giver === undefined ? 'no point as fast' : pointOf(giver);
}

/** The largest loss first; what is not known last. */
export function worstFirst(fronts: readonly FrontChange[]): FrontChange[] {
  return [...fronts].sort(
    (a, b) => (a.change ?? Number.POSITIVE_INFINITY) - (b.change ?? Number.POSITIVE_INFINITY) || 0,
  );
}
