import type { Placed } from '../scenario/placed.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { BothSides } from '../scenario/sides.ts';
import { type AbsoluteResult, judgeAbsolute, judgeUnmeasured } from './absolute.ts';
import type { Bound } from './bound.ts';
import { changesOf, type SetupChange } from './change.ts';
import { compareFronts, type FrontChange } from './front.ts';
import { type Matched, matchPoints } from './match.ts';
import { beyond, judge, oneSided, type Row } from './row.ts';
import { type Acceptance, boundsAt, covers, type Place, relativeBoundsAt, type Thresholds } from './thresholds.ts';
import { type RowVerdict, type Verdict, worstOf } from './verdict.ts';

/** A row or front that would be a regression but for an acceptance. */
export interface Accepted {
  readonly acceptance: Acceptance;
  readonly scenario: string;
  /** Null for a front. */
  readonly row: Row | null;
  readonly change: number;
}

/** What became of a baseline. */
export interface Comparison {
  readonly rows: readonly Row[];
  readonly fronts: readonly FrontChange[];
  readonly absolute: readonly AbsoluteResult[];
  readonly accepted: readonly Accepted[];
  /** What differs between the sides besides the figures. */
  readonly changes: readonly SetupChange[];
  readonly verdict: Verdict;
}

/** What a comparison asks besides its sides. */
export interface Asked {
  readonly thresholds: Thresholds;
  /** tok/s/user at which fronts are read. */
  readonly interactivity: readonly number[];
  /** The day of the comparison, `2026-11-24`. */
  readonly today: string;
}

/** Compares candidates with their baselines, scenario by scenario, and judges them. */
export function compare(sides: readonly BothSides[], asked: Asked): Comparison {
  const judged = new Judging(asked);
  const hasBaseline = sides.some(({ baseline }) => baseline !== null);
  const comparable = isComparable(sides);
  for (const { baseline, candidate } of sides) {
    if (candidate !== null) judged.absolute.push(...judgeAbsolute(candidate, asked.thresholds));
    if (hasBaseline) judged.scenario(baseline, candidate, comparable);
  }
  const candidates = sides.map(({ candidate }) => candidate).filter((candidate) => candidate !== null);
  judged.absolute.push(...judgeUnmeasured(candidates, asked.thresholds));
  const { rows, fronts, absolute, accepted } = judged;
  return { rows, fronts, absolute, accepted, changes: changesOf(sides), verdict: verdictOf(judged) };
}

/** Whether any point of the candidate has a counterpart. */
export function isComparable(sides: readonly BothSides[]): boolean {
  return sides.some(({ baseline, candidate }) => matchPoints(baseline, candidate).pairs.length > 0);
}

/** Collects the verdicts of one comparison. */
class Judging {
  readonly rows: Row[] = [];
  readonly fronts: FrontChange[] = [];
  readonly absolute: AbsoluteResult[] = [];
  readonly accepted: Accepted[] = [];
  readonly #asked: Asked;

  constructor(asked: Asked) {
    this.#asked = asked;
  }

  scenario(baseline: Scenario | null, candidate: Scenario | null, comparable: boolean): void {
    const scenario = candidate ?? baseline;
    if (scenario === null) return;
    const matched = matchPoints(baseline, candidate);
    const rows = comparable
      ? this.#matched(scenario, matched)
      : notCompared(scenario, matched, this.#metricAt(scenario));
    this.rows.push(...rows);
    if (baseline !== null && candidate !== null) this.#front(baseline, candidate, matched);
  }

  #matched(scenario: Scenario, { pairs, missing, added }: Matched): Row[] {
    const metricAt = this.#metricAt(scenario);
    return [
      ...pairs.flatMap((pair) => this.#pair(scenario, pair)),
      ...missing.map((placed) => oneSided(scenario.id, placed, metricAt(placed), 'missing')),
      ...added.map((placed) => oneSided(scenario.id, placed, metricAt(placed), 'new')),
    ];
  }

  #pair(scenario: Scenario, { baseline, candidate }: Matched['pairs'][number]): Row[] {
    const place = { scenario, configuration: candidate.configuration, load: candidate.point.load };
    return relativeBoundsAt(this.#asked.thresholds, place).map((bound) => {
      const row = judge(scenario.id, baseline, candidate, bound);
      if (row.verdict !== 'regression' || row.change === null) return row;
      const acceptance = this.#acceptance(bound, row.change, place);
      if (acceptance === null) return row;
      const accepted: Row = { ...row, bound: acceptance.bound.text, verdict: 'pass' };
      this.accepted.push({ acceptance, scenario: scenario.id, row: accepted, change: row.change });
      return accepted;
    });
  }

  #front(baseline: Scenario, candidate: Scenario, matched: Matched): void {
    const place = { scenario: candidate };
    const bound = boundsAt(this.#asked.thresholds, place).find(({ metric }) => metric === 'front') ?? null;
    const front = compareFronts(baseline, candidate, matched, bound, this.#asked.interactivity);
    if (front === null) return;
    const acceptance =
      front.verdict === 'regression' && front.change !== null && bound !== null
        ? this.#acceptance(bound, front.change, place)
        : null;
    if (acceptance === null || front.change === null) {
      this.fronts.push(front);
    } else {
      this.fronts.push({ ...front, bound: acceptance.bound.text, verdict: 'pass' });
      this.accepted.push({ acceptance, scenario: candidate.id, row: null, change: front.change });
    }
  }

  /** The acceptance that is in force for a loss and wide enough for it. */
  #acceptance({ metric }: Bound, change: number, place: Place): Acceptance | null {
    const { thresholds, today } = this.#asked;
    const fits = ({ scope, bound, until }: Acceptance) =>
      bound.metric === metric && until >= today && covers(scope, place) && beyond(change, bound) !== 'worse';
    return thresholds.acceptances.find(fits) ?? null;
  }

  /** The metric that stands for a point which is not compared: the first that would be gated. */
  #metricAt(scenario: Scenario): (placed: Placed) => Row['metric'] {
    return ({ configuration, point }) => {
      const [bound] = relativeBoundsAt(this.#asked.thresholds, { scenario, configuration, load: point.load });
      return (bound?.metric as Row['metric'] | undefined) ?? 'output-throughput';
    };
  }
}

/** Nothing of either side has a counterpart: that is neither missing nor new, and never a pass. */
function notCompared(scenario: Scenario, matched: Matched, metricAt: (placed: Placed) => Row['metric']): Row[] {
  const row = (placed: Placed, side: 'baseline' | 'candidate') =>
    oneSided(scenario.id, placed, metricAt(placed), 'not-comparable', side);
  return [
    ...matched.missing.map((placed) => row(placed, 'baseline')),
    ...matched.added.map((placed) => row(placed, 'candidate')),
  ];
}

function verdictOf({ rows, fronts, absolute }: Pick<Comparison, 'rows' | 'fronts' | 'absolute'>): Verdict {
  const judged: RowVerdict[] = [
    ...rows.map(({ verdict }) => verdict),
    ...fronts.filter(({ bound }) => bound !== null).map(({ verdict }) => verdict),
    ...absolute.map(({ verdict }) => verdict),
  ];
  return worstOf(judged);
}
