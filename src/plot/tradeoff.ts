import type { ScenarioFront } from '../pareto/front.ts';
import type { UserThroughput } from '../run/metric.ts';
import type { Configuration, Point } from '../scenario/scenario.ts';
import { type Difference, differenceOf, SAME } from './difference.ts';
import { type Description, finish, tidy } from './finish.ts';
import { type Frame, frameOf } from './frame.ts';
import { besides, labelColor, labelsOf, type PlacedLabel, placeLabels } from './label.ts';
import { loadLabel } from './loadlabel.ts';
import { axes } from './mark/axes.ts';
import { background } from './mark/background.ts';
import { comparison } from './mark/comparison.ts';
import { againstOf, heading, subtitleOf, titleOf } from './mark/heading.ts';
import { type Key, keyEntries, keyMarks, layKey } from './mark/key.ts';
import { type DrawnLabel, labelMarks } from './mark/labels.ts';
import { type Corner, staircase } from './mark/staircase.ts';
import { frontDots, frontTrace, greyTraces, offSaid } from './mark/traces.ts';
import { glance, plural } from './number.ts';
import { obstaclesOf } from './obstacles.ts';
import { outlineTexts } from './outline.ts';
import { printable } from './printable.ts';
import type { Tools } from './studio.ts';
import type { Subject } from './subject.ts';
import { tell } from './tell.ts';
import type { Theme } from './theme.ts';
import { isCoordinate, type Trace, tracesOf } from './trace.ts';

/** What the picture shows and where; the same in every theme. */
export interface Layout {
  readonly subject: Subject;
  /** The baseline's front; empty where there is none. */
  readonly baseline: readonly Corner[];
  readonly difference: Difference;
  readonly traces: readonly Trace[];
  readonly labels: readonly PlacedLabel[];
  readonly frame: Frame;
  readonly key: Key;
}

/** Lays a scenario out; null where no point has both coordinates. */
export function layOut({ faces }: Tools, subject: Subject): Layout | null {
  const { front } = subject;
  const traces = tracesOf(front, subject);
  if (traces.length === 0) return null;
  const baseline = (subject.baseline?.front ?? []).filter(({ x, y }) => isCoordinate(x) && isCoordinate(y));
  const wanted = labelsOf(traces, front, faces);
  const points = traces.flatMap(({ points }) => points);
  const frame = frameOf([...points, ...baseline], besides(wanted, faces));
  const labels = placeLabels(wanted, obstaclesOf(traces, front.front, baseline, frame), frame, faces);
  const difference = baseline.length === 0 ? SAME : differenceOf(baseline, front.front, frame);
  const entries = keyEntries(traces, { ...difference, hasBaseline: baseline.length > 0 }, wanted, labels);
  return { subject, baseline, difference, traces, labels, frame, key: layKey(entries, frame, faces) };
}

/** Draws tok/s/GPU over tok/s/user as an SVG without text elements, style sheets or references. */
export function drawTradeoff(tools: Tools, layout: Layout, theme: Theme, userThroughput: UserThroughput): string {
  const svg = tools.plot.plot({
    document: tools.window.document,
    ...scales(layout),
    marks: [background(theme), ...marks(tools, layout, theme, userThroughput)],
  });
  // Before the outlines, which are rounded already and long.
  tidy(svg, theme.ink);
  outlineTexts(svg, tools.faces);
  return finish(tools.window, svg, describe(layout));
}

function scales({ frame, key }: Layout) {
  return {
    width: frame.width,
    height: key.height,
    marginTop: frame.top,
    marginRight: frame.width - frame.right,
    marginBottom: key.height - frame.bottom,
    marginLeft: frame.left,
    x: { type: 'linear', domain: [0, frame.maxX] },
    y: { type: 'linear', domain: [0, frame.maxY] },
  } as const;
}

/** From back to front. */
function marks({ plot, faces }: Tools, layout: Layout, theme: Theme, userThroughput: UserThroughput) {
  const { subject, baseline, difference, traces, labels, frame, key } = layout;
  const sources = new Set(traces.flatMap(({ points }) => points.map(({ point }) => point.load.concurrencySource)));
  const coloured = traces.filter(({ rank }) => rank !== null);
  const grey = traces.filter(({ rank }) => rank === null);
  return [
    ...axes(plot, frame, theme, { userThroughput, sources }),
    ...greyTraces(plot, grey, theme),
    ...comparison(plot, baseline, difference, theme),
    ...staircase(plot, subject.front.front, theme.ink),
    ...coloured.flatMap((trace) => frontTrace(plot, trace, theme)),
    ...offSaid(plot, traces, frame, theme),
    ...frontDots(plot, coloured, frame, theme),
    ...labelMarks(plot, drawnLabels(labels, theme), theme),
    ...heading(plot, subject, subtitleOf(subject, traces), frame, theme, faces),
    ...keyMarks(plot, key, theme),
  ];
}

function drawnLabels(labels: readonly PlacedLabel[], theme: Theme): DrawnLabel[] {
  return labels.map((label) => ({
    ...{ text: label.text, box: label.box, leader: label.leader },
    color: labelColor(label, theme),
    size: label.point.onFront ? 'front' : 'other',
  }));
}

function describe({ subject, traces }: Layout): Description {
  const { front, baseline, missed } = subject;
  const against = againstOf(subject);
  const before = baseline === null ? [] : [`Baseline’s Pareto front: ${tellFront(baseline) || 'none'}.`];
  const regressed = tellRegressed(subject);
  return {
    title: titleOf(front).join(' · '),
    text: [
      `${[subtitleOf(subject, traces), ...(against === null ? [] : [against])].join(' · ')}.`,
      `Pareto front: ${tellFront(front)}.`,
      ...before,
      ...(regressed === '' ? [] : [`Regressed: ${regressed}.`]),
      ...(missed.length === 0 ? [] : [`Misses a service-level objective: ${plural(missed.length, 'point')}.`]),
    ].join(' '),
  };
}

function tellFront({ front }: ScenarioFront): string {
  return tell(front, ({ configuration, point, x, y }) => {
    return `${nameOf(configuration, point)}: ${glance(x)} tok/s/user, ${glance(y)} tok/s/GPU`;
  });
}

function tellRegressed({ front, regressed }: Subject): string {
  const isRegressed = new Set(regressed);
  const named = front.scenario.configurations.flatMap((configuration) =>
    configuration.points.filter((point) => isRegressed.has(point)).map((point) => nameOf(configuration, point)),
  );
  return tell(named, (name) => name);
}

function nameOf({ id }: Configuration, { load }: Point): string {
  const label = loadLabel(load);
  return [printable(id), ...(label ? [label.text] : [])].join(' · ');
}
