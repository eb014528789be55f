import { plainFigure } from '../run/number.ts';
import type { Report } from './report.ts';
import { type Figure, trackedIn } from './tracked.ts';

/** Bencher Metric Format: benchmarks by name, each with its measures by slug; metric ids are valid slugs. */
export function renderBmf(report: Report): string {
  const benchmarks = trackedIn(report).map(({ name, figures }) => [name, measuresOf(figures)]);
  return `${JSON.stringify(Object.fromEntries(benchmarks), null, 2)}\n`;
}

function measuresOf(figures: readonly Figure[]) {
  return Object.fromEntries(
    figures.map(({ metric, value, range }) => [
      metric.id,
      {
        value: plainFigure(value),
        ...(range === null ? {} : { lower_value: plainFigure(range[0]), upper_value: plainFigure(range[1]) }),
      },
    ]),
  );
}
