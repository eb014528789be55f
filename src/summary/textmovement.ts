import { effectsExhibit } from './effectwords.ts';
import { type Exhibit, saidOnce } from './exhibit.ts';
import { frontsExhibit } from './frontchange.ts';
import { absoluteExhibit, objectivesExhibit } from './limit.ts';
import { movedDigest } from './moved.ts';
import { oneSidedExhibit } from './onesided.ts';
import { movedReadingsExhibit } from './readingexhibit.ts';
import type { ComparisonReport, Report } from './report.ts';
import { acceptedExhibit, changesExhibit } from './setup.ts';

/**
 * What moved against the baseline, for readers who have the full report elsewhere: without fronts and bounds that
 * passed, without effects at single points where points are listed individually, and without trends.
 *
 * @param most rows per table
 */
export function movementExhibits(report: Report, most: number): Exhibit[] {
  const objectives = objectivesExhibit(report, most);
  if (report.compared === null) return objectives;
  const compared = unsettled(report.compared);
  return saidOnce([
    ...effectsExhibit(report, compared, most),
    ...movedDigest(report, compared, most),
    ...oneSidedExhibit(report, compared, most),
    ...frontsExhibit(report, compared, most),
    ...movedReadingsExhibit(report, compared, most),
    ...absoluteExhibit(report, compared, most),
    ...objectives,
    ...acceptedExhibit(report, compared, most),
    ...changesExhibit(compared, most),
  ]);
}

function unsettled(compared: ComparisonReport): ComparisonReport {
  const { fronts, absolute, effects, rows } = compared.comparison;
  const listed = new Set<string>(rows.map(({ verdict }) => verdict));
  const comparison = {
    ...compared.comparison,
    fronts: fronts.filter(({ bound, verdict }) => bound !== null && verdict !== 'pass'),
    absolute: absolute.filter(({ verdict }) => verdict !== 'pass'),
    effects: effects.filter(({ effect, verdict }) => effect !== 'point' || !listed.has(verdict)),
  };
  return { ...compared, comparison };
}
