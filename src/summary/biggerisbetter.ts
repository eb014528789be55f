import type { Report } from './report.ts';
import { type Figure, type Tracked, trackedIn } from './tracked.ts';

/** Begins what people are told of an entry, and says whose file it is. */
export const OWN_EXTRA = 'pareto-report';

/**
 * What github-action-benchmark takes as `customBiggerIsBetter`: a figure an entry, of metrics whose higher values are
 * better.
 */
export function renderBiggerIsBetter(report: Report): string {
  const entries = trackedIn(report).flatMap((tracked) =>
    tracked.figures.filter(({ metric }) => metric.better === 'higher').map((figure) => entryOf(tracked, figure)),
  );
  return `${JSON.stringify(entries, null, 2)}\n`;
}

function entryOf({ name, note }: Tracked, { metric: { label, unit }, value, range }: Figure) {
  return {
    name: `${name} · ${label}`,
    unit,
    value,
    ...(range === null ? {} : { range: `${range[0]} to ${range[1]}` }),
    extra: note === '' ? OWN_EXTRA : `${OWN_EXTRA}: ${note}`,
  };
}
