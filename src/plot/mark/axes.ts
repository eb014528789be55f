import type { Markish } from '@observablehq/plot';
import type { ConcurrencySource } from '../../run/load.ts';
import type { UserThroughput } from '../../run/metric.ts';
import type { Frame } from '../frame.ts';
import { tickFormat } from '../number.ts';
import type { PlotLibrary } from '../studio.ts';
import type { Theme } from '../theme.ts';
import { textLines } from './text.ts';

const TICK_SIZE = 12;
const LABEL_SIZE = 13;

/** What is along the horizontal axis. */
export interface PerUser {
  readonly userThroughput: UserThroughput;
  /** How the concurrencies of the points are known. */
  readonly sources: ReadonlySet<ConcurrencySource>;
}

/** Grid, ticks, and each axis named in words with its unit and, for tok/s/user, the definition used. */
export function axes(plot: PlotLibrary, frame: Frame, theme: Theme, perUser: PerUser): Markish[] {
  const ticks = { tickSize: 0, tickPadding: 7, fontSize: TICK_SIZE, color: theme.muted, label: null };
  const x = `Output tokens per second per user (tok/s/user = ${definitionOf(perUser)}) →`;
  const y = '↑ Output tokens per second per GPU (tok/s/GPU)';
  return [
    plot.gridX({ stroke: theme.grid, strokeOpacity: 1, ticks: 10 }),
    plot.gridY({ stroke: theme.grid, strokeOpacity: 1, ticks: 8 }),
    plot.axisX({ ...ticks, ticks: 10, tickFormat: tickFormat(frame.maxX) }),
    plot.axisY({ ...ticks, ticks: 8, tickFormat: tickFormat(frame.maxY) }),
    plot.ruleX([0], { stroke: theme.muted }),
    plot.ruleY([0], { stroke: theme.muted }),
    textLines(plot, [{ text: x, x: frame.right, y: frame.bottom + 42, color: theme.ink }], {
      size: LABEL_SIZE,
      anchor: 'end',
    }),
    textLines(plot, [{ text: y, x: 24, y: frame.top - 14, color: theme.ink }], { size: LABEL_SIZE }),
  ];
}

/** How tok/s/user is defined, and whether a concurrency in it is an estimate. */
export function definitionOf({ userThroughput, sources }: PerUser): string {
  if (userThroughput === 'tpot') return '1000 ÷ mean TPOT in ms';
  if (!sources.has('estimated')) return 'output tok/s ÷ concurrency';
  return `output tok/s ÷ ${sources.has('reported') ? 'reported or ' : ''}estimated concurrency`;
}
