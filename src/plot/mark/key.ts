import type { Markish } from '@observablehq/plot';
import type { Difference } from '../difference.ts';
import type { Faces } from '../font.ts';
import type { Frame } from '../frame.ts';
import type { Label } from '../label.ts';
import type { LoadKind } from '../loadlabel.ts';
import { plural } from '../number.ts';
import type { Marked } from '../reach.ts';
import type { PlotLibrary } from '../studio.ts';
import { AREA_OPACITY, SERIES, type Theme } from '../theme.ts';
import { isDisaggregated, type Series, type Shape, shapeOf, type Trace } from '../trace.ts';
import { baselineDot, baselineLine, gainedStyle, lostStyle } from './comparison.ts';
import { px } from './px.ts';
import { region } from './region.ts';
import { faded, rings, slashes } from './said.ts';
import { type TextLine, textLines } from './text.ts';
import { FAILED, hollow } from './traces.ts';

const SIZE = 12;
const LEFT = 24;
const ROW = 21;
const SAMPLE = 30;
/** Px between a sample and its text, and between entries. */
const NEAR = 7;
const APART = 22;
/** Px from the data's lower edge to the middle of the key's first row, past ticks and axis label. */
const BELOW_AXIS = 72;
const BOTTOM_MARGIN = 20;

/** The key is laid out before it is known for which theme. */
type KeyColor = 'ink' | 'muted' | 'others';

/** An entry of the key: what marks of a kind mean. */
export interface KeyEntry {
  readonly text: string;
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

interface PlacedEntry extends KeyEntry {
  readonly x: number;
  /** Of the row's middle. */
  readonly y: number;
  readonly sample: number;
}

export interface Key {
  readonly entries: readonly PlacedEntry[];
  /** Of the picture that the key closes. */
  readonly height: number;
}

const LOADS: Record<LoadKind, string> = {
  concurrency: 'concurrency',
  rate: 'requested rate',
  estimated: '~estimated concurrency',
  stage: 'load stage',
};

const FRONT_LINE: KeyEntry = { text: 'Pareto front', line: { color: 'ink', dash: '2 3', shaded: true } };

/** What the picture shows besides the scenario's own points. */
export interface Compared extends Difference {
  /** Whether the baseline has a front. */
  readonly hasBaseline: boolean;
}

/** Entries for what occurs in the picture, and nothing else. */
export function keyEntries(
  traces: readonly Trace[],
  compared: Compared,
  wanted: readonly Label[],
  placed: readonly Label[],
): KeyEntry[] {
  const front = traces.filter(({ rank }) => rank !== null);
  const others = front.length < traces.length;
  const hasOff = front.some(({ points }) => points.some(({ onFront, failed }) => !onFront && !failed));
  const hasFailed = traces.some(({ points }) => points.some(({ failed }) => failed));
  const dot = { shape: 'circle', color: 'ink' } as const;
  return [
    ...(front.length > 0 ? [FRONT_LINE, { text: 'on the front', dots: [{ ...dot, filled: true }] }] : []),
    ...comparedEntries(compared),
    ...saidEntries(traces.flatMap((trace) => trace.points)),
    ...(hasOff ? [{ text: 'same configuration, off the front', dots: [{ ...dot, filled: false }] }] : []),
    ...shapeEntries(traces),
    ...(others ? [{ text: 'configuration that does not reach the front', line: { color: 'others' as const } }] : []),
    ...(hasFailed ? [{ text: 'more than half the requests failed', failed: true }] : []),
    ...(front.length > SERIES ? [{ text: 'colours repeat, each time with another shape' }] : []),
    ...labelEntries(wanted, placed),
  ];
}

function comparedEntries({ hasBaseline, baseline, lost, gained }: Compared): KeyEntry[] {
  const text = baseline.length === 0 ? 'baseline’s front: the same' : 'baseline’s front';
  return [
    ...(hasBaseline ? [{ text, baseline: true }] : []),
    ...(lost.length > 0 ? [{ text: 'lost', region: 'lost' as const }] : []),
    ...(gained.length > 0 ? [{ text: 'gained', region: 'gained' as const }] : []),
  ];
}

/** With how many points each is said of. */
export function saidEntries(points: readonly Pick<Marked, 'regressed' | 'missed'>[]): KeyEntry[] {
  const [regressed, missed] = [points.filter((point) => point.regressed), points.filter((point) => point.missed)];
  const dots = [{ shape: 'circle', color: 'muted', filled: true }] as const;
  return [
    ...(regressed.length > 0
      ? [{ text: `regressed: ${plural(regressed.length, 'point')}`, dots, said: 'regressed' as const }]
      : []),
    ...(missed.length > 0
      ? [{ text: `misses an objective: ${plural(missed.length, 'point')}`, dots, said: 'missed' as const }]
      : []),
  ];
}

/** How to read a label; where some of the front's found no room, how many. */
function labelEntries(wanted: readonly Label[], placed: readonly Label[]): KeyEntry[] {
  const kinds = (Object.keys(LOADS) as LoadKind[]).filter((kind) => placed.some(({ load }) => load === kind));
  const figures = kinds.map((kind) => LOADS[kind]).join(' or ');
  const missing = onFront(wanted) - onFront(placed);
  return [
    ...(figures === '' ? [] : [{ text: `labels: configuration · ${figures}` }]),
    ...(missing > 0 ? [{ text: `no room for ${plural(missing, 'label')}` }] : []),
  ];
}

function onFront(labels: readonly Label[]): number {
  return labels.filter(({ point }) => point.onFront).length;
}

/** Aggregated and disaggregated, each with the shapes in use. */
export function shapeEntries(traces: readonly Series[]): KeyEntry[] {
  const kinds = [
    { text: 'aggregated', of: traces.filter((trace) => !isDisaggregated(trace)), dash: {} },
    { text: 'prefill/decode disaggregated', of: traces.filter(isDisaggregated), dash: { dash: '7 4' } },
  ];
  return kinds
    .filter(({ of }) => of.length > 0)
    .map(({ text, of, dash }) => {
      const shapes = [...new Set(of.map((trace) => shapeOf(trace)))];
      const dots = shapes.map((shape) => ({ shape, filled: true, color: 'muted' as const }));
      return { text, line: { color: 'muted' as const, ...dash }, dots };
    });
}

/** Flows the entries into rows below the horizontal axis. */
export function layKey(entries: readonly KeyEntry[], frame: Pick<Frame, 'width' | 'bottom'>, faces: Faces): Key {
  let [x, y] = [LEFT, frame.bottom + BELOW_AXIS];
  const placed = entries.map((entry) => {
    const sample = sampleOf(entry);
    const width = sample + (sample > 0 ? NEAR : 0) + faces.regular.width(entry.text, SIZE);
    if (x > LEFT && x + width > frame.width - LEFT) [x, y] = [LEFT, y + ROW];
    const at = { ...entry, x, y, sample };
    x += width + APART;
    return at;
  });
  return { entries: placed, height: Math.ceil((y + BOTTOM_MARGIN) / 5) * 5 };
}

/** Px of an entry's sample. */
function sampleOf({ line, dots, failed, baseline, region, said }: KeyEntry): number {
  if (baseline || region) return SAMPLE;
  const count = (dots?.length ?? 0) + (failed ? 1 : 0);
  if (said) return 18;
  return line ? Math.max(SAMPLE, count * 14 + 16) : count * 14;
}

/** The key's marks, below the data. */
export function keyMarks(plot: PlotLibrary, { entries }: Key, theme: Theme): Markish[] {
  const texts: TextLine[] = entries.map(({ text, x, y, sample }) => ({
    text,
    x: x + (sample > 0 ? sample + NEAR : 0),
    y: y + SIZE * 0.36,
    color: theme.muted,
  }));
  const samples = entries.flatMap((entry) => [
    ...sampleMarks(plot, entry, theme),
    ...comparedMarks(plot, entry, theme),
  ]);
  return [...samples, textLines(plot, texts, { size: SIZE })];
}

function sampleMarks(
  plot: PlotLibrary,
  { x, y, sample, line, dots = [], failed }: PlacedEntry,
  theme: Theme,
): Markish[] {
  const ends = [{ x1: x, x2: x + sample, y }];
  const at = { x1: px('x1'), x2: px('x2'), y1: px('y'), y2: px('y') };
  const shade = { stroke: theme.ink, strokeOpacity: AREA_OPACITY * 1.6, strokeWidth: 10 };
  return [
    ...(line?.shaded ? [plot.link([{ x1: x, x2: x + sample, y: y + 5 }], { ...at, ...shade })] : []),
    ...(line ? [plot.link(ends, { ...at, stroke: theme[line.color], strokeWidth: 1.5, ...dashes(line.dash) })] : []),
    ...(failed
      ? [plot.dot([{ x: x + sample / 2, y }], { x: px('x'), y: px('y'), ...FAILED, stroke: theme.muted })]
      : []),
    ...dots.map(({ shape, filled, color }, i) => {
      const center = [{ x: x + sample / 2 + (i - (dots.length - 1) / 2) * 14, y }];
      const style = filled ? { r: 4.5, fill: theme[color] } : { r: 3.5, ...hollow(theme[color], theme) };
      return plot.dot(center, { x: px('x'), y: px('y'), symbol: shape, ...style });
    }),
  ];
}

function dashes(dash: string | undefined): { strokeDasharray?: string } {
  return dash === undefined ? {} : { strokeDasharray: dash };
}

/** Samples of what a comparison shows. */
function comparedMarks(plot: PlotLibrary, entry: PlacedEntry, theme: Theme): Markish[] {
  const { x, y, sample } = entry;
  const [middle, right] = [x + sample / 2, x + sample];
  const swatch = { left: x, right, top: y - 6, bottom: y + 6 };
  return [
    ...(entry.region === 'lost' ? region([swatch], lostStyle(theme)) : []),
    ...(entry.region === 'gained' ? region([swatch], gainedStyle(theme)) : []),
    ...(entry.baseline
      ? [
          baselineLine([{ from: { x, y }, to: { x: right, y } }], theme),
          plot.dot([{ x: middle, y }], { x: px('x'), y: px('y'), ...baselineDot(theme) }),
        ]
      : []),
    ...(entry.said === 'regressed' ? rings(plot, [{ x: middle, y, reach: 7.5 }], theme) : []),
    ...(entry.said === 'missed' ? strike(plot, middle, y, theme) : []),
  ];
}

function strike(plot: PlotLibrary, x: number, y: number, theme: Theme): Markish[] {
  return [
    ...faded(plot, [{ x, y, reach: 4.5 }], 'circle', theme),
    ...slashes(plot, [{ x, y, reach: 5.5 }], theme.muted),
  ];
}
