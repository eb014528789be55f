import { useEffect, useState } from 'preact/hooks';

/** Pages narrower than this are on phones: the chart comes first, and is drawn narrow to keep its text readable. */
export const NARROW = 640;
const WIDTHS = { narrow: 440, wide: 1000 };

/** The width in px at which a picture is drawn in an element, which changes with the page. */
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
