import { PLANES } from '../pareto/plane.ts';
import type { PlaneChart } from './planechart.ts';
import type { RateChart } from './ratechart.ts';
import type { TrendChart } from './trendchart.ts';

/** Everything that can be drawn, as plain data. */
export type Chart = PlaneChart | RateChart | TrendChart;

export type ChartKind = Chart['kind'];

/** The kinds that users can ask for, which are part of file names. */
export const CHART_KINDS: readonly ChartKind[] = [...PLANES.map(({ id }) => id), 'latency', 'trend'];
