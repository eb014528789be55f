import type { Markish, RenderFunction } from '@observablehq/plot';
import { type ChartAxis, figureOn } from '../../chart/axis.ts';
import { tickFormat, tickTextFor } from '../../chart/chartnumber.ts';
import { ticksOf } from '../../chart/ticks.ts';
import { type Frame, isNarrow } from '../frame.ts';
import type { Segment } from '../geometry.ts';
import { pxOf, type Scale } from '../scale.ts';
import type { Theme } from '../theme.ts';
import type { Tools } from '../tools.ts';
import { truncate } from '../truncate.ts';
import { axisLines, gridLines } from './gridlines.ts';
import type { Region } from './region.ts';
import { textLines } from './textlines.ts';

const TICK_SIZE = 12;
/** The distance between a tick's text and the axis, and the least distance between two texts, in px. */
const PAD = 7;
const LABEL_SIZE = 13;
/** The left margin of everything but the data, in px. */
const LEFT = 24;
/** The approximate number of ticks on each axis. */
const TICKS = { wide: { x: 10, y: 8 }, narrow: { x: 5, y: 6 } };

/** Grid, ticks, and the name and unit of each axis. */
export function axes(
  { plot, faces, pixels }: Pick<Tools, 'plot' | 'faces' | 'pixels'>,
  { x, y }: { readonly x: ChartAxis; readonly y: ChartAxis },
  frame: Frame,
  regions: readonly Region[],
  theme: Theme,
): Markish[] {
  const style = { tickSize: 0, tickPadding: PAD, fontSize: TICK_SIZE, color: theme.muted, label: null };
  const about = TICKS[isNarrow(frame) ? 'narrow' : 'wide'];
  const across = ticksFor(frame.x, x, about.x, (text) => faces.regular.width(text, TICK_SIZE) + PAD);
  const up = ticksFor(frame.y, y, about.y, () => TICK_SIZE + PAD);
  const words = (axis: ChartAxis, y: number) => {
    const room = frame.right - LEFT;
    const label = faces.regular.width(axis.label, LABEL_SIZE) <= room ? axis.label : axis.brief;
    return { text: truncate(label, room, faces.regular, LABEL_SIZE), y, color: theme.ink };
  };
  const { left, right, top, bottom } = frame;
  const grid = (place: 'x' | 'y', lineAt: (px: number) => Segment): RenderFunction => {
    return (index, scales, values, dimensions, context) => {
      const lines = Array.from(index, (i) => lineAt(values[place]?.[i]));
      return gridLines(lines, regions, theme, pixels)(index, scales, values, dimensions, context);
    };
  };
  return [
    plot.gridX({ ticks: across.ticks, render: grid('x', (px) => pixels.upright(px, top, bottom)) }),
    plot.gridY({ ticks: up.ticks, render: grid('y', (px) => pixels.level(px, left, right)) }),
    plot.axisX({ ...style, ...across }),
    plot.axisY({ ...style, ...up }),
    axisLines([pixels.upright(left, top, bottom), pixels.level(bottom, left, right)], theme, pixels),
    textLines(plot, [{ ...words(x, frame.bottom + 42), x: frame.right }], { size: LABEL_SIZE, anchor: 'end' }),
    textLines(plot, [{ ...words(y, frame.top - 14), x: LEFT }], { size: LABEL_SIZE }),
  ];
}

/** On a linear scale the library's own ticks; on a logarithmic one it has too many, and leaves some without a text. */
function ticksFor(scale: Scale, axis: ChartAxis, about: number, roomOf: (text: string) => number) {
  if (scale.type === 'linear') return { ticks: about, tickFormat: figureOn(axis, tickFormat(scale.domain[1])) };
  const all = ticksOf(scale, about);
  const text = figureOn(axis, tickTextFor(all));
  const fits = all.every((tick, i) => {
    const before = all[i - 1];
    const apart = before === undefined ? Number.POSITIVE_INFINITY : Math.abs(pxOf(scale, tick) - pxOf(scale, before));
    return apart >= roomOf(text(tick));
  });
  return { ticks: fits ? all : all.filter((tick) => Number.isInteger(Math.log10(tick))), text };
}
