import type { Markish } from '@observablehq/plot';
import type { ChartAxis } from '../../chart/axis.ts';
import { tickFormat, tickText } from '../../chart/number.ts';
import type { Faces } from '../face.ts';
import { type Frame, isNarrow } from '../frame.ts';
import { type Scale, ticksOf } from '../scale.ts';
import type { Theme } from '../theme.ts';
import type { PlotLibrary } from '../tools.ts';
import { truncate } from '../truncate.ts';
import { textLines } from './text.ts';

const TICK_SIZE = 12;
const LABEL_SIZE = 13;
/** Left end of what is not part of the data. */
const LEFT = 24;
/** Ticks along and up, about. */
const TICKS = { wide: { x: 10, y: 8 }, narrow: { x: 5, y: 6 } };

/** Grid, ticks, and each axis named in words with its unit. */
export function axes(
  plot: PlotLibrary,
  { x, y }: { readonly x: ChartAxis; readonly y: ChartAxis },
  frame: Frame,
  theme: Theme,
  faces: Faces,
): Markish[] {
  const style = { tickSize: 0, tickPadding: 7, fontSize: TICK_SIZE, color: theme.muted, label: null };
  const about = TICKS[isNarrow(frame) ? 'narrow' : 'wide'];
  const [across, up] = [ticksFor(frame.x, about.x), ticksFor(frame.y, about.y)];
  const words = (axis: ChartAxis, y: number) => {
    const room = frame.right - LEFT;
    const label = faces.regular.width(axis.label, LABEL_SIZE) <= room ? axis.label : axis.brief;
    return { text: truncate(label, room, faces.regular, LABEL_SIZE), y, color: theme.ink };
  };
  return [
    plot.gridX({ stroke: theme.grid, strokeOpacity: 1, ticks: across.ticks }),
    plot.gridY({ stroke: theme.grid, strokeOpacity: 1, ticks: up.ticks }),
    plot.axisX({ ...style, ...across }),
    plot.axisY({ ...style, ...up }),
    plot.ruleX([frame.x.domain[0]], { stroke: theme.muted }),
    plot.ruleY([frame.y.domain[0]], { stroke: theme.muted }),
    textLines(plot, [{ ...words(x, frame.bottom + 42), x: frame.right }], { size: LABEL_SIZE, anchor: 'end' }),
    textLines(plot, [{ ...words(y, frame.top - 14), x: LEFT }], { size: LABEL_SIZE }),
  ];
}

/** The library's own ticks on a linear scale; on a logarithmic one it has too many, or none but powers. */
function ticksFor(scale: Scale, about: number): { ticks: number | number[]; tickFormat: (tick: number) => string } {
  if (scale.type === 'linear') return { ticks: about, tickFormat: tickFormat(scale.domain[1]) };
  return { ticks: ticksOf(scale, about), tickFormat: tickText };
}
