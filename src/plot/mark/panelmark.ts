import type { Markish } from '@observablehq/plot';
import { tickFormat, tickTextFor } from '../../chart/chartnumber.ts';
import { ticksOf } from '../../chart/ticks.ts';
import { isNarrow } from '../frame.ts';
import type { Panel } from '../panel.ts';
import { pxOf } from '../scale.ts';
import type { Theme } from '../theme.ts';
import type { PlotLibrary, Tools } from '../tools.ts';
import { axisLines, gridLines } from './gridlines.ts';
import { mutedLine, type TextLine, textLines } from './textlines.ts';

const TICK_SIZE = 12;
const LABEL_SIZE = 13;
const PAD = 7;
/** The distance from the middle of a tick's text to its baseline, in px. */
const HALF_CAPITAL = TICK_SIZE * 0.36;
/** The approximate number of ticks, horizontally in wide and narrow panels, and vertically. */
const TICKS = { wide: 10, narrow: 5, y: 6 };

/** Grid and ticks of a panel, and the name of its vertical axis above it. */
export function panelAxes(
  { plot, pixels }: Pick<Tools, 'plot' | 'pixels'>,
  panel: Panel,
  name: string,
  theme: Theme,
): Markish[] {
  const { left, right, top, bottom, x, y } = panel;
  const ticks = ticksOf(y, TICKS.y);
  const across = xTicks(panel).map((tick) => pixels.upright(pxOf(x, tick), top, bottom));
  const up = ticks.map((tick) => pixels.level(pxOf(y, tick), left, right));
  const level = y.type === 'linear' ? [pixels.level(bottom, left, right)] : [];
  const written = tickTextFor(ticks);
  const texts = ticks.map((tick) => {
    return mutedLine(theme, written(tick), left - PAD, pxOf(y, tick) + HALF_CAPITAL);
  });
  const scale = y.type === 'log' ? ', logarithmic' : '';
  const label: TextLine = { text: `↑ ${name}${scale}`, x: 24, y: top - 14, color: theme.ink };
  return [
    gridLines([...across, ...up], [], theme, pixels),
    axisLines([pixels.upright(left, top, bottom), ...level], theme, pixels),
    textLines(plot, texts, { size: TICK_SIZE, anchor: 'end' }),
    textLines(plot, [label], { size: LABEL_SIZE }),
  ];
}

/** The horizontal axis and its name, below the last panel. */
export function rateAxis(plot: PlotLibrary, panel: Panel, theme: Theme): Markish[] {
  const { right, bottom, x } = panel;
  const format = tickFormat(x.domain[1]);
  const ticks = xTicks(panel).map((tick) => mutedLine(theme, format(tick), pxOf(x, tick), bottom + 19));
  const text = 'Achieved request rate (requests/s) →';
  return [
    textLines(plot, ticks, { size: TICK_SIZE, anchor: 'middle' }),
    textLines(plot, [{ text, x: right, y: bottom + 42, color: theme.ink }], { size: LABEL_SIZE, anchor: 'end' }),
  ];
}

function xTicks({ x, right }: Panel): number[] {
  return ticksOf(x, TICKS[isNarrow({ width: right }) ? 'narrow' : 'wide']);
}
