import type { ScenarioFront } from '../pareto/front.ts';
import { nameOfTrace } from '../plot/ratelabel.ts';
import { kneeIn, type RateTrace, rateTracesOf } from '../plot/ratetrace.ts';
import type { Answer } from './answer.ts';
import { formatNumber } from './number.ts';
import { listOf, nameOf } from './phrase.ts';

/** The knees of a sweep by request rate in words, and where they were in the baseline if they moved. */
export function kneesOf(front: ScenarioFront, baseline: ScenarioFront | null): Answer[] {
  const traces = rateTracesOf({ front, baseline, regressed: [], missed: [] });
  // The front's configurations come last, and are told first.
  const told = traces.toReversed().flatMap(kneeOf);
  return told.length === 0 ? [] : [{ lead: 'Knee', text: `${listOf(told)}.` }];
}

function kneeOf(trace: RateTrace): string[] {
  const [knee, old] = [kneeIn(trace.points), kneeIn(trace.before)];
  if (knee === undefined) return [];
  const before = old === undefined || old.requested === knee.requested ? '' : ` (was ${formatNumber(old.achieved)})`;
  return [`${nameOf(nameOfTrace(trace))} at ${formatNumber(knee.achieved)} requests/s${before}`];
}

/** The front of the same scenario in the newest earlier run. */
export function frontBefore(
  { scenario }: ScenarioFront,
  compared: { readonly fronts: readonly ScenarioFront[] } | null,
): ScenarioFront | null {
  return compared?.fronts.find((before) => before.scenario.id === scenario.id) ?? null;
}
