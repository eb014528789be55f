import { isOfReading } from '../regression/absolute.ts';
import { readingId } from '../regression/bound.ts';
import type { Comparison } from '../regression/compare.ts';
import { unrepeated } from '../regression/losses.ts';
import { loadName } from '../regression/match.ts';
import { type Problem, problem } from '../run/problem.ts';
import { effectWords, mainFirst } from './effectwords.ts';
import { worstFirst } from './frontchange.ts';
import { formatBound, formatChange } from './numberformat.ts';

/**
 * What was lost, for annotations: first the effects, the main ones leading, then what exceeds a bound, the worst
 * leading.
 */
export function regressionsIn({ rows, effects, fronts, readings, absolute }: Comparison): Problem[] {
  const moved = unrepeated({ rows, effects })
    .filter(isLost)
    .sort(mainFirst)
    .map((effect) => `${effectWords(effect, false)} (${effect.scenario})`);
  const whole = worstFirst(fronts.filter(isLost)).map(
    ({ scenario, change, bound }) => `front of ${scenario}: ${pastBound(change, bound)}`,
  );
  const read = readings.filter(isLost).map(({ scenario, read, x, change, bound }) => {
    const how =
      change === null ? `nothing is that fast any more, bound ${formatBound(bound)}` : pastBound(change, bound);
    return `${readingId(read, x)} of ${scenario}: ${how}`;
  });
  const points = rows
    .filter(isLost)
    .sort((a, b) => Math.abs(b.change ?? 0) - Math.abs(a.change ?? 0))
    .map(({ scenario, configuration, load, metric, change, bound }) => {
      const place = load === null ? configuration : `${configuration} at ${loadName(load)}`;
      return `${place} (${scenario}): ${metric} ${pastBound(change, bound)}`;
    });
  const unmet = absolute.filter(isLost).map((result) => {
    const { scenario, bounds, misses } = result;
    const all = bounds.join(' and ');
    if (isOfReading(result)) return `${scenario}: ${all} is not met`;
    const who = misses.length === 0 ? 'no point meets' : `${misses.length} points miss`;
    return `${scenario}: ${who} ${all}`;
  });
  return [...moved, ...whole, ...read, ...points, ...unmet].map((message) => problem('error', 'regression', message));
}

function isLost({ verdict }: { readonly verdict: string }): boolean {
  return verdict === 'regression';
}

function pastBound(change: number | null, bound: string | null): string {
  return `${formatChange(change ?? 0)}, bound ${formatBound(bound)}`;
}
