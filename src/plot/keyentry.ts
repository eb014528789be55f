import { type Affixes, sharedWords } from '../chart/affixes.ts';
import { formatPlural } from '../chart/chartnumber.ts';
import type { KeySubject, KeyWords } from '../chart/keywords.ts';
import type { LoadKind } from '../chart/loadlabel.ts';
import type { Series } from '../chart/ranking.ts';
import { dashOf, FRONT_DASH, type Shape, shapeOf, TAIL_DASH } from './look.ts';

/** A colour's role, because the key is laid out before the theme is known; a number is a configuration's colour. */
export type KeyColor = 'ink' | 'muted' | 'others' | number;

/** A sample of the marks that an entry explains. */
interface Sample {
  readonly line?: { readonly color: KeyColor; readonly dash?: string; readonly shaded?: boolean };
  readonly dots?: readonly { readonly shape: Shape; readonly filled: boolean; readonly color: KeyColor }[];
  readonly failed?: boolean;
  /** The baseline's front. */
  readonly baseline?: boolean;
  /** A region between the fronts, or under one. */
  readonly region?: 'lost' | 'gained' | 'within';
  /** The limit of an objective, next to the region within. */
  readonly limit?: boolean;
  /** A requested speed, or one with the reading there. */
  readonly asked?: 'line' | 'read';
  /** A ring or a slash on a mark. */
  readonly said?: 'regressed' | 'missed' | 'best';
}

/** An entry of the key: what a kind of marks means, with a sample. */
export interface KeyEntry extends Sample {
  readonly text: string;
}

const dot = (color: KeyColor, filled: boolean) => ({ dots: [{ shape: 'circle', filled, color }] }) as const;

const SAMPLES: Partial<Record<KeySubject, Sample>> = {
  front: { line: { color: 'ink', dash: FRONT_DASH, shaded: true } },
  'bare-front': { line: { color: 'ink', dash: FRONT_DASH } },
  within: { region: 'within' },
  'within-limit': { region: 'within', limit: true },
  asked: { asked: 'line' },
  'asked-best': { asked: 'read' },
  'best-within': { ...dot('muted', true), said: 'best' },
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
  'grey-configuration': { line: { color: 'muted' } },
  candidate: dot('ink', true),
  band: { line: { color: 'muted', shaded: true } },
  moved: { line: { color: 'muted', dash: '5 4' } },
};

const KINDS: Partial<Record<KeySubject, boolean | null>> = { aggregated: false, disaggregated: true, unstated: null };

/** An entry of a chart's key with its sample; ways of serving are shown by the shapes in use, coloured lines by one. */
export function entryOf({ about, text }: KeyWords, series: readonly Series[]): KeyEntry {
  const kind = KINDS[about];
  if (kind !== undefined) return { text, ...shapesOf(series.filter(({ disaggregated }) => disaggregated === kind)) };
  if (about !== 'configuration') return { text, ...SAMPLES[about] };
  return { text, line: { color: series.find(({ colour }) => colour !== null)?.colour ?? 'muted' } };
}

function shapesOf(series: readonly Series[]): Sample {
  const [first] = series;
  const dash = first && dashOf(first);
  const dots = [...new Set(series.map(shapeOf))].map((shape) => ({ shape, filled: true, color: 'muted' as const }));
  return { line: { color: 'muted', ...(dash === undefined ? {} : { dash }) }, dots };
}

const LOADS: Record<LoadKind, string> = {
  concurrency: 'concurrency',
  rate: 'requested rate',
  estimated: '~estimated concurrency',
  stage: 'load stage',
};

/** Explains the labels that were placed. */
export function labelEntry(loads: readonly (LoadKind | null)[], shared: Affixes): KeyEntry[] {
  const kinds = (Object.keys(LOADS) as LoadKind[]).filter((kind) => loads.includes(kind));
  const figures = kinds.map((kind) => LOADS[kind]).join(' or ');
  const without = sharedWords(shared);
  const name = `configuration${without === null ? '' : ` ${without}`}`;
  if (figures === '') return sharedEntry(shared);
  return [{ text: `labels: ${name} · ${figures}` }];
}

/** States what names in a picture leave out, if no other entry does. */
export function sharedEntry(shared: Affixes): KeyEntry[] {
  const without = sharedWords(shared);
  return without === null ? [] : [{ text: `names ${without}` }];
}

/** States how many labels there was no room for. */
export function missingEntry(missing: number): KeyEntry[] {
  return missing > 0 ? [{ text: `no room for ${formatPlural(missing, 'label')}` }] : [];
}
