import type { Detail } from './detail.ts';
import { effectsExhibit } from './effectwords.ts';
import { type Exhibit, foldedExhibit, markdownExhibit, saidOnce } from './exhibit.ts';
import { frontsExhibit } from './frontchange.ts';
import type { ImageUrl } from './image.ts';
import { absoluteExhibit, objectivesExhibit } from './limit.ts';
import { everyRowExhibit, movedDigest, movedExhibit } from './moved.ts';
import { formatPlural } from './numberformat.ts';
import { oneSidedExhibit } from './onesided.ts';
import { otherMetricsExhibit } from './othermetric.ts';
import type { Report } from './report.ts';
import { acceptedExhibit, changesExhibit } from './setup.ts';
import { foldedTrends, openTrends } from './trendwords.ts';

/** The most rows in each part of a comparison. */
export interface Caps {
  /** Rows for points: moved, one-sided, accepted. */
  readonly moved: number;
  /** Rows for scenarios. */
  readonly scenarios: number;
  readonly changes: number;
}

/**
 * All that is shown of a comparison and of objectives: first what changed, then what moved.
 *
 * @param points renders the points that moved
 */
export function exhibitsOf(
  report: Report,
  { moved, scenarios, changes }: Caps,
  images: ImageUrl | null,
  points = movedExhibit,
): Exhibit[] {
  const { compared } = report;
  const objectives = objectivesExhibit(report, scenarios);
  if (compared === null) return objectives;
  return saidOnce([
    ...changesExhibit(compared, changes),
    ...effectsExhibit(report, compared, moved),
    ...openTrends(report, compared, scenarios, images),
    ...points(report, compared, moved),
    ...oneSidedExhibit(report, compared, moved),
    ...acceptedExhibit(report, compared, moved),
    ...frontsExhibit(report, compared, scenarios),
    ...absoluteExhibit(report, compared, scenarios),
    ...objectives,
  ]);
}

/** The part of a comparison above the sections of a page. */
export function comparisonBlocks(report: Report, images: ImageUrl, detail: Detail): string[] {
  const { moved, overviewRows } = detail;
  const caps = { moved, scenarios: overviewRows, changes: Math.min(moved, overviewRows) };
  return exhibitsOf(report, caps, images, movedDigest).flatMap(markdownExhibit);
}

/** The part of a comparison that a page folds away: all of its rows, and the metrics without a bound. */
export function comparedBlocks(report: Report, images: ImageUrl, { compared: rows, moved }: Detail): string[] {
  const { compared } = report;
  if (compared === null || rows === 0) return [];
  return [
    ...foldedTrends(report, compared, moved, images).flatMap(foldedExhibit),
    ...otherMetricsExhibit(report, compared, Math.min(rows, moved)).flatMap(foldedExhibit),
    ...everyRowExhibit(report, compared, rows).flatMap((all) =>
      foldedExhibit({ ...all, title: `${all.title}: ${formatPlural(compared.comparison.rows.length, 'row')}` }),
    ),
  ];
}
