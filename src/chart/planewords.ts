import type { FrontPoint, ScenarioFront } from '../pareto/front.ts';
import { placeKeyOf } from '../regression/regressed.ts';
import { formatPlural } from '../run/number.ts';
import { type PlacedPoint, placedPoints } from '../scenario/placedpoint.ts';
import { type AskedSpeed, sentencesOf } from './askedspeed.ts';
import { type ChartAxis, valueInWords } from './axis.ts';
import { type Caption, type Description, type Overlay, sentenceOf } from './caption.ts';
import { glance } from './chartnumber.ts';
import { loadLabel } from './loadlabel.ts';
import { isolated, printable } from './printable.ts';
import { tell } from './tell.ts';
import type { FeasibleRegion } from './within.ts';

interface Axes {
  readonly x: ChartAxis;
  readonly y: ChartAxis;
}

/** What a chart of a plane shows, in sentences. */
export function describePlane(
  front: ScenarioFront,
  { baseline, regressed, missed, unjudged, asked = [] }: Overlay & { readonly asked?: readonly AskedSpeed[] },
  within: FeasibleRegion | null,
  caption: Caption,
  axes: Axes,
): Description {
  const before = baseline === null ? [] : [`Baseline’s Pareto front: ${tellFront(baseline, axes) || 'none'}.`];
  const worse = placedPoints(front.scenario).filter((placed) => regressed.has(placeKeyOf(placed)));
  return {
    title: caption.title.join(' · '),
    text: [
      sentenceOf(caption),
      `Pareto front: ${tellFront(front, axes)}.`,
      ...before,
      ...(worse.length === 0 ? [] : [`Regressed: ${tell(worse, nameOf)}.`]),
      ...sentencesOf(asked).map((sentence) => `${sentence}.`),
      ...(within === null ? [] : [`${toldBest(front, within)}.`]),
      ...(missed.size === 0 ? [] : [`Misses a service-level objective: ${formatPlural(missed.size, 'point')}.`]),
      ...(unjudged?.size ? [`May miss one, as not all is known: ${formatPlural(unjudged.size, 'point')}.`] : []),
    ].join(' '),
  };
}

function tellFront({ front }: ScenarioFront, { x, y }: Axes): string {
  const inWords = (point: FrontPoint) => `${nameOf(point)}: ${valueInWords(x, point.x)}, ${valueInWords(y, point.y)}`;
  return tell(front, inWords);
}

function nameOf({ configuration: { id }, point: { load } }: PlacedPoint): string {
  const label = loadLabel(load);
  return [isolated(printable(id)), ...(label ? [label.text] : [])].join(' · ');
}

function toldBest({ scenario }: ScenarioFront, { words, unjudged, best }: FeasibleRegion): string {
  const point = placedPoints(scenario).find((placed) => placeKeyOf(placed) === best?.key);
  if (best === null || point === undefined) return `No point is ${unjudged > 0 ? 'known to be ' : ''}within ${words}`;
  return `Best within ${words}: ${nameOf(point)}, ${glance(best.value)} tok/s/GPU`;
}
