import { useEffect, useState } from 'preact/hooks';
import { THEMES, type Theme } from '../plot/theme.ts';
import type { View } from './view.ts';

/** The colours of the theme that is chosen, or that the system asks for; paper is light. */
export function useTheme(chosen: View['theme']): Theme {
  const isSystemDark = useMatch('(prefers-color-scheme: dark)');
  const isPrinted = useIsPrinted();
  const isDark = (chosen === 'auto' ? isSystemDark : chosen === 'dark') && !isPrinted;
  useEffect(() => {
    document.documentElement.dataset.theme = isDark ? 'dark' : 'light';
  }, [isDark]);
  return THEMES.find(({ name }) => name === (isDark ? 'dark' : 'light')) ?? THEMES[0];
}

/** Whether the page is on its way to paper, where nothing is folded away. */
export function useIsPrinted(): boolean {
  return useMatch('print');
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
