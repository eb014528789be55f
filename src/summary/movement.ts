import type { Detail } from './detail.ts';
import { effectsDigest } from './effectwords.ts';
import { type Exhibit, foldedExhibit, openBody, saidOnce } from './exhibit.ts';
import { frontsExhibit } from './frontchange.ts';
import type { ImageUrl } from './image.ts';
import { absoluteExhibit } from './limit.ts';
import { movedDigest } from './moved.ts';
import { oneSidedExhibit } from './onesided.ts';
import { movedReadingsExhibit } from './readingexhibit.ts';
import type { ComparisonReport, Report } from './report.ts';
import { acceptedExhibit, changesExhibit } from './setup.ts';
import { foldedTrends, openTrends } from './trendwords.ts';

/** The rows that a comment shows at once, shared by all tables of what moved; each table gets a few. */
const OPEN_ROWS = 10;
const LEAST_ROWS = 3;

/** What did not simply pass is shown at once; the rest of a comparison is folded away. */
export function movementBlocks(report: Report, urls: ImageUrl, { moved, overviewRows }: Detail): string[] {
  const { compared } = report;
  if (compared === null) return [];
  const unpassed = withoutPassed(compared);
  // A comment names no files, because its readers do not have them.
  const images = hasUrl(report, urls) ? urls : null;
  const oneSided = oneSidedExhibit(report, compared, moved);
  // Where points are missing, the alert sends readers to look for them.
  const sought = compared.comparison.verdict === 'missing';
  const tables = movedDigest(report, compared, moved);
  const share = Math.max(LEAST_ROWS, Math.floor(OPEN_ROWS / tables.length));
  const effects = effectsDigest(report, compared, moved);
  const open = [
    ...openTrends(report, compared, overviewRows, images),
    ...(sought ? oneSided : []),
    ...frontsExhibit(report, unpassed, overviewRows),
    ...movedReadingsExhibit(report, compared, overviewRows),
    ...absoluteExhibit(report, unpassed, overviewRows),
  ];
  const folded = [
    ...foldedTrends(report, compared, Math.min(moved, overviewRows), images),
    ...(sought ? [] : oneSided),
    ...acceptedExhibit(report, compared, moved),
    ...changesExhibit(compared, Math.min(moved, overviewRows)),
  ];
  return [
    ...saidOnce([...effects, ...tables, ...open]).flatMap((shown, i) =>
      titled(shown, i < effects.length || i >= effects.length + tables.length ? OPEN_ROWS : share),
    ),
    ...folded.flatMap(foldedExhibit),
  ];
}

/** Whether pictures have URLs: either all do or none. */
function hasUrl({ plots: [plot] }: Report, urls: ImageUrl): boolean {
  return plot !== undefined && urls(plot.file) !== null;
}

function withoutPassed(compared: ComparisonReport): ComparisonReport {
  const { fronts, absolute } = compared.comparison;
  const comparison = {
    ...compared.comparison,
    fronts: fronts.filter(({ bound, verdict }) => bound !== null && verdict !== 'pass'),
    absolute: absolute.filter(({ verdict }) => verdict !== 'pass'),
  };
  return { ...compared, comparison };
}

function titled(shown: Exhibit, rows: number): string[] {
  return [`**${shown.title}**`, ...openBody(shown, rows)];
}
