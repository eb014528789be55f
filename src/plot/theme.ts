/** GitHub's two themes. */
export type ThemeName = 'light' | 'dark';

/**
 * Colours of a picture: the only difference between the themes, so that one drawing serves both. Text and series
 * contrast with the background by at least 4.5:1; grey traces deliberately have less contrast.
 */
export interface Theme {
  readonly name: ThemeName;
  /** GitHub's own page background. */
  readonly background: string;
  /** Title, axis labels and the front's staircase. */
  readonly ink: string;
  /** Subtitle, ticks, key. */
  readonly muted: string;
  readonly grid: string;
  /** Traces of configurations that are not on the front. */
  readonly others: string;
  /** Regressed points, and what the baseline's front has but the candidate's lacks. */
  readonly warning: string;
  /** What the candidate's front has but the baseline's lacked. */
  readonly gain: string;
  /**
   * Chosen so that any two can be distinguished with normal, protan, deutan and tritan vision (Machado et al. 2009): at
   * least 0.05 apart in OKLab; each has the same hue in both themes. As many as `COLOURS`.
   */
  readonly series: readonly string[];
}

const LIGHT: Theme = {
  name: 'light',
  background: '#ffffff',
  ink: '#1f2328',
  muted: '#59636e',
  grid: '#e7ebef',
  others: '#c3cbd3',
  warning: '#cf222e',
  gain: '#0969da',
  series: ['#0072b2', '#c04d00', '#6a1b9a', '#00704a', '#a8437f', '#5a5200', '#0b5563', '#8652ec'],
};

const DARK: Theme = {
  name: 'dark',
  background: '#0d1117',
  ink: '#f0f6fc',
  muted: '#9198a1',
  grid: '#21262d',
  others: '#474f59',
  warning: '#ff7b72',
  gain: '#58a6ff',
  series: ['#56b4e9', '#f08c3c', '#a873d6', '#a6f0a0', '#ffb0c8', '#e6d23c', '#1fa8a0', '#6478f5'],
};

/** The first theme is drawn; the others are recoloured from it. */
export const THEMES: readonly [Theme, ...Theme[]] = [LIGHT, DARK];

/** Opacity of the area below a front, which is drawn in ink. */
export const AREA_OPACITY = 0.07;

/** The picture's own description, whose words come from outside. */
const SAID = /<title>.*?<\/desc>/s;

/** Recolours a drawing for another theme. Each colour occurs once per theme, as six hexadecimal digits. */
export function recolour(svg: string, from: Theme, to: Theme): string {
  const colors = new Map(colorsOf(from).map((color, index) => [color, colorsOf(to)[index] ?? color]));
  const said = SAID.exec(svg)?.[0] ?? '';
  const [before = '', after = ''] = said === '' ? [svg] : svg.split(said);
  const inOther = (part: string) => part.replace(/(?<==")#[0-9a-f]{6}(?=")/g, (color) => colors.get(color) ?? color);
  return inOther(before) + said + inOther(after);
}

function colorsOf({ background, ink, muted, grid, others, warning, gain, series }: Theme): string[] {
  return [background, ink, muted, grid, others, warning, gain, ...series];
}
