import { useEffect, useState } from 'preact/hooks';

/** Below this width a page is a phone's: the chart comes first, and is drawn narrow, so that its text can be read. */
export const NARROW = 640;
const WIDTHS = { narrow: 440, wide: 1000 };

/** Px that a picture is drawn wide in an element, which grows and shrinks with the page. */
export function useWidth(frame: { readonly current: HTMLDivElement | null }): number {
  const [width, setWidth] = useState(() => (window.innerWidth < NARROW ? WIDTHS.narrow : WIDTHS.wide));
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => {
      const room = entry?.contentRect.width ?? NARROW;
      setWidth(room < NARROW ? WIDTHS.narrow : WIDTHS.wide);
    });
    if (frame.current !== null) observer.observe(frame.current);
    return () => observer.disconnect();
  }, [frame]);
  return width;
}
