import { rateSeries } from '../chart/ratechart.ts';
import { kneeIn, type RateSeries } from '../chart/rateseries.ts';
import { nameOfSweep } from '../chart/ratewords.ts';
import type { ScenarioFront } from '../pareto/front.ts';
import type { Answer } from './answer.ts';
import { formatNumber } from './numberformat.ts';
import { listOf, nameOf } from './phrase.ts';

/** The knees of a sweep over request rates in words, and where they were in the baseline if they moved. */
export function kneesOf(front: ScenarioFront, baseline: ScenarioFront | null): Answer[] {
  const series = rateSeries(front, { baseline, regressed: new Set(), missed: new Set() });
  // The front's configurations come last, but are reported first.
  const told = series.toReversed().flatMap(kneeOf);
  return told.length === 0 ? [] : [{ lead: 'Knee', text: `${listOf(told)}.` }];
}

function kneeOf(trace: RateSeries): string[] {
  const [knee, old] = [kneeIn(trace.points), kneeIn(trace.before)];
  if (knee === undefined) return [];
  const before = old === undefined || old.requested === knee.requested ? '' : ` (was ${formatNumber(old.achieved)})`;
  return [`${nameOfSweep(trace, nameOf)} at ${formatNumber(knee.achieved)} requests/s${before}`];
}
