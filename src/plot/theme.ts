import { mixed } from './mix.ts';

/** GitHub's two themes. */
export type ThemeName = 'light' | 'dark';

/**
 * Colours of a picture: the only difference between the themes, so that one drawing serves both. Text and series
 * contrast with the background by at least 4.5:1; grey traces deliberately have less contrast.
 */
interface Palette {
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

/** The colours of a tinted region, and of the grid there. */
export interface Tint {
  readonly fill: string;
  readonly grid: string;
}

/**
 * A palette, and what it looks like through something translucent. Nothing is drawn translucent where the colour behind
 * it is known: that takes a rasteriser many times as long.
 */
export interface Theme extends Palette {
  /** Below a front, and a band around a level. */
  readonly area: Tint;
  /** The area in the key, where it is small. */
  readonly sample: string;
  /** The area within objectives, which must stand out from the rest at a glance. */
  readonly within: Tint;
  /** Between two fronts; hatched, so that a loss can be distinguished from a gain without colour. */
  readonly lost: Tint & { readonly hatch: string };
  /** As seen above the area. */
  readonly gained: Tint;
  /** Muted and the series, for lines of the baseline. */
  readonly faint: readonly string[];
}

const LIGHT: Palette = {
  name: 'light',
  background: '#ffffff',
  ink: '#1f2328',
  muted: '#59636e',
  grid: '#e7ebef',
  others: '#b3bac2',
  warning: '#cf222e',
  gain: '#0969da',
  series: ['#0072b2', '#c04d00', '#6a1b9a', '#00704a', '#a8437f', '#5a5200', '#0b5563', '#8652ec'],
};

const DARK: Palette = {
  name: 'dark',
  background: '#0d1117',
  ink: '#f0f6fc',
  muted: '#9198a1',
  grid: '#21262d',
  others: '#58606a',
  warning: '#ff7b72',
  gain: '#58a6ff',
  series: ['#56b4e9', '#f08c3c', '#a873d6', '#a6f0a0', '#ffb0c8', '#e6d23c', '#1fa8a0', '#6478f5'],
};

/** The first theme is drawn; the others are recoloured from it. */
export const THEMES: readonly [Theme, ...Theme[]] = [themeOf(LIGHT), themeOf(DARK)];

/** A palette with its mixtures. */
function themeOf(palette: Palette): Theme {
  const { background, ink, muted, grid, warning, gain, series } = palette;
  const tint = (color: string, opacity: number, below: Tint): Tint => ({
    fill: mixed(below.fill, color, opacity),
    grid: mixed(below.grid, color, opacity),
  });
  const page = { fill: background, grid };
  const area = tint(ink, 0.07, page);
  const lost = tint(warning, 0.1, page);
  return {
    ...palette,
    area,
    sample: mixed(background, ink, 0.11),
    within: tint(ink, 0.14, page),
    lost: { ...lost, hatch: mixed(lost.fill, warning, 0.45) },
    gained: tint(gain, 0.16, area),
    faint: [muted, ...series].map((color) => mixed(background, color, 0.55)),
  };
}

/** A colour of a series or muted, as faint as the baseline's lines are. */
export function faintOf(color: string, { muted, series, faint }: Theme): string {
  return faint[[muted, ...series].indexOf(color)] ?? color;
}

/** The picture's own description, whose words come from outside. */
const SAID = /<title>.*?<\/desc>/s;

/** Recolours a drawing for another theme. Each colour occurs once per theme, as six hexadecimal digits. */
export function recolour(svg: string, from: Theme, to: Theme): string {
  const others = colorsOf(to);
  const colors = new Map(colorsOf(from).map((color, index) => [`="${color}"`, `="${others[index] ?? color}"`]));
  const said = SAID.exec(svg)?.[0] ?? '';
  const [before = '', after = ''] = said === '' ? [svg] : svg.split(said);
  const inOther = (part: string) => part.replace(/="#[0-9a-f]{6}"/g, (value) => colors.get(value) ?? value);
  return inOther(before) + said + inOther(after);
}

/** All colours of a theme, in the same order for each. */
export function colorsOf({ background, ink, muted, grid, others, warning, gain, series, ...mixes }: Theme): string[] {
  const { area, sample, within, lost, gained, faint } = mixes;
  const tints = [area, within, gained, lost].flatMap((tint) => [tint.fill, tint.grid]);
  return [background, ink, muted, grid, others, warning, gain, ...series, ...tints, sample, lost.hatch, ...faint];
}
