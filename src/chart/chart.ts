import { PLANES } from '../pareto/plane.ts';
import type { PlaneChart } from './planechart.ts';
import type { RateChart } from './ratechart.ts';
import type { TrendChart } from './trendchart.ts';

/** What can be drawn, each as plain data. */
export type Chart = PlaneChart | RateChart | TrendChart;

export type ChartKind = Chart['kind'];

/** What can be asked for, and the names of files tell. */
export const CHART_KINDS: readonly ChartKind[] = [...PLANES.map(({ id }) => id), 'latency', 'trend'];
