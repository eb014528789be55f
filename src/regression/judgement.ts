import jstat from 'jstat';
import type { Scenario } from '../scenario/scenario.ts';
import { type AcceptedEffect, acceptedIn } from './acceptedeffect.ts';
import type { Bound } from './bound.ts';
import { type DetectableEffect, detectableIn } from './detectable.ts';
import {
  type EffectRow,
  foundIn,
  judgeEffects,
  keyOf,
  type LeastEffect,
  type ReportableEffect,
  toldOf,
} from './effectrow.ts';
import { type Remeasure, runsFor, type ScatterTest } from './remeasure.ts';
import { beyond, changeOf, type Row } from './row.ts';
import type { JudgedPoint, Series } from './series.ts';
import { ALPHA, significant } from './significance.ts';
import type { Acceptance } from './thresholds.ts';
import type { RowVerdict } from './verdict.ts';

/** The verdicts on one metric. */
export interface MetricJudgement {
  readonly accepted: readonly AcceptedEffect[];
  /** Ids of scenarios in which every loss that could show an effect is accepted. */
  readonly unjudged: readonly string[];
  readonly rows: readonly Row[];
  readonly effects: readonly EffectRow[];
  readonly detectable: readonly DetectableEffect[];
  readonly remeasure: readonly Remeasure[];
}

/** What decides a verdict apart from the figures. */
export interface Judge {
  /** A row after acceptances have been applied. */
  readonly accepted: (row: Row, point: JudgedPoint, scenario: Scenario) => Row;
  /** The acceptance for a loss of any size at this place; null where there is none. */
  readonly acceptanceOf: (row: Row, point: JudgedPoint, scenario: Scenario) => Acceptance | null;
  /** Smallest size of an effect that is a regression, as a share; null where none is. */
  readonly leastEffect: LeastEffect;
}

/** Judges one metric in all scenarios together: the points by their bounds, and the effects. */
export function judgeMetric(all: readonly Series[], judge: Judge): MetricJudgement {
  const own = new StretchComparison(all, 0, judge);
  const doubtful = all.filter(({ isDoubtful }) => isDoubtful);
  const before = doubtful.length === 0 ? null : new StretchComparison(doubtful, 1, judge);
  const rows = own.rows.map(({ row, point, series }) => ({
    row: againstBoth(row, before?.rowAt(series, point)),
    point,
    series,
  }));
  return {
    rows: rows.map(({ row }) => row),
    effects: effectsAgainstBoth(
      own.effects,
      before?.effects ?? null,
      new Set(doubtful.map(({ scenario }) => scenario.id)),
    ),
    detectable: own.detectable,
    accepted: own.accepted,
    unjudged: own.unjudged,
    remeasure: rows.flatMap(({ row, point }) => own.remeasured(row, point)),
  };
}

/**
 * A row where the level is the newest run alone, which may have been one bad night: a loss that shows only against the
 * runs before it is in doubt, and a gain that shows only against that night does not count.
 */
function againstBoth(row: Row, older: Row | undefined): Row {
  if (older === undefined || row.verdict === 'regression') return row;
  if (older.verdict === 'regression') return { ...older, verdict: 'inconclusive', isOlder: true };
  return row.verdict === 'improvement' && older.verdict !== 'improvement' ? { ...row, verdict: 'pass' } : row;
}

/** The same for effects. */
function effectsAgainstBoth(
  own: readonly ReportableEffect[],
  older: readonly ReportableEffect[] | null,
  doubtful: ReadonlySet<string>,
) {
  const keysOf = (effects: readonly ReportableEffect[], wanted: RowVerdict) =>
    new Set(effects.filter(({ verdict }) => verdict === wanted).map(keyOf));
  const lost = keysOf(own, 'regression');
  const gained = keysOf(older ?? [], 'improvement');
  const kept = own.map((effect): ReportableEffect => {
    const isUnsure = effect.verdict === 'improvement' && doubtful.has(effect.scenario) && !gained.has(keyOf(effect));
    return isUnsure ? { ...effect, verdict: 'pass' } : effect;
  });
  const unsure = toldOf(older ?? [])
    .filter((effect) => effect.verdict === 'regression' && !lost.has(keyOf(effect)))
    .map((effect): EffectRow => ({ ...effect, verdict: 'inconclusive', isOlder: true }));
  return [...toldOf(kept), ...unsure];
}

interface DraftRow {
  readonly series: Series;
  readonly point: JudgedPoint;
  readonly row: Row;
}

/** All scenarios of a metric against one stretch of earlier runs. */
class StretchComparison {
  readonly rows: readonly DraftRow[];
  readonly effects: readonly ReportableEffect[];
  readonly detectable: readonly DetectableEffect[];
  readonly accepted: readonly AcceptedEffect[];
  readonly unjudged: readonly string[];
  readonly #standings = new Map<JudgedPoint, ScatterTest>();
  readonly #byPoint: ReadonlyMap<JudgedPoint, Row>;

  constructor(all: readonly Series[], stretch: number, judge: Judge) {
    const drafted = all.flatMap((series) => {
      const scatter = series.scatter(stretch);
      // Points that only older runs have are new to the newest run: they count towards effects only.
      const judged = series.points.filter(({ earlier }) => earlier[0] != null);
      return judged.map((point) => this.#draft(series, point, stretch, scatter));
    });
    const p = (worse: boolean) => (draft: DraftRow) => this.#pOf(draft, worse);
    const tested = drafted.filter(({ point }) => this.#standings.has(point));
    const lost = significant(tested, p(true), ALPHA);
    const gained = significant(tested, p(false), ALPHA);
    this.rows = drafted.map((draft) => {
      const isTested = this.#standings.has(draft.point);
      const verdict = verdictOf(
        draft.row,
        draft.point.bound,
        !isTested || lost.has(draft),
        !isTested || gained.has(draft),
      );
      const row = { ...draft.row, verdict };
      return { ...draft, row: judge.accepted(row, draft.point, draft.series.scenario) };
    });
    const leftOut = new Map(
      drafted.flatMap(({ row, point, series }) => {
        const acceptance = judge.acceptanceOf(row, point, series.scenario);
        return acceptance === null ? [] : [[point, acceptance] as const];
      }),
    );
    this.#byPoint = new Map(this.rows.map(({ point, row }) => [point, row]));
    const found = foundIn(all, stretch, (point) => leftOut.has(point));
    this.effects = judgeEffects(found, judge.leastEffect);
    this.detectable = detectableIn(found, judge.leastEffect);
    const whole = leftOut.size === 0 ? [] : foundIn(all, stretch, () => false);
    this.accepted = acceptedIn(judgeEffects(whole, judge.leastEffect), this.effects, leftOut);
    const judged = new Set(found.map(({ series }) => series));
    this.unjudged = [...new Set(whole.map(({ series }) => series))].flatMap((series) =>
      judged.has(series) ? [] : [series.scenario.id],
    );
  }

  rowAt(series: Series, point: JudgedPoint): Row | undefined {
    return series.isDoubtful ? this.#byPoint.get(point) : undefined;
  }

  /**
   * The part of an inconclusive row that more runs would settle; against an older level nothing the candidate does can.
   */
  remeasured(row: Row, point: JudgedPoint): Remeasure[] {
    const { candidate, bound } = point;
    const standing = this.#standings.get(point);
    if (row.verdict !== 'inconclusive' || row.isOlder || standing === undefined) return [];
    const { scenario, configuration } = row;
    const runs = row.change === null ? null : runsFor(row.change, bound, standing);
    return runs === null ? [] : [{ scenario, configuration, load: candidate.point.load, runs }];
  }

  #draft(series: Series, point: JudgedPoint, stretch: number, scatter: ReturnType<Series['scatter']>): DraftRow {
    const { candidate, bound } = point;
    const { value: baseline, runs } = series.levelOf(point, stretch);
    const value = candidate.point.metrics[series.metric];
    const change = changeOf(baseline, value);
    if (change !== null && scatter !== null && runs > 0) {
      const t = Math.log1p(change) / (scatter.deviation * Math.sqrt(1 + 1 / runs));
      const p = Number.isFinite(t) ? jstat.studentt.cdf(t, scatter.freedom) : 0;
      this.#standings.set(point, { ...scatter, runs, p });
    }
    const standing = this.#standings.get(point);
    const newest = point.earlier.find((placed) => placed !== null);
    const row: Row = {
      scenario: series.scenario.id,
      configuration: candidate.configuration.id,
      load: candidate.point.load,
      metric: series.metric,
      baseline,
      candidate: value,
      change,
      bound: bound.text,
      test:
        standing === undefined
          ? null
          : {
              name: 'scatter',
              p: bound.kind === 'fall' ? standing.p : 1 - standing.p,
              runs,
              samples: [newest?.point.samples.length ?? 0, candidate.point.samples.length],
            },
      verdict: 'pass',
      isOlder: false,
    };
    return { series, point, row };
  }

  #pOf({ point }: DraftRow, worse: boolean): number {
    const p = this.#standings.get(point)?.p ?? 1;
    return (point.bound.kind === 'fall') === worse ? p : 1 - p;
  }
}

/** Beyond the bound by more than noise. An unproven gain does not matter; an unproven loss may be real. */
function verdictOf({ change }: Row, bound: Bound, isLost: boolean, isGained: boolean): RowVerdict {
  if (change === null) return 'inconclusive';
  const side = beyond(change, bound);
  if (side === 'worse') return isLost ? 'regression' : 'inconclusive';
  return side === 'better' && isGained ? 'improvement' : 'pass';
}
