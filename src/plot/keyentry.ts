import type { KeySubject, KeyWords } from '../chart/keywords.ts';
import type { LoadKind } from '../chart/loadlabel.ts';
import { formatPlural } from '../chart/number.ts';
import type { Series } from '../chart/ranking.ts';
import { isDisaggregated, type Shape, shapeOf, TAIL_DASH } from './look.ts';

/** The key is laid out before it is known for which theme. */
type KeyColor = 'ink' | 'muted' | 'others';

/** One of the marks that an entry is about. */
interface Sample {
  readonly line?: { readonly color: KeyColor; readonly dash?: string; readonly shaded?: boolean };
  readonly dots?: readonly { readonly shape: Shape; readonly filled: boolean; readonly color: KeyColor }[];
  readonly failed?: boolean;
  /** The baseline's front. */
  readonly baseline?: boolean;
  /** A region between the fronts. */
  readonly region?: 'lost' | 'gained';
  /** A ring or a slash on a mark. */
  readonly said?: 'regressed' | 'missed';
}

/** An entry of the key: what marks of a kind mean, and one of them. */
export interface KeyEntry extends Sample {
  readonly text: string;
}

const dot = (color: KeyColor, filled: boolean) => ({ dots: [{ shape: 'circle', filled, color }] }) as const;

const SAMPLES: Partial<Record<KeySubject, Sample>> = {
  front: { line: { color: 'ink', dash: '2 3', shaded: true } },
  'on-front': dot('ink', true),
  'off-front': dot('ink', false),
  baseline: { baseline: true },
  regressed: { ...dot('muted', true), said: 'regressed' },
  missed: { ...dot('muted', true), said: 'missed' },
  others: { line: { color: 'others' } },
  failed: { failed: true },
  mean: { line: { color: 'muted' } },
  tail: { line: { color: 'muted', dash: TAIL_DASH } },
  'baseline-mean': { baseline: true },
  knee: dot('ink', true),
  behind: dot('ink', false),
  everywhere: { line: { color: 'ink' } },
  configuration: { line: { color: 'muted' } },
  candidate: dot('ink', true),
  band: { line: { color: 'muted', shaded: true } },
  moved: { line: { color: 'muted', dash: '5 4' } },
};

/** An entry of a chart's key with its sample: of aggregated and disaggregated ones the shapes in use. */
export function entryOf({ about, text }: KeyWords, series: readonly Series[]): KeyEntry {
  if (about === 'aggregated')
    return {
      text,
      ...shapesOf(
        series.filter((one) => !isDisaggregated(one)),
        undefined,
      ),
    };
  if (about === 'disaggregated') return { text, ...shapesOf(series.filter(isDisaggregated), '7 4') };
  return { text, ...SAMPLES[about] };
}

function shapesOf(series: readonly Series[], dash: string | undefined): Sample {
  const shapes = [...new Set(series.map(shapeOf))];
  const dots = shapes.map((shape) => ({ shape, filled: true, color: 'muted' as const }));
  return { line: { color: 'muted', ...(dash === undefined ? {} : { dash }) }, dots };
}

const LOADS: Record<LoadKind, string> = {
  concurrency: 'concurrency',
  rate: 'requested rate',
  estimated: '~estimated concurrency',
  stage: 'load stage',
};

/** How to read the labels that found a place. */
export function labelEntry(loads: readonly (LoadKind | null)[]): KeyEntry[] {
  const kinds = (Object.keys(LOADS) as LoadKind[]).filter((kind) => loads.includes(kind));
  const figures = kinds.map((kind) => LOADS[kind]).join(' or ');
  return figures === '' ? [] : [{ text: `labels: configuration · ${figures}` }];
}

/** Of labels for which there was no room, how many. */
export function missingEntry(missing: number): KeyEntry[] {
  return missing > 0 ? [{ text: `no room for ${formatPlural(missing, 'label')}` }] : [];
}
