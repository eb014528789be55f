import { options } from 'preact';
import { useEffect, useLayoutEffect, useState } from 'preact/hooks';
import { THEMES, type Theme } from '../plot/theme.ts';
import type { View } from './view.ts';

/** The colours of the chosen theme, or of the system's; paper is light. */
export function useTheme(chosen: View['theme']): Theme {
  const isSystemDark = useMatch('(prefers-color-scheme: dark)');
  const isPrinted = useIsPrinted();
  const isDark = (chosen === 'auto' ? isSystemDark : chosen === 'dark') && !isPrinted;
  useLayoutEffect(() => {
    document.documentElement.dataset.theme = isDark ? 'dark' : 'light';
  }, [isDark]);
  return THEMES.find(({ name }) => name === (isDark ? 'dark' : 'light')) ?? THEMES[0];
}

/** Whether the page is being printed, for which nothing is folded away. */
export function useIsPrinted(): boolean {
  const [isPrinted, setPrinted] = useState(false);
  const isMatched = useMatch('print');
  useLayoutEffect(() => {
    const begin = () => atOnce(() => setPrinted(true));
    const end = () => setPrinted(false);
    window.addEventListener('beforeprint', begin);
    window.addEventListener('afterprint', end);
    return () => {
      window.removeEventListener('beforeprint', begin);
      window.removeEventListener('afterprint', end);
    };
  }, []);
  return isPrinted || isMatched;
}

/** Renders synchronously: a browser lays out paper as soon as it has announced printing. */
function atOnce(change: () => void): void {
  const { debounceRendering } = options;
  options.debounceRendering = (render) => render();
  change();
  if (debounceRendering === undefined) delete options.debounceRendering;
  else options.debounceRendering = debounceRendering;
}

function useMatch(query: string): boolean {
  const [isMatched, setMatched] = useState(() => window.matchMedia(query).matches);
  useEffect(() => {
    const media = window.matchMedia(query);
    const follow = () => setMatched(media.matches);
    follow();
    media.addEventListener('change', follow);
    return () => media.removeEventListener('change', follow);
  }, [query]);
  return isMatched;
}
