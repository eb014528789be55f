import { type FrontPoint, frontOf, mostlyFailed, type ScenarioFront } from '../pareto/front.ts';
import { COST } from '../pareto/plane.ts';
import { asPercent } from '../run/number.ts';
import type { PlacedPoint } from '../scenario/placedpoint.ts';
import { formatCost, formatCount, formatNumber, formatPlural, formatTimes } from './numberformat.ts';
import { kindOf, listOf, nameOf, pointOf } from './phrase.ts';
import { rowsOf, type Tally, tallyOf } from './tally.ts';

/** The share of the best tok/s/GPU that is still a fair price for faster answers; the text names it. */
const FAIR_SHARE = 0.8;

/** The most switches between aggregated and disaggregated that a sentence can carry. */
const MAX_TURNS = 6;

/** One thing to know about a front, in plain text. */
export interface Answer {
  readonly lead: string;
  readonly text: string;
}

/** What a front says, starting with the question that most readers bring. */
export function answersOf(scenario: ScenarioFront): Answer[] {
  const { front } = scenario;
  const most = front.at(0);
  const fastest = front.at(-1);
  if (most === undefined || fastest === undefined) {
    return [{ lead: 'No front', text: whyNone(tallyOf([scenario])) }];
  }
  const reach = { lead: 'On the front', text: reachOf(tallyOf([scenario])) };
  if (most.x === fastest.x) {
    // Equal points all stay on a front.
    return [{ lead: 'Best both ways', text: `${listOf(front.map(pointOf))}, ${givesOf(most)}.` }, reach];
  }
  return [
    { lead: 'Most tokens per GPU', text: `${pointOf(most)}, ${givesOf(most)}.` },
    ...between(front, most, fastest),
    ...cheapestOf(scenario, most),
    {
      lead: 'Fastest for a user',
      text: `${pointOf(fastest)}, ${userOf(fastest)} at ${gpuOf(fastest)}${costOf(fastest)}.`,
    },
    ...kinds(scenario),
    reach,
  ];
}

/** The front in words, for readers who cannot see the plot. */
export function describe({ front }: ScenarioFront): string {
  const first = front.at(0);
  const last = front.at(-1);
  if (first === undefined || last === undefined) return 'No point has both coordinates, so there is no front.';
  const along = [...new Set(front.map(({ configuration }) => nameOf(configuration.id)))];
  if (front.length === 1) return `The front is one point: ${pointOf(first)} (${givesOf(first)}).`;
  return (
    `The front has ${formatPlural(front.length, 'point')}, from ${pointOf(first)} (${givesOf(first)}) ` +
    `to ${pointOf(last)} (${givesOf(last)}). Along it: ${listOf(along)}.`
  );
}

/** The fastest point that still keeps a fair share of the throughput, if it is neither end of the front. */
function between(front: readonly FrontPoint[], most: FrontPoint, fastest: FrontPoint): Answer[] {
  const point = front.findLast(({ y }) => y >= FAIR_SHARE * most.y);
  if (point === undefined || point === most || point === fastest || most.x <= 0) return [];
  const times = `${formatTimes(point.x / most.x)} times as fast for a user`;
  return [
    {
      lead: `Fastest that keeps ${asPercent(FAIR_SHARE * 100)} of that`,
      text: `${pointOf(point)}, ${givesOf(point)}, ${times}.`,
    },
  ];
}

/**
 * The cheapest point, where accelerators with different prices make it another than the one with the most tok/s/GPU.
 */
function cheapestOf({ scenario }: ScenarioFront, most: FrontPoint): Answer[] {
  const [least] = frontOf(scenario, COST).front;
  if (least === undefined || least.y >= (most.point.metrics[COST.y.metric] ?? Number.POSITIVE_INFINITY)) return [];
  return [{ lead: 'Cheapest', text: `${pointOf(least)}, ${formatCost(least.y)} at ${userOf(least)}.` }];
}

/** Which kind of serving gives the most tok/s/GPU, from slow users to fast ones; an unstated kind counts as neither. */
function kinds(scenario: ScenarioFront): Answer[] {
  const served = rowsOf(scenario).filter(({ point }) => !mostlyFailed(point));
  const measured = new Set(served.map(({ configuration }) => kindOf(configuration)));
  if (!measured.has('aggregated') || !measured.has('disaggregated')) return [];
  const stretches = stretchesOf(scenario.front);
  const [only] = stretches;
  const lead = 'Aggregated or disaggregated';
  if (only === undefined) return [];
  if (stretches.length === 1) return [{ lead, text: `${inWords(only.kind)} all along the front.` }];
  if (stretches.length > MAX_TURNS) {
    const others = new Set(stretches.map(({ kind }) => kind)).size > 2 ? 'them' : 'the two';
    return [{ lead, text: `the front switches ${formatCount(stretches.length - 1)} times between ${others}.` }];
  }
  const parts = stretches.map(({ kind, to }, i) => {
    return `${inWords(kind)}${i === 0 && kind !== 'unknown' ? ' serving' : ''} up to ${formatNumber(to)}`;
  });
  const [first, ...later] = parts;
  return [{ lead, text: `the most tok/s/GPU comes from ${first} tok/s/user, then ${later.join(', ')}.` }];
}

function inWords(kind: ReturnType<typeof kindOf>): string {
  return kind === 'unknown' ? 'an unstated deployment' : kind;
}

/** Neighbours of the same kind on the front, merged; `to` is the fastest user that the stretch serves. */
function stretchesOf(front: readonly FrontPoint[]): { kind: ReturnType<typeof kindOf>; to: number }[] {
  const stretches: { kind: ReturnType<typeof kindOf>; to: number }[] = [];
  for (const { configuration, x } of front) {
    const kind = kindOf(configuration);
    const last = stretches.at(-1);
    if (last?.kind === kind) last.to = x;
    else stretches.push({ kind, to: x });
  }
  return stretches;
}

function reachOf({ points, configurations, pointsOnFront, configurationsOnFront }: Tally): string {
  const of = (part: number, whole: number, one: string) => `${formatCount(part)} of ${formatPlural(whole, one)}`;
  return `${of(configurationsOnFront, configurations, 'configuration')}, ${of(pointsOnFront, points, 'point')}.`;
}

function whyNone(tally: Tally): string {
  const { points, withoutGpu, withoutUser, withTpotAlone, mostlyFailed: failed, gpusUnknown } = tally;
  const of = (part: number) => `${formatCount(part)} of ${formatPlural(points, 'point')}`;
  const reasons = [
    ...(withoutGpu > 0 ? [`${of(withoutGpu)} without tok/s/GPU`] : []),
    ...(withoutUser > 0 ? [`${of(withoutUser)} without tok/s/user`] : []),
    ...(failed > 0 ? [`${of(failed)} with more than half of the requests failed`] : []),
  ];
  const remedies = [
    ...(gpusUnknown > 0 ? ['Reports without host or stack do not say how many GPUs served: set the option gpus.'] : []),
    ...(withTpotAlone > 0
      ? [
          'Where neither a concurrency nor a mean E2EL is stated, how many requests were in flight is unknown: ' +
            'let the harness write E2EL, or choose user-throughput: tpot.',
        ]
      : []),
  ];
  return [`${reasons.join(', ') || 'there are no points'}.`, ...remedies].join(' ');
}

/** What a point gives, and at what cost if that is known. */
function givesOf(point: FrontPoint): string {
  return `${gpuOf(point)} at ${userOf(point)}${costOf(point)}`;
}

function costOf({ point: { metrics } }: PlacedPoint): string {
  const cost = metrics[COST.y.metric];
  return cost === null ? '' : `, ${formatCost(cost)}`;
}

function gpuOf({ y }: FrontPoint): string {
  return `${formatNumber(y)} tok/s/GPU`;
}

function userOf({ x }: FrontPoint): string {
  return `${formatNumber(x)} tok/s/user`;
}
