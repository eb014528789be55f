import type { Compared, Report } from './report.ts';

/**
 * A report with what its comparison leaves open: without fronts and bounds that passed, without effects at single
 * points where the points themselves are listed, and without trends. For a reader who has the whole elsewhere.
 */
export function unsettled(report: Report): Report {
  return report.compared === null ? report : { ...report, compared: withoutSettled(report.compared) };
}

function withoutSettled(compared: Compared): Compared {
  const { fronts, absolute, effects, rows } = compared.comparison;
  const areListed = new Set(rows.map(({ verdict }) => verdict));
  const comparison = {
    ...compared.comparison,
    fronts: fronts.filter(({ bound, verdict }) => bound !== null && verdict !== 'pass'),
    absolute: absolute.filter(({ verdict }) => verdict !== 'pass'),
    effects: effects.filter(({ effect, verdict }) => effect !== 'point' || !areListed.has(verdict)),
    trends: [],
  };
  return { ...compared, comparison };
}
