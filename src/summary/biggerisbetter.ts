import { plainFigure } from '../run/number.ts';
import type { Report } from './report.ts';
import { type Figure, type TrackedItem, type TrackedMetric, trackedIn } from './tracked.ts';

/** What the description of each entry begins with; it also marks the file as ours. */
export const OWN_EXTRA = 'pareto-report';

/**
 * The two metrics that fronts are made of: every further metric would add a series, and a comment holds 65,536
 * characters.
 */
const OF_POINTS: readonly TrackedMetric['id'][] = ['throughput-per-user', 'throughput-per-gpu'];

/**
 * github-action-benchmark's `customBiggerIsBetter`: one entry per figure, for metrics of which higher is better. Points
 * contribute only the metrics that fronts are made of, because that tool shows every entry in one comment.
 */
export function renderBiggerIsBetter(report: Report): string {
  const entries = trackedIn(report).flatMap((tracked) =>
    tracked.figures.filter(({ metric }) => isShown(tracked, metric)).map((figure) => entryOf(tracked, figure)),
  );
  return `${JSON.stringify(entries, null, 2)}\n`;
}

function isShown({ kind }: TrackedItem, { id, better }: TrackedMetric): boolean {
  return better === 'higher' && (kind !== 'point' || OF_POINTS.includes(id));
}

function entryOf({ name, note }: TrackedItem, { metric: { label, unit }, value, range }: Figure) {
  return {
    name: `${name} · ${label}`,
    unit,
    value: plainFigure(value),
    ...(range === null ? {} : { range: `${plainFigure(range[0])} to ${plainFigure(range[1])}` }),
    extra: note === '' ? OWN_EXTRA : `${OWN_EXTRA}: ${note}`,
  };
}
