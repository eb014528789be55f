/**
 * What a piece of text means to the eye, whatever a screen makes of it: nothing may be told by paint alone. `series-0`
 * to `series-5` tell configurations apart.
 */
export type Paint = 'strong' | 'faint' | 'bad' | 'doubtful' | 'good' | `series-${0 | 1 | 2 | 3 | 4 | 5}`;

/** A piece of a line. */
export interface Span {
  readonly text: string;
  readonly paint: Paint | null;
}

const SERIES = ['series-0', 'series-1', 'series-2', 'series-3', 'series-4', 'series-5'] as const;

/** The paint of a configuration by its place along the front; they repeat. */
export function paintOfRank(rank: number): Paint {
  return SERIES[rank % SERIES.length] ?? 'series-0';
}
