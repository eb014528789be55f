/** GitHub's two themes. */
export type ThemeName = 'light' | 'dark';

/** Colours of a picture. Text and series stand out from the background by at least 4.5:1, grey traces on purpose less. */
export interface Theme {
  readonly name: ThemeName;
  /** GitHub's own page background. */
  readonly background: string;
  /** Title, axis labels and the front's staircase. */
  readonly ink: string;
  /** Subtitle, ticks, key. */
  readonly muted: string;
  readonly grid: string;
  /** Traces of configurations that do not reach the front. */
  readonly others: string;
  /** Opacity of the area under the front, drawn in `ink`. */
  readonly areaOpacity: number;
  /** Regressed points, and what the baseline's front has and the candidate's lacks. */
  readonly warning: string;
  /** What the candidate's front has and the baseline's lacked. */
  readonly gain: string;
  /**
   * Chosen so that any two stay apart for normal, protan, deutan and tritan sight (Machado et al. 2009):
   * at least 0.05 in OKLab; the first ones furthest.
   */
  readonly series: readonly string[];
}

/** Colours in `series` of either theme. */
export const SERIES = 8;

export const THEMES: readonly Theme[] = [
  {
    name: 'light',
    background: '#ffffff',
    ink: '#1f2328',
    muted: '#59636e',
    grid: '#e7ebef',
    others: '#c3cbd3',
    areaOpacity: 0.06,
    warning: '#cf222e',
    gain: '#0969da',
    series: ['#0072b2', '#c04d00', '#6a1b9a', '#00704a', '#a8437f', '#6b3a00', '#12365f', '#8652ec'],
  },
  {
    name: 'dark',
    background: '#0d1117',
    ink: '#f0f6fc',
    muted: '#9198a1',
    grid: '#21262d',
    others: '#474f59',
    areaOpacity: 0.09,
    warning: '#ff7b72',
    gain: '#58a6ff',
    series: ['#56b4e9', '#f08c3c', '#a6f0a0', '#a873d6', '#e6d23c', '#d9534a', '#ffb0c8', '#6478f5'],
  },
];
