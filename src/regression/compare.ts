import { append } from '../run/append.ts';
import { groupBy } from '../run/groupby.ts';
import { loadKey } from '../run/load.ts';
import type { MetricId } from '../run/metric.ts';
import type { PlacedPoint } from '../scenario/placedpoint.ts';
import { configurationIn, type Scenario } from '../scenario/scenario.ts';
import type { BothSides } from '../scenario/sides.ts';
import { type AbsoluteResult, judgeAbsolute, judgeUnmeasured } from './absolute.ts';
import { type Bound, isRelative } from './bound.ts';
import { changesOf, type SetupChange } from './change.ts';
import { type BoundedConfiguration, isComparable, judgedWholes } from './comparable.ts';
import type { WholeConfiguration } from './curve.ts';
import { defaultBounds, usualLimit } from './default.ts';
import type { DetectableEffect } from './detectable.ts';
import type { Effect } from './effect.ts';
import { type EffectRow, type PlacedEffect, placedEffect } from './effectrow.ts';
import { compareFronts, type FrontChange } from './judgedfront.ts';
import { compareReadings, judgeReadings, type ReadingChange, type ReadingSettings } from './judgedreading.ts';
import { judgeMetric } from './judgement.ts';
import { type MatchedPoints, matchPoints } from './match.ts';
import { fellOverall } from './overall.ts';
import type { Remeasure } from './remeasure.ts';
import { beyond, oneSided, type Row } from './row.ts';
import { type JudgedPoint, LEAST_EFFECT, Series, tracksOf } from './series.ts';
import { type Acceptance, boundsAt, covers, type Place, relativeBoundsAt } from './thresholds.ts';
import { type Trend, trendOf } from './trend.ts';
import { type RowVerdict, type Verdict, worstOf } from './verdict.ts';
import { judgeWhole } from './whole.ts';

/** A row, effect, front or reading that would be a regression had it not been accepted. */
export interface AcceptedRegression {
  readonly acceptance: Acceptance;
  readonly scenario: string;
  /** Both are null for a front or a reading. */
  readonly row: Row | null;
  readonly effect: EffectRow | null;
  readonly change: number;
}

interface UnjudgedMetric {
  readonly scenario: string;
  readonly metric: MetricId;
}

/** What became of a baseline. */
export interface Comparison {
  readonly rows: readonly Row[];
  readonly effects: readonly EffectRow[];
  readonly detectable: readonly DetectableEffect[];
  readonly remeasure: readonly Remeasure[];
  /** Where the level of earlier runs moved. */
  readonly moves: readonly LevelMove[];
  /** One per scenario that enough earlier runs have. */
  readonly trends: readonly Trend[];
  readonly fronts: readonly FrontChange[];
  readonly readings: readonly ReadingChange[];
  readonly absolute: readonly AbsoluteResult[];
  readonly accepted: readonly AcceptedRegression[];
  /** Metrics of scenarios in which no effect was judged, because the losses of all points are accepted. */
  readonly unjudged: readonly UnjudgedMetric[];
  /** What differs between the sides apart from the figures. */
  readonly changes: readonly SetupChange[];
  readonly verdict: Verdict;
}

/** A move of the level of earlier runs, the strongest of a scenario and metric. */
export interface LevelMove extends PlacedEffect {
  /** Index of the first run after the move, from 0 for the newest earlier run. */
  readonly run: number;
}

/** What a comparison asks besides its sides. */
export interface ComparisonSettings extends ReadingSettings {
  /** Smallest size of an effect that matters, as a share; null for the default of each metric's class. */
  readonly effects: number | 'off' | null;
  /** The date of the comparison, `2026-11-24`. */
  readonly today: string;
}

/** Compares candidates with the earlier runs, scenario by scenario, and judges them. */
export function compare(sides: readonly BothSides[], asked: ComparisonSettings): Comparison {
  const judged = new VerdictCollector(asked);
  const hasBaseline = sides.some(({ earlier }) => earlier.some((scenario) => scenario !== null));
  const comparable = isComparable(sides, asked.thresholds);
  for (const { candidate } of sides) {
    if (candidate === null) continue;
    append(judged.absolute, judgeAbsolute(candidate, asked.thresholds));
    append(judged.absolute, judgeReadings(candidate, asked));
  }
  if (hasBaseline && comparable) judged.metrics(sides);
  for (const both of sides) {
    if (hasBaseline) judged.scenario(both, comparable);
  }
  const candidates = sides.map(({ candidate }) => candidate).filter((candidate) => candidate !== null);
  append(judged.absolute, judgeUnmeasured(candidates, asked.thresholds));
  const { rows, effects, detectable, moves, fronts, readings, absolute, accepted, unjudged } = judged;
  const remeasure = oncePerPoint(judged.remeasure);
  const found = { rows, effects, detectable, remeasure, moves, fronts, readings, absolute, accepted, unjudged };
  const lost = effects.filter(({ verdict }) => verdict === 'regression');
  const trends = hasBaseline && comparable ? sides.flatMap((both) => trendOf(both, lost)) : [];
  return { ...found, trends, changes: changesOf(sides), verdict: verdictOf(judged) };
}

/** Collects the verdicts of one comparison. */
class VerdictCollector {
  readonly rows: Row[] = [];
  readonly effects: EffectRow[] = [];
  readonly detectable: DetectableEffect[] = [];
  readonly remeasure: Remeasure[] = [];
  readonly moves: LevelMove[] = [];
  readonly fronts: FrontChange[] = [];
  readonly readings: ReadingChange[] = [];
  readonly absolute: AbsoluteResult[] = [];
  readonly accepted: AcceptedRegression[] = [];
  readonly unjudged: UnjudgedMetric[] = [];
  readonly #asked: ComparisonSettings;

  constructor(asked: ComparisonSettings) {
    this.#asked = asked;
  }

  /** All gated metrics of the points that the candidate and an earlier run have. */
  metrics(sides: readonly BothSides[]): void {
    const byMetric = groupBy(
      sides.flatMap((both) => this.#judged(both)),
      ({ point: { bound } }) => bound.metric,
    );
    for (const [metric, judged] of byMetric) {
      const series = [...groupBy(judged, ({ scenario }) => scenario)].map(
        ([scenario, own]) =>
          new Series(
            scenario,
            metric as MetricId,
            own.map(({ point }) => point),
          ),
      );
      const { rows, effects, detectable, remeasure, accepted, unjudged } = judgeMetric(series, {
        accepted: (row, point, scenario) => this.#afterAcceptance(row, point, scenario),
        acceptanceOf: (row, point, scenario) => this.#acceptanceAt(row, point, scenario),
        leastEffect: (own, effect) => this.#leastEffect(own, effect),
      });
      append(this.rows, rows);
      append(this.effects, effects);
      append(this.detectable, detectable);
      append(this.remeasure, remeasure);
      for (const { effect, acceptance } of accepted)
        this.accepted.push({ acceptance, scenario: effect.scenario, row: null, effect, change: effect.moved });
      if (this.#asked.effects !== 'off')
        append(
          this.unjudged,
          unjudged.map((scenario) => ({ scenario, metric: metric as MetricId })),
        );
      append(this.moves, series.flatMap(movesOf));
    }
  }

  /** The points on one side only, and the front. */
  scenario(both: BothSides, comparable: boolean): void {
    const { baseline, candidate } = both;
    const scenario = candidate ?? baseline;
    if (scenario === null) return;
    const matched = matchPoints(baseline, candidate);
    const metricAt = this.#metricAt(scenario);
    if (!comparable) append(this.rows, notCompared(scenario, matched, metricAt));
    else {
      const wholes = judgedWholes(both, this.#asked.thresholds);
      const { missing, added } = withoutCompared(matched, wholes);
      append(
        this.rows,
        missing.map((placed) => oneSided(scenario.id, placed, metricAt(placed), 'missing')),
      );
      append(
        this.rows,
        added.map((placed) => oneSided(scenario.id, placed, metricAt(placed), 'new')),
      );
      const counts = groupBy(wholes, ({ whole }) => whole.metric);
      append(
        this.rows,
        wholes.map((judged) => this.#whole(scenario, judged, counts.get(judged.whole.metric)?.length ?? 0)),
      );
    }
    if (baseline === null || candidate === null) return;
    this.#front(baseline, candidate, matched);
    this.#readings(baseline, candidate, matched);
  }

  /** A track for each bound that holds for it. */
  #judged(both: BothSides): { readonly scenario: Scenario; readonly point: JudgedPoint }[] {
    const { candidate: scenario } = both;
    if (scenario === null) return [];
    return tracksOf(both).flatMap((track) => {
      const { candidate, earlier } = track;
      const { configuration, point } = candidate;
      const newest = earlier.find((placed) => placed !== null);
      const usual = defaultBounds(point.load.rate, newest?.point ?? point, point);
      const place = { scenario, configuration, load: point.load, usual };
      return relativeBoundsAt(this.#asked.thresholds, place).map((bound) => ({ scenario, point: { ...track, bound } }));
    });
  }

  #afterAcceptance(row: Row, { bound, candidate }: JudgedPoint, scenario: Scenario): Row {
    return this.#accepting(row, bound, {
      scenario,
      configuration: candidate.configuration,
      load: candidate.point.load,
    });
  }

  #acceptanceAt({ change }: Row, { bound, candidate }: JudgedPoint, scenario: Scenario): Acceptance | null {
    if (change === null || (bound.kind === 'fall') !== change < 0) return null;
    const place = { scenario, configuration: candidate.configuration, load: candidate.point.load };
    return this.#acceptanceOf({ verdict: 'regression', change }, bound, place);
  }

  /** What is asked of effects; a bound that is wider than usual is the least effect of its scope. */
  #leastEffect(series: Series, { configuration, load }: Effect): number | null {
    const { effects, thresholds } = this.#asked;
    if (effects === 'off') return null;
    const { scenario, metric, of, configurations, loads } = series;
    const own = configuration === null ? undefined : configurationIn(scenario, configurations[configuration]);
    const at = load === null ? undefined : loads[load];
    const place = {
      scenario,
      ...(own === undefined ? {} : { configuration: own }),
      ...(at === undefined ? {} : { load: at }),
    };
    const bound = boundsAt(thresholds, { ...place, usual: [] }).find((one) => one.metric === metric && isRelative(one));
    const wide = bound !== undefined && bound.limit > usualLimit(metric) ? bound.limit : 0;
    return Math.max(wide, effects ?? LEAST_EFFECT[of ?? 'throughput']);
  }

  /** @param count how many are compared by that metric */
  #whole(scenario: Scenario, { whole, bound }: BoundedConfiguration, count: number): Row {
    return this.#accepting(judgeWhole(scenario.id, whole, bound, count), bound, {
      scenario,
      configuration: whole.configuration,
    });
  }

  /** A row after acceptances: an accepted loss is not a regression. */
  #accepting(row: Row, bound: Bound, place: Place): Row {
    const acceptance = this.#acceptanceOf(row, bound, place);
    if (acceptance === null || row.change === null) return row;
    const accepted: Row = { ...row, bound: acceptance.bound.text, verdict: 'pass' };
    // A level is judged twice where it may be one bad night's.
    const isTold = this.accepted.some((other) => other.row !== null && sameRow(other.row, accepted));
    if (!isTold)
      this.accepted.push({ acceptance, scenario: row.scenario, row: accepted, effect: null, change: row.change });
    return accepted;
  }

  #front(baseline: Scenario, candidate: Scenario, matched: MatchedPoints): void {
    const place = { scenario: candidate };
    const bound = boundsAt(this.#asked.thresholds, place).find(({ metric }) => metric === 'front') ?? null;
    const front = compareFronts(baseline, candidate, matched, bound);
    if (front !== null) this.fronts.push(this.#againstNewest(this.#acceptingWhole(front, bound, place)));
  }

  #readings(baseline: Scenario, candidate: Scenario, matched: MatchedPoints): void {
    const place = { scenario: candidate };
    for (const { reading, bound } of compareReadings(baseline, candidate, matched, this.#asked))
      this.readings.push(this.#againstNewest(this.#acceptingWhole(reading, bound, place)));
  }

  /** A gain against the newest run alone is only that of one night where that run differs from those before it. */
  #againstNewest<Part extends FrontChange | ReadingChange>(part: Part): Part {
    const isDoubtful = this.moves.some(({ scenario, run }) => scenario === part.scenario && run === 0);
    return isDoubtful && part.verdict === 'improvement' ? { ...part, verdict: 'pass' } : part;
  }

  /** The same of a front or a reading. */
  #acceptingWhole<Part extends FrontChange | ReadingChange>(part: Part, bound: Bound | null, place: Place): Part {
    const acceptance = bound === null ? null : this.#acceptanceOf(part, bound, place);
    if (acceptance === null || part.change === null) return part;
    this.accepted.push({ acceptance, scenario: part.scenario, row: null, effect: null, change: part.change });
    return { ...part, bound: acceptance.bound.text, verdict: 'pass' };
  }

  /** The acceptance for a loss, if one is in force and wide enough. */
  #acceptanceOf(
    { verdict, change }: Pick<Row, 'verdict' | 'change'>,
    { metric }: Bound,
    place: Place,
  ): Acceptance | null {
    if (verdict !== 'regression' || change === null) return null;
    const { thresholds, today } = this.#asked;
    const fits = ({ scope, bound, until }: Acceptance) =>
      bound.metric === metric && until >= today && covers(scope, place) && beyond(change, bound) !== 'worse';
    return thresholds.acceptances.find(fits) ?? null;
  }

  /** The metric that stands for a point that is not compared: the first that would be gated. */
  #metricAt(scenario: Scenario): (placed: PlacedPoint) => MetricId {
    return ({ configuration, point }) => {
      const [bound] = relativeBoundsAt(this.#asked.thresholds, { scenario, configuration, load: point.load });
      return bound?.metric ?? 'output-throughput';
    };
  }
}

function sameRow(a: Row, b: Row): boolean {
  return a.scenario === b.scenario && a.configuration === b.configuration && a.load === b.load && a.metric === b.metric;
}

/** The most jobs that GitHub allows in a matrix. */
const MOST_JOBS = 256;

/**
 * Each point once, even if several of its metrics are in doubt, with the largest number of runs that any of them needs;
 * points that need the fewest come first.
 */
function oncePerPoint(wanted: readonly Remeasure[]): Remeasure[] {
  const byPoint = groupBy(wanted, ({ scenario, configuration, load }) =>
    JSON.stringify([scenario, configuration, loadKey(load)]),
  );
  const most = [...byPoint.values()].flatMap((own) => own.toSorted((a, b) => b.runs - a.runs).slice(0, 1));
  return most.sort((a, b) => a.runs - b.runs).slice(0, MOST_JOBS);
}

function movesOf(series: Series): LevelMove[] {
  return series.moves.map(({ run, effect }) => ({ ...placedEffect(effect, series), run }));
}

/**
 * Drops the points that their configuration's row stands for: with a capacity those that a search found, with a curve
 * all of them.
 */
function withoutCompared(
  { pairs, missing, added }: MatchedPoints,
  wholes: readonly BoundedConfiguration[],
): MatchedPoints {
  const ids = (metric: WholeConfiguration['metric']) =>
    new Set(wholes.flatMap(({ whole }) => (whole.metric === metric ? [whole.configuration.id] : [])));
  const compared = { capacity: ids('capacity'), curve: ids('curve') };
  const has = (metric: WholeConfiguration['metric'], { configuration: { id } }: PlacedPoint) =>
    compared[metric].has(id);
  const isLeft = (placed: PlacedPoint) =>
    !has('curve', placed) && !(placed.point.load.isFound && has('capacity', placed));
  return { pairs, missing: missing.filter(isLeft), added: added.filter(isLeft) };
}

/**
 * Where nothing on either side has a counterpart, points are neither missing nor new, and the result is never a pass.
 */
function notCompared(scenario: Scenario, matched: MatchedPoints, metricAt: (placed: PlacedPoint) => MetricId): Row[] {
  const row = (placed: PlacedPoint, side: 'baseline' | 'candidate') =>
    oneSided(scenario.id, placed, metricAt(placed), 'not-comparable', side);
  return [
    ...matched.missing.map((placed) => row(placed, 'baseline')),
    ...matched.added.map((placed) => row(placed, 'candidate')),
  ];
}

function verdictOf({
  rows,
  effects,
  fronts,
  readings,
  absolute,
}: Pick<Comparison, 'rows' | 'effects' | 'fronts' | 'readings' | 'absolute'>): Verdict {
  const judged: RowVerdict[] = [
    ...rows.map(({ verdict }) => verdict),
    ...effects.map(({ verdict }) => verdict),
    ...[...fronts, ...readings].filter(({ bound }) => bound !== null).map(({ verdict }) => verdict),
    ...absolute.map(({ verdict }) => verdict),
  ];
  const worst = worstOf(judged);
  return worst === 'improvement' && fellOverall(rows, effects) ? 'pass' : worst;
}
