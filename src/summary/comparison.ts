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

/** Most rows of each part of a comparison. */
export interface Caps {
  /** Points: moved, one-sided, accepted. */
  readonly moved: number;
  /** Scenarios. */
  readonly scenarios: number;
  readonly changes: number;
}

/**
 * Everything to show of a comparison and of objectives, what changed first, then what moved.
 *
 * @param points shows the points that moved
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

/** The comparison above the sections of a page. */
export function comparisonBlocks(report: Report, images: ImageUrl, detail: Detail): string[] {
  const { moved, overviewRows } = detail;
  const caps = { moved, scenarios: overviewRows, changes: Math.min(moved, overviewRows) };
  return exhibitsOf(report, caps, images, movedDigest).flatMap(markdownExhibit);
}

/** What a page keeps folded away of a comparison: all of its rows, and the metrics without a bound. */
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
