import type { ScenarioFront } from '../pareto/front.ts';
import type { Comparison } from '../regression/compare.ts';
import { type RowVerdict, WORST_FIRST } from '../regression/verdict.ts';
import { largestOf } from '../run/extent.ts';
import { groupBy } from '../run/groupby.ts';
import type { Report } from './report.ts';

/** What became of a scenario as a whole. */
export interface ScenarioVerdict {
  /** The worst verdict on any part of it; null if nothing in it was judged. */
  readonly verdict: RowVerdict | null;
  /** The largest relative change, as an absolute value, of a part with that verdict; 0 if it passed. */
  readonly size: number;
  /** Points with that verdict. */
  readonly points: number;
}

const UNJUDGED: ScenarioVerdict = { verdict: null, size: 0, points: 0 };

interface Part {
  readonly scenario: string;
  readonly verdict: RowVerdict;
  readonly change?: number | null;
}

/** What became of each scenario, by its id. */
export function standingsOf({
  rows,
  effects,
  fronts,
  readings,
  absolute,
}: Comparison): (id: string) => ScenarioVerdict {
  const bounded = [...fronts, ...readings].filter(({ bound }) => bound !== null);
  const parts = groupBy<Part, string>([...rows, ...effects, ...bounded, ...absolute], ({ scenario }) => scenario);
  const own = groupBy(rows, ({ scenario }) => scenario);
  return (id) => {
    const all = parts.get(id) ?? [];
    const verdict = WORST_FIRST.find((wanted) => all.some((part) => part.verdict === wanted));
    if (verdict === undefined) return UNJUDGED;
    // An unknown change could be anything.
    const sizes = all
      .filter((part) => part.verdict === verdict)
      .map(({ change }) => Math.abs(change ?? Number.MAX_VALUE));
    const points = (own.get(id) ?? []).filter((row) => row.verdict === verdict).length;
    return { verdict, size: verdict === 'pass' ? 0 : largestOf(sizes), points };
  };
}

/** Scenarios by their results, the worst first; those that simply passed keep their order at the end. */
export function worstScenariosFirst({ scenarios, compared }: Report): ScenarioFront[] {
  if (compared === null) return [...scenarios];
  const standingOf = standingsOf(compared.comparison);
  const standings = new Map(scenarios.map(({ scenario }) => [scenario.id, standingOf(scenario.id)]));
  const of = ({ scenario }: ScenarioFront) => standings.get(scenario.id) ?? UNJUDGED;
  return [...scenarios].sort((a, b) => rankOf(of(a)) - rankOf(of(b)) || of(b).size - of(a).size || 0);
}

const RANKED: readonly (RowVerdict | null)[] = WORST_FIRST;

/** What was not judged and what passed both come last, with the same rank. */
function rankOf({ verdict }: ScenarioVerdict): number {
  const place = RANKED.indexOf(verdict);
  return place < 0 ? RANKED.indexOf('pass') : place;
}
