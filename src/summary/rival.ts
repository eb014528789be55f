import type { Reading, SpeedReading } from '../pareto/frontreading.ts';
import { isAlike } from '../scenario/alike.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { formatCost, formatCount } from './numberformat.ts';
import { conditionsOf, formatRate, giverInWords, nameOf } from './phrase.ts';

/** One scenario at one speed. */
interface RivalQuestion {
  readonly scenario: Scenario;
  readonly row: SpeedReading;
}

/** The cheapest in a scenario at a speed. */
interface Offer {
  readonly scenario: Scenario;
  readonly cheapest: Reading;
}

/**
 * The cheapest of the accelerators that the same model and workload was measured on, at each speed: `Cheapest at ≥ 30
 * tok/s/user over 2 accelerators`. Nothing if fewer than two of them have a cost there.
 */
export function cheapestOver(
  asked: readonly RivalQuestion[],
  at: readonly number[],
): { lead: string; answer: string }[] {
  const rivals = rivalsIn([...new Set(asked.map(({ scenario }) => scenario))]);
  return rivals.flatMap((group) =>
    at.flatMap((x) => {
      const offers = asked.flatMap(({ scenario, row: { x: speed, cheapest } }): Offer[] =>
        speed === x && cheapest !== null && group.includes(scenario) ? [{ scenario, cheapest }] : [],
      );
      return offers.length < 2 ? [] : [cheapestOf(offers, x, rivals.length > 1)];
    }),
  );
}

/** Groups of scenarios that differ only in the accelerator. */
function rivalsIn(scenarios: readonly Scenario[]): Scenario[][] {
  const groups: Scenario[][] = [];
  for (const scenario of scenarios) {
    const group = groups.find((others) => others.every((other) => isAlike(other, scenario)));
    if (group === undefined) groups.push([scenario]);
    else group.push(scenario);
  }
  return groups.filter(({ length }) => length > 1);
}

function cheapestOf(offers: readonly Offer[], x: number, isNamed: boolean): { lead: string; answer: string } {
  const least = offers.reduce((best, offer) => (offer.cheapest.y < best.cheapest.y ? offer : best));
  const { scenario, cheapest } = least;
  const name = isNamed ? `${nameOf(scenario.model ?? 'Unknown model')}, ${conditionsOf(scenario).join(', ')}: ` : '';
  return {
    lead: `${name}Cheapest at ≥ ${formatRate(x)} tok/s/user over ${formatCount(offers.length)} accelerators`,
    answer: `${formatCost(cheapest.y)} by ${giverInWords(cheapest)} on ${nameOf(scenario.accelerator ?? 'an unknown accelerator')}`,
  };
}
