import type { Chart } from '../chart/chart.ts';

/** What joins parts of a chart to each other and to runs, and is not drawn. */
const UNDRAWN = new Set(['id', 'key', 'scenario']);

/** All texts of a chart, of which its picture's are made. */
export function textsIn(chart: Chart): string[] {
  return strings(chart);
}

function strings(data: unknown): string[] {
  if (typeof data === 'string') return [data];
  if (typeof data !== 'object' || data === null) return [];
  return Object.entries(data).flatMap(([name, value]) =>
    typeof value === 'string' && UNDRAWN.has(name) ? [] : strings(value),
  );
}
