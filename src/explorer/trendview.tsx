import { useLayoutEffect, useRef } from 'preact/hooks';
import type { TrendChart } from '../chart/trendchart.ts';
import type { Theme } from '../plot/theme.ts';
import { drawTrendChart } from './drawing.ts';
import { useWidth } from './width.ts';

/** The trend of a scenario, as its picture has it. */
export function TrendPicture({ trend, theme }: { readonly trend: TrendChart; readonly theme: Theme }) {
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame);
  useLayoutEffect(() => {
    frame.current?.replaceChildren(drawTrendChart(trend, { width, theme }));
  }, [trend, theme, width]);
  return <div class="picture trend" ref={frame} />;
}
