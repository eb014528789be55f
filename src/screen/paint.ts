/**
 * What a piece of text conveys visually, however a screen shows it: nothing may be conveyed by paint alone. `series-0`
 * to `series-7` distinguish configurations.
 */
export type Paint = 'strong' | 'faint' | 'bad' | 'doubtful' | 'good' | `series-${0 | 1 | 2 | 3 | 4 | 5 | 6 | 7}`;

/** A piece of a line. */
export interface Span {
  readonly text: string;
  readonly paint: Paint | null;
}

const SERIES = Array.from({ length: 8 }, (_, colour) => `series-${colour}` as Paint);

/** The paint of a configuration with a given colour in pictures; paints repeat. */
export function paintOfColour(colour: number): Paint {
  return SERIES[colour % SERIES.length] ?? 'series-0';
}
