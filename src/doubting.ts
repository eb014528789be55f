import type { EarlierRun } from './earlier.ts';
import type { Options } from './options.ts';
import { mostlyFailed, type ScenarioFront } from './pareto/front.ts';
import { isRelative, writtenBound } from './regression/bound.ts';
import { unstatedObjectives } from './regression/objective.ts';
import { asPercent } from './run/number.ts';
import { type Problem, problem } from './run/problem.ts';
import { placedPoints } from './scenario/placedpoint.ts';

/** What is doubtful about the bounds that were asked for. */
export function doubtsOf(
  options: Options,
  scenarios: readonly ScenarioFront[],
  earlier: readonly EarlierRun[] | null,
): Problem[] {
  const { thresholds, overrides, slo } = options;
  const doubts = [thresholds, ...overrides, slo].flatMap((bounds) => bounds.doubts);
  return [
    ...doubts.map((doubt) => problem('warning', 'doubtful-bound', doubt)),
    ...(earlier === null ? ungated(options) : []),
    ...unstatedObjectives(
      scenarios.map(({ scenario }) => scenario),
      slo.bounds,
    ),
  ];
}

/** Bounds on changes without a baseline; in a file that is kept for many runs they may be meant for others. */
function ungated({ thresholds, shared }: Options): Problem[] {
  return thresholds.bounds
    .filter((bound) => isRelative(bound) && !shared.bounded.has(bound.metric))
    .map(({ metric, text }) => {
      const why = 'needs a baseline, and none was asked for: nothing is gated by it; add the option baseline';
      return problem('warning', 'ungated-bound', `${metric} ${writtenBound(text)} ${why}`);
    });
}

/** From this share on, failed requests are no accident. */
const MANY_FAILURES = 0.1;

/** A warning for each point at which many requests failed. */
export function failedPoints(scenarios: readonly ScenarioFront[]): Problem[] {
  const placed = scenarios.flatMap(({ scenario }) => placedPoints(scenario));
  const failed = placed.filter(({ point }) => (point.metrics['failure-rate'] ?? 0) >= MANY_FAILURES);
  return failed.map(({ configuration, point }) => {
    const share = asPercent(Math.round((point.metrics['failure-rate'] ?? 0) * 100));
    const [code, rest] = mostlyFailed(point)
      ? (['mostly-failed', 'kept off the front'] as const)
      : (['failed-requests', 'its figures are of those that completed'] as const);
    return problem(
      'warning',
      code,
      `${configuration.id}: ${share} of requests failed; ${rest}`,
      point.files[0] ?? null,
    );
  });
}

/** A problem with a file that several runs share is reported once. */
export function onceEach(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((one) => [JSON.stringify(one), one])).values()];
}
