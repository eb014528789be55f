import type { Beside } from './chart/caption.ts';
import type { Chart } from './chart/chart.ts';
import { planeChart } from './chart/planechart.ts';
import { rateChart } from './chart/ratechart.ts';
import type { Options } from './options.ts';
import type { ScenarioFront } from './pareto/front.ts';
import { TRADEOFF } from './pareto/plane.ts';
import { meetsAll } from './regression/objective.ts';
import { placeKeyOf, regressedPlaces } from './regression/regressed.ts';
import { placedPoints } from './scenario/placed.ts';
import type { Compared } from './summary/report.ts';

/** The charts of some scenarios, each with what was compared and asked of it, in the order of drawing. */
export function chartsOf(scenarios: readonly ScenarioFront[], compared: Compared | null, options: Options): Chart[] {
  return scenarios.flatMap((front) => {
    const beside = besideOf(front, compared, options);
    const tradeoff = planeChart(front, {
      ...beside,
      plane: TRADEOFF,
      userThroughput: options['user-throughput'],
    });
    const latency = rateChart(front, beside);
    return [...(tradeoff.series.length > 0 ? [tradeoff] : []), ...(latency === null ? [] : [latency])];
  });
}

/** What a scenario's chart shows besides its own points. */
function besideOf({ scenario }: ScenarioFront, compared: Compared | null, { slo }: Options): Beside {
  const { bounds } = slo;
  const missing = bounds.length === 0 ? [] : placedPoints(scenario).filter((placed) => !meetsAll(placed, bounds));
  return {
    baseline: compared?.fronts.find((before) => before.scenario.id === scenario.id) ?? null,
    regressed: regressedPlaces(scenario.id, compared?.comparison.rows ?? []),
    missed: new Set(missing.map(placeKeyOf)),
  };
}
