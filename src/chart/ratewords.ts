import { asPercent } from '../run/number.ts';
import { type Caption, type Description, sentenceOf } from './caption.ts';
import { glance } from './chartnumber.ts';
import { failedKey, type KeyWords, kindKey, markedKey, said } from './keywords.ts';
import { FLOOR, FOLLOWED } from './knee.ts';
import { isolated, printable } from './printable.ts';
import { kneeIn, LATENCIES, type RatePoint, type RateSeries } from './rateseries.ts';
import { tell } from './tell.ts';

const SHARE = asPercent(FOLLOWED * 100);

/** Entries for what occurs among the latencies, and for nothing else. */
export function rateKey(series: readonly RateSeries[], unjudged?: ReadonlySet<string>): KeyWords[] {
  const coloured = series.filter(({ colour }) => colour !== null);
  const points = coloured.flatMap((one) => one.points);
  const hasTail = points.some(({ tail }) => LATENCIES.some((latency) => tail[latency] !== null));
  const all = series.flatMap((one) => one.points);
  const knee = `knee: the highest rate achieved to ${SHARE} with ${nearness(series)}`;
  return [
    ...said(true, 'mean', 'mean'),
    ...said(hasTail, 'tail', 'p99'),
    ...said(
      series.some(({ before }) => before.length > 0),
      'baseline-mean',
      'baseline’s mean',
    ),
    ...said(kneeIn(points) !== undefined, 'knee', knee),
    ...said(
      points.some(({ follows }) => follows === false),
      'behind',
      `less than ${SHARE} of the requested rate achieved`,
    ),
    ...markedKey(all, unjudged),
    ...kindKey(series),
    ...said(coloured.length < series.length, 'others', 'neither on the Pareto front nor best here'),
    ...failedKey(all),
    ...said(
      coloured.some((one) => kneeIn(one.points) === undefined),
      'no-knee',
      'bold name without a rate: no knee among the rates tried',
    ),
  ];
}

/** What determines a knee: `mean TTFT and E2EL within 3× their lowest`. */
function nearness(series: readonly RateSeries[]): string {
  const used = series.filter(({ points }) => kneeIn(points) !== undefined).flatMap(({ telling }) => telling);
  const names = [...new Set(used)].map((id) => id.toUpperCase());
  return `mean ${names.join(' and ')} within ${FLOOR}× ${names.length > 1 ? 'their' : 'its'} lowest`;
}

/** What a chart of latencies shows, in sentences. */
export function describeRates(caption: Caption, series: readonly RateSeries[]): Description {
  return {
    title: caption.title.join(' · '),
    text: [
      sentenceOf(caption),
      'TTFT and E2EL against the achieved request rate.',
      `${tell(series, tellSeries)}.`,
    ].join(' '),
  };
}

/** The configuration and, if there are several conditions, the one under which it was swept. */
export function nameOfSweep({ name, condition }: RateSeries, shorten = (text: string) => text): string {
  const id = isolated(shorten(name));
  return condition === null ? id : `${id} · ${isolated(printable(condition))}`;
}

function tellSeries(series: RateSeries): string {
  const before = series.before.length === 0 ? '' : `, in the baseline ${tellKnee(series.before)}`;
  return `${nameOfSweep(series)}: ${tellKnee(series.points)}${before}`;
}

function tellKnee(points: readonly RatePoint[]): string {
  const knee = kneeIn(points);
  if (knee === undefined) return 'no knee';
  const latencies = LATENCIES.flatMap((latency) => {
    const mean = knee.mean[latency];
    return mean === null ? [] : [`mean ${latency.toUpperCase()} ${glance(mean)} ms`];
  });
  return `knee at ${[`${glance(knee.achieved)} requests/s`, ...latencies].join(', ')}`;
}
