import { plainFigure } from '../run/number.ts';
import type { Report } from './report.ts';
import { type Figure, type Tracked, type TrackedMetric, trackedIn } from './tracked.ts';

/** Begins what people are told of an entry, and says whose file it is. */
export const OWN_EXTRA = 'pareto-report';

/** The two that fronts are made of: of what else is known each is a series more, and a comment has 65,536 characters. */
const OF_POINTS: readonly TrackedMetric['id'][] = ['throughput-per-user', 'throughput-per-gpu'];

/**
 * What github-action-benchmark takes as `customBiggerIsBetter`: a figure an entry, of metrics whose higher values are
 * better. Of points it has those that fronts are made of, since it shows every entry in one comment.
 */
export function renderBiggerIsBetter(report: Report): string {
  const entries = trackedIn(report).flatMap((tracked) =>
    tracked.figures.filter(({ metric }) => isShown(tracked, metric)).map((figure) => entryOf(tracked, figure)),
  );
  return `${JSON.stringify(entries, null, 2)}\n`;
}

function isShown({ kind }: Tracked, { id, better }: TrackedMetric): boolean {
  return better === 'higher' && (kind !== 'point' || OF_POINTS.includes(id));
}

function entryOf({ name, note }: Tracked, { metric: { label, unit }, value, range }: Figure) {
  return {
    name: `${name} · ${label}`,
    unit,
    value: plainFigure(value),
    ...(range === null ? {} : { range: `${plainFigure(range[0])} to ${plainFigure(range[1])}` }),
    extra: note === '' ? OWN_EXTRA : `${OWN_EXTRA}: ${note}`,
  };
}
