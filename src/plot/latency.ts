import { type Description, finish, tidy } from './finish.ts';
import type { Faces } from './font.ts';
import { largest, shareFor } from './frame.ts';
import { around } from './geometry.ts';
import { FLOOR, FOLLOWED } from './knee.ts';
import { background } from './mark/background.ts';
import { againstOf, conditionsOf, heading, titleOf } from './mark/heading.ts';
import { type Key, type KeyEntry, keyMarks, layKey, saidEntries, shapeEntries } from './mark/key.ts';
import { labelMarks } from './mark/labels.ts';
import { panelAxes, rateAxis } from './mark/panel.ts';
import {
  beforeSpots,
  beforeTrace,
  kneeLine,
  type Marks,
  type RateMark,
  rateDots,
  rateLines,
  rateMarks,
  TAIL_DASH,
  tailSpots,
} from './mark/ratetraces.ts';
import { glance, plural } from './number.ts';
import { COST, lineObstacles } from './obstacles.ts';
import { outlineTexts } from './outline.ts';
import { acrossOf, axisFor, type Panel } from './panel.ts';
import type { Surroundings } from './place.ts';
import {
  nameOfTrace,
  type PlacedRateLabel,
  placeRateLabels,
  type RateLabel,
  rateBesides,
  rateLabelColor,
  rateLabelsOf,
  sizeOf,
} from './ratelabel.ts';
import {
  hasRates,
  kneeIn,
  LATENCIES,
  type LatencyId,
  meanOf,
  type RatePoint,
  type RateTrace,
  rateTracesOf,
  tailOf,
  tellingOf,
} from './ratetrace.ts';
import { reachOf } from './reach.ts';
import type { Tools } from './studio.ts';
import type { Subject } from './subject.ts';
import { tell } from './tell.ts';
import type { Theme } from './theme.ts';

const NAMES: Record<LatencyId, string> = {
  ttft: 'Time to first token (TTFT, ms)',
  e2el: 'End-to-end latency (E2EL, ms)',
};

const WIDTH = 1000;
const LEFT = 78;
const RIGHT = WIDTH - 24;
const TOP = 106;
/** Px of a panel, by how many there are, and between two. */
const HEIGHT = { alone: 440, two: 262 };
const APART = 48;

/** A panel with what it shows. */
interface Shown {
  readonly latency: LatencyId;
  readonly panel: Panel;
  readonly labels: readonly PlacedRateLabel[];
}

/** What the picture shows and where; the same in every theme. */
export interface RateLayout {
  readonly subject: Subject;
  readonly traces: readonly RateTrace[];
  readonly shown: readonly Shown[];
  readonly key: Key;
}

/** Lays a scenario out; null where no rates were swept. */
export function layOutRates({ faces }: Tools, subject: Subject): RateLayout | null {
  if (!hasRates(subject.front)) return null;
  const traces = rateTracesOf(subject);
  const panels = panelsOf(traces, faces);
  const wanted = panels.map(({ latency, panel }) => {
    const marks = traces.map((trace) => ({ trace, marks: rateMarks(trace, latency, panel) }));
    return { latency, panel, marks, labels: rateLabelsOf(marks, faces) };
  });
  const shown = wanted.map(({ latency, panel, marks, labels }) => {
    return { latency, panel, labels: placeRateLabels(labels, obstaclesIn(panel, latency, marks), faces) };
  });
  const bottom = Math.max(...panels.map(({ panel }) => panel.bottom));
  const entries = entriesOf(
    traces,
    wanted.flatMap(({ labels }) => labels),
    shown.flatMap(({ labels }) => labels),
  );
  return { subject, traces, shown, key: layKey(entries, { width: WIDTH, bottom }, faces) };
}

/** A panel for each latency that is known, above each other over one axis of rates. */
function panelsOf(traces: readonly RateTrace[], faces: Faces): Pick<Shown, 'latency' | 'panel'>[] {
  const points = traces.flatMap((trace) => [...trace.points, ...trace.before]);
  const most = largest(points.map(({ achieved }) => achieved));
  const maxX = most / shareFor(rateBesides(traces, faces), most, RIGHT - LEFT);
  const known = LATENCIES.filter((latency) => points.some((point) => meanOf(point, latency) !== null));
  const height = known.length === 1 ? HEIGHT.alone : HEIGHT.two;
  return known.map((latency, i) => {
    const top = TOP + i * (height + APART);
    const y = axisFor(valuesOf(traces, latency), height);
    return { latency, panel: { left: LEFT, right: RIGHT, top, bottom: top + height, maxX, y } };
  });
}

/** All that is drawn of a latency, in ms. */
function valuesOf(traces: readonly RateTrace[], latency: LatencyId): number[] {
  return traces
    .flatMap(({ rank, points, before }) => [
      ...[...points, ...before].map((point) => meanOf(point, latency)),
      ...(rank === null ? [] : points.map((point) => tailOf(point, latency))),
    ])
    .filter((value) => value !== null);
}

function obstaclesIn(panel: Panel, latency: LatencyId, all: readonly Marks[]): Surroundings {
  const { left, right, top, bottom } = panel;
  return {
    bounds: { left: left + 3, right: right + 18, top: top + 1, bottom: bottom - 2 },
    markers: all.flatMap(({ trace, marks }) =>
      marks.map((mark) => {
        const size = 2 * roomOf(mark);
        return { box: around(mark.at, size, size), cost: costOf(trace, mark.rate) };
      }),
    ),
    lines: all.flatMap(({ trace, marks }) => [
      ...lineObstacles(
        marks.map(({ at }) => at),
        trace.rank === null ? COST.greyLine : COST.levelLine,
      ),
      ...lineObstacles(tailSpots(trace, latency, panel), COST.tail),
      ...lineObstacles(beforeSpots(trace, latency, panel), COST.levelBaseline),
      ...lineObstacles(kneeSpots(trace, panel), COST.tail),
    ]),
  };
}

/** Half the side of the square that a mark keeps free: of a knee's what lies in its circle, which a leader never enters. */
function roomOf(mark: RateMark): number {
  return mark.rate.isKnee && !mark.regressed ? reachOf(mark) * Math.SQRT1_2 : reachOf(mark) + 1;
}

function kneeSpots({ rank, points }: RateTrace, panel: Panel) {
  const knee = kneeIn(points);
  if (knee === undefined || rank === null) return [];
  const x = acrossOf(panel, knee.achieved);
  return [
    { x, y: panel.top },
    { x, y: panel.bottom },
  ];
}

function costOf({ rank }: RateTrace, { isKnee, regressed }: RatePoint): number {
  if (regressed) return COST.ring;
  if (rank === null) return COST.greyPoint;
  return isKnee ? COST.frontPoint : COST.point;
}

/** Draws TTFT and E2EL over the achieved rate as an SVG without text elements, style sheets or references. */
export function drawLatency(tools: Tools, layout: RateLayout, theme: Theme): string {
  const svg = tools.plot.plot({
    document: tools.window.document,
    width: WIDTH,
    height: layout.key.height,
    marks: [background(theme), ...marks(tools, layout, theme)],
  });
  tidy(svg, theme.ink);
  outlineTexts(svg, tools.faces);
  return finish(tools.window, svg, describe(layout));
}

/** From back to front. */
function marks({ plot, faces }: Tools, { subject, traces, shown, key }: RateLayout, theme: Theme) {
  const panels = shown.map(({ panel }) => panel);
  const last = panels.at(-1);
  return [
    ...shown.flatMap(({ panel, latency }) => panelAxes(plot, panel, NAMES[latency], theme)),
    ...(last === undefined ? [] : rateAxis(plot, last, theme)),
    ...traces.flatMap((trace) => kneeLine(trace, panels, theme)),
    ...shown.flatMap(({ panel, latency }) =>
      traces.flatMap((trace) => beforeTrace(plot, trace, latency, panel, theme)),
    ),
    ...shown.flatMap(({ panel, latency }) => [
      ...traces.flatMap((trace) => rateLines(trace, latency, panel, theme)),
      ...rateDots(
        plot,
        traces.map((trace) => ({ trace, marks: rateMarks(trace, latency, panel) })),
        theme,
      ),
    ]),
    ...shown.flatMap(({ labels }) => labelMarks(plot, drawnLabels(labels, theme), theme)),
    ...heading(plot, subject, subtitleOf(subject, traces), { width: WIDTH }, theme, faces),
    ...keyMarks(plot, key, theme),
  ];
}

function drawnLabels(labels: readonly PlacedRateLabel[], theme: Theme) {
  return labels.map((label) => ({
    ...{ text: label.text, box: label.box, leader: label.leader },
    color: rateLabelColor(label, theme),
    size: sizeOf(label),
  }));
}

function describe({ subject, traces }: RateLayout): Description {
  const against = againstOf(subject);
  return {
    title: titleOf(subject.front).join(' · '),
    text: [
      `${[subtitleOf(subject, traces), ...(against === null ? [] : [against])].join(' · ')}.`,
      'TTFT and E2EL against the achieved request rate.',
      `${tell(traces, tellTrace)}.`,
    ].join(' '),
  };
}

function tellTrace(trace: RateTrace): string {
  const before = trace.before.length === 0 ? '' : `, in the baseline ${tellKnee(trace.before)}`;
  return `${nameOfTrace(trace)}: ${tellKnee(trace.points)}${before}`;
}

function tellKnee(points: readonly RatePoint[]): string {
  const knee = kneeIn(points);
  if (knee === undefined) return 'no knee';
  const latencies = LATENCIES.flatMap((latency) => {
    const mean = meanOf(knee, latency);
    return mean === null ? [] : [`mean ${latency.toUpperCase()} ${glance(mean)} ms`];
  });
  return `knee at ${[`${glance(knee.achieved)} requests/s`, ...latencies].join(', ')}`;
}

function subtitleOf({ front }: Subject, traces: readonly RateTrace[]): string {
  const configurations = new Set(traces.map(({ configuration }) => configuration.id)).size;
  const points = traces.reduce((sum, { points }) => sum + points.length, 0);
  return [
    ...conditionsOf(front),
    plural(configurations, 'configuration'),
    `${plural(points, 'point')} with a requested rate`,
  ].join(' · ');
}

/** How near to its least what must be that tells a knee: `mean TTFT and E2EL within 3× their least`. */
function nearness(traces: readonly RateTrace[]): string {
  const used = traces.filter(({ points }) => kneeIn(points) !== undefined).flatMap(({ points }) => tellingOf(points));
  const names = [...new Set(used)].map((id) => id.toUpperCase());
  return `mean ${names.join(' and ')} within ${FLOOR}× ${names.length > 1 ? 'their' : 'its'} least`;
}

const PERCENT = `${FOLLOWED * 100} %`;

/** Entries for what occurs in the picture, and nothing else. */
function entriesOf(
  traces: readonly RateTrace[],
  wanted: readonly RateLabel[],
  placed: readonly RateLabel[],
): KeyEntry[] {
  const coloured = traces.filter(({ rank }) => rank !== null);
  const points = coloured.flatMap(({ points }) => points);
  const hasTail = points.some((point) => LATENCIES.some((latency) => tailOf(point, latency) !== null));
  const missing = wanted.length - placed.length;
  const dot = { shape: 'circle', color: 'ink' } as const;
  return [
    { text: 'mean', line: { color: 'muted' } },
    ...(hasTail ? [{ text: 'p99', line: { color: 'muted' as const, dash: TAIL_DASH } }] : []),
    ...(traces.some(({ before }) => before.length > 0) ? [{ text: 'baseline’s mean', baseline: true }] : []),
    ...(kneeIn(points) !== undefined
      ? [
          {
            text: `knee: the highest rate achieved to ${PERCENT} with ${nearness(traces)}`,
            dots: [{ ...dot, filled: true }],
          },
        ]
      : []),
    ...(points.some(({ follows }) => follows === false)
      ? [{ text: `less than ${PERCENT} achieved: so much of the requested rate`, dots: [{ ...dot, filled: false }] }]
      : []),
    ...saidEntries(traces.flatMap((trace) => trace.points)),
    ...shapeEntries(traces),
    ...(coloured.length < traces.length
      ? [{ text: 'neither on the Pareto front nor best here', line: { color: 'others' as const } }]
      : []),
    ...(traces.some(({ points }) => points.some(({ failed }) => failed))
      ? [{ text: 'more than half the requests failed', failed: true }]
      : []),
    ...(coloured.some(({ points }) => kneeIn(points) === undefined)
      ? [{ text: 'bold name without a rate: no knee among the rates tried' }]
      : []),
    ...(missing > 0 ? [{ text: `no room for ${plural(missing, 'label')}` }] : []),
  ];
}
