import type { FrontPoint, ScenarioFront } from '../pareto/front.ts';
import type { NamedPlane, PlaneId } from '../pareto/plane.ts';
import { placeKeyOf } from '../regression/regressed.ts';
import type { UserThroughput } from '../run/metric.ts';
import { formatCount, formatPlural } from '../run/number.ts';
import { placedPoints } from '../scenario/placedpoint.ts';
import type { AskedSpeed } from './askedspeed.ts';
import { axisOf, type ChartAxis, type ScaleType, scaleFor } from './axis.ts';
import { againstOf, type Caption, conditionsOf, type Description, type Overlay, titleOf } from './caption.ts';
import { coloursOf } from './colour.ts';
import { type KeyWords, planeKey } from './keywords.ts';
import { type WantedLabel, wantedLabels } from './planelabel.ts';
import { type PlaneSeries, planeSeries } from './planeseries.ts';
import { describePlane } from './planewords.ts';
import { alongFront, isCoordinate } from './ranking.ts';
import { type FeasibleRegion, frontWithin, withinOf } from './within.ts';

/** A point of a front, in units of the axes. */
export interface Corner {
  readonly x: number;
  readonly y: number;
}

/** A point on a front; its key is that of a point of the series, or of the baseline. */
export interface FrontCorner extends Corner {
  readonly key: string;
}

/** What is shown of a scenario's points in a plane: plain data, small enough to send to a thread or a page. */
export interface PlaneChart extends Caption {
  readonly form: 'plane';
  readonly kind: PlaneId;
  /** Id of the scenario. */
  readonly scenario: string;
  readonly axes: { readonly x: ChartAxis; readonly y: ChartAxis };
  /** With at least one point; those without a colour come first, and are drawn below the others. */
  readonly series: readonly PlaneSeries[];
  /** From the worst x to the best. */
  readonly front: readonly FrontCorner[];
  /** The previous front, in the same order; null if nothing is compared. */
  readonly baseline: readonly FrontCorner[] | null;
  /** The region within the objectives; null if there are none. */
  readonly within: (FeasibleRegion & { readonly front: readonly Corner[] }) | null;
  /** Requested speeds, ascending; absent if there are none, or if x is not a speed. */
  readonly asked?: readonly AskedSpeed[];
  /** The most important first. */
  readonly labels: readonly WantedLabel[];
  readonly key: readonly KeyWords[];
  readonly description: Description;
  /** The number of points in the scenario, and how many of them lack a coordinate. */
  readonly points: number;
  readonly missing: number;
}

export interface PlaneOptions extends Overlay {
  readonly plane: NamedPlane;
  readonly userThroughput: UserThroughput;
  /** Requested speeds as this plane shows them. */
  readonly asked?: readonly AskedSpeed[];
  /** Colours by id, for those that have one; by default, for those along the front. */
  readonly colours?: ReadonlyMap<string, number>;
  /** By default chosen by the spread of the values; linear if any value is zero. */
  readonly scale?: { readonly x?: ScaleType; readonly y?: ScaleType };
}

/**
 * A scenario in a plane.
 *
 * @param front in that plane, as is the baseline's
 */
export function planeChart(front: ScenarioFront, options: PlaneOptions): PlaneChart {
  const { scenario } = front;
  const { plane, baseline: before } = options;
  const series = planeSeries(front, plane, options.colours ?? coloursOf(scenario, alongFront(front.front)), options);
  const corners = cornersOf(front);
  const baseline = before === null ? null : cornersOf(before);
  const points = placedPoints(scenario).length;
  const drawn = series.reduce((sum, one) => sum + one.points.length, 0);
  const caption = captionOf(front, options, points, drawn);
  const axes = axesOf(front, series, baseline ?? [], options);
  const keys = corners.map(({ key }) => key);
  const { objectives = [], asked = [] } = options;
  const within = withinOf(front, objectives, plane);
  return {
    ...{ form: 'plane', kind: plane.id, scenario: scenario.id },
    ...caption,
    axes,
    series,
    front: corners,
    baseline,
    within: within && { ...within, front: placesOf(frontWithin(front, objectives, plane)) },
    ...(asked.length === 0 ? {} : { asked }),
    labels: wantedLabels(series, keys, scenario.configurations.length, within?.best?.key ?? null),
    key: planeKey(series, baseline !== null && baseline.length > 0, within, asked, options.unjudged),
    description: describePlane(front, options, within, caption, axes),
    ...{ points, missing: points - drawn },
  };
}

function placesOf(front: readonly FrontPoint[]): Corner[] {
  return front.filter(({ x, y }) => isCoordinate(x) && isCoordinate(y)).map(({ x, y }) => ({ x, y }));
}

function cornersOf({ front }: ScenarioFront): FrontCorner[] {
  const corner = (point: FrontPoint) => ({ key: placeKeyOf(point), x: point.x, y: point.y });
  return front.filter(({ x, y }) => isCoordinate(x) && isCoordinate(y)).map(corner);
}

function captionOf({ scenario, front }: ScenarioFront, beside: Overlay, points: number, drawn: number): Caption {
  const conditions = conditionsOf(scenario);
  const subtitle = [
    ...conditions,
    formatPlural(scenario.configurations.length, 'configuration'),
    formatPlural(points, 'point'),
    ...(drawn < points ? [`${formatCount(points - drawn)} without coordinates`] : []),
    `${formatCount(front.length)} on the front`,
  ].join(' · ');
  return { title: titleOf(scenario), conditions, subtitle, against: againstOf(beside) };
}

function axesOf(
  { scenario }: ScenarioFront,
  series: readonly PlaneSeries[],
  baseline: readonly Corner[],
  { plane, userThroughput, scale = {} }: PlaneOptions,
): PlaneChart['axes'] {
  const points = series.flatMap((one) => one.points);
  const drawn = new Set(points.map(({ key }) => key));
  const known = placedPoints(scenario).filter((placed) => drawn.has(placeKeyOf(placed)));
  const perUser = { userThroughput, sources: new Set(known.map(({ point }) => point.load.concurrencySource)) };
  const along = (place: 'x' | 'y') => {
    const values = [...points, ...baseline].map((point) => point[place]);
    return axisOf(plane[place], place, scaleFor(values, plane[place].better, scale[place]), perUser);
  };
  return { x: along('x'), y: along('y') };
}
