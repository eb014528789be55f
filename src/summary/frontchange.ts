import type { FrontChange } from '../regression/judgedfront.ts';
import { type Exhibit, exhibit } from './exhibit.ts';
import { scenarioColumn, verdictWord } from './moved.ts';
import { formatBound, formatChange, formatDigits, UNKNOWN } from './numberformat.ts';
import { newestAlone } from './origin.ts';
import { listOf, nameOf } from './phrase.ts';
import type { ComparisonReport, Report } from './report.ts';
import { type Column, ESSENTIAL } from './tableblock.ts';
import { verdictPaint } from './verdictpaint.ts';

const FRONT_NOTE = 'Size: the square root of the area under the front, over the points that both sides have.';
const MOVE_NOTE = 'Entered and left: configurations that joined the full front, or dropped off it.';

/** Significant digits of a size, enough for its change to follow from the figures shown. */
const SIZE_DIGITS = 5;

/** As long as the front is wide: a uniform change of every point changes it by the same share. */
function sizeOf(area: number | null): string {
  return area === null || !Number.isFinite(area) ? UNKNOWN : formatDigits(Math.sqrt(area), SIZE_DIGITS);
}

/** How the front of each scenario changed, the worst first. */
export function frontsExhibit(report: Report, compared: ComparisonReport, most: number): Exhibit[] {
  const hasMoves = compared.comparison.fronts.some(({ entered, left }) => entered.length + left.length > 0);
  const notes = [FRONT_NOTE, ...(hasMoves ? [MOVE_NOTE] : []), ...newestAlone(compared)];
  const columns: Column<FrontChange>[] = [
    ...scenarioColumn<FrontChange>(report, ({ scenario }) => scenario),
    { label: 'Change', align: 'right', worth: ESSENTIAL, text: ({ change }) => formatChange(change) },
    { label: 'Bound', align: 'right', text: ({ bound, change }) => formatBound(change === null ? null : bound) },
    {
      label: 'Verdict',
      align: 'left',
      worth: 8,
      paint: ({ verdict }) => verdictPaint(verdict),
      text: ({ bound, verdict }) => (bound === null ? '' : verdictWord(verdict)),
    },
    { label: 'Size before', align: 'right', worth: 2, text: ({ baselineArea }) => sizeOf(baselineArea) },
    { label: 'Size now', align: 'right', worth: 2, text: ({ candidateArea }) => sizeOf(candidateArea) },
    { label: 'Entered', align: 'left', worth: 4, text: ({ entered }) => listOf(entered.map(nameOf)) },
    { label: 'Left', align: 'left', worth: 4, text: ({ left }) => listOf(left.map(nameOf)) },
  ];
  return exhibit('Change of the front', columns, worstFirst(compared.comparison.fronts), most, notes);
}

/** The largest loss first; unknown changes last. */
export function worstFirst(fronts: readonly FrontChange[]): FrontChange[] {
  return [...fronts].sort((a, b) => shownOf(a) - shownOf(b) || 0);
}

/** The change as it is displayed, so that rows that look alike stay in the order of scenarios. */
function shownOf({ change }: FrontChange): number {
  return change === null ? Number.POSITIVE_INFINITY : Math.round(change * 1000);
}
