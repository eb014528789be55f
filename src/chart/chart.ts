import type { PlaneChart } from './planechart.ts';
import type { RateChart } from './ratechart.ts';

/** What can be drawn, each as plain data. */
export type Chart = PlaneChart | RateChart;
