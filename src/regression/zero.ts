import { type Problem, problem } from '../run/problem.ts';
import type { Sides } from '../scenario/sides.ts';
import { loadName, matchPoints } from './match.ts';

/**
 * Names earlier runs in which a point served nothing: a zero has no logarithm, and cannot be part of a level.
 *
 * @param names of the earlier runs, the newest first
 */
export function zerosIn(sides: readonly Sides[], names: readonly string[]): Problem[] {
  return names.flatMap((name, run) => {
    const zeros = sides.flatMap(({ earlier, candidate }) =>
      matchPoints(earlier[run] ?? null, candidate).pairs.filter(
        ({ baseline }) => baseline.point.metrics['output-throughput'] === 0,
      ),
    );
    const [first] = zeros;
    if (first === undefined) return [];
    const { configuration, point } = first.candidate;
    const more = zeros.length > 1 ? ` and at ${zeros.length - 1} more` : '';
    const where = `at ${configuration.id}, ${loadName(point.load)}${more}`;
    const message = `baseline ${name}: output throughput is 0 ${where}, which does not count toward its level`;
    return [problem('warning', 'zero-throughput', message, first.baseline.point.files[0] ?? null)];
  });
}
