/**
 * What a piece of text means to the eye, whatever a screen makes of it: nothing may be told by paint alone. `series-0`
 * to `series-7` tell configurations apart.
 */
export type Paint = 'strong' | 'faint' | 'bad' | 'doubtful' | 'good' | `series-${0 | 1 | 2 | 3 | 4 | 5 | 6 | 7}`;

/** A piece of a line. */
export interface Span {
  readonly text: string;
  readonly paint: Paint | null;
}

const SERIES = Array.from({ length: 8 }, (_, colour) => `series-${colour}` as Paint);

/** The paint of a configuration by the colour that it has in pictures; they repeat. */
export function paintOfColour(colour: number): Paint {
  return SERIES[colour % SERIES.length] ?? 'series-0';
}
