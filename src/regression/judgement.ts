import jstat from 'jstat';
import { EFFECTS, type EffectKind } from '../run/effect.ts';
import { type Load, loadKey } from '../run/load.ts';
import type { MetricId } from '../run/metric.ts';
import type { Placed } from '../scenario/placed.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Bound } from './bound.ts';
import { type Effect, MEDIAN_VARIANCE } from './effect.ts';
import { Guard } from './guard.ts';
import { beyond, changeOf, type Row } from './row.ts';
import { isHigherBetter, type Judged, type Series } from './series.ts';
import { ALPHA, alphaOf, detectable, significant, significantEffects } from './significance.ts';
import type { Acceptance } from './thresholds.ts';
import type { RowVerdict } from './verdict.ts';

/** An effect of a metric in a scenario. */
export interface PlacedEffect {
  readonly scenario: string;
  readonly metric: MetricId;
  readonly effect: EffectKind;
  /** Id; null where the effect is of all. */
  readonly configuration: string | null;
  readonly load: Load | null;
  /** Relative and beside what moved with it, −0.07 for a fall by 7 %. */
  readonly change: number;
  /** Relative change of what it is of, whatever moved beside that: what its points show. */
  readonly moved: number;
  /** How many parts it is of, and how many of them moved that way. */
  readonly parts: number;
  readonly along: number;
}

/** An effect, judged. */
export interface EffectRow extends PlacedEffect {
  /** Probability of an effect as large that way if nothing had changed. */
  readonly p: number;
  readonly verdict: RowVerdict;
  /** Whether it is in doubt against the runs before the newest, and not against that. */
  readonly isOlder: boolean;
}

/**
 * The smallest loss, or rise of a latency, that would have been seen in 95 of 100 reports and is one, as shares; null where
 * such an effect cannot be told, or none is asked for.
 */
export interface Detectable {
  readonly scenario: string;
  readonly metric: MetricId;
  readonly everywhere: number | null;
  readonly configuration: number | null;
  readonly load: number | null;
}

/** A point that more runs would decide, and how many. */
export interface Remeasure {
  readonly scenario: string;
  readonly configuration: string;
  readonly load: Load;
  readonly runs: number;
}

/** An effect that would be a regression, were the losses of its points not accepted. */
export interface AcceptedEffect {
  readonly effect: EffectRow;
  readonly acceptance: Acceptance;
}

/** The verdicts on one metric. */
export interface MetricJudgement {
  readonly accepted: readonly AcceptedEffect[];
  /** Ids of scenarios in which all that could tell an effect is accepted. */
  readonly unjudged: readonly string[];
  readonly rows: readonly Row[];
  readonly effects: readonly EffectRow[];
  readonly detectable: readonly Detectable[];
  readonly remeasure: readonly Remeasure[];
}

/** What decides besides the figures. */
export interface Judge {
  /** A row as it is once acceptances are taken into account. */
  readonly accepted: (row: Row, point: Judged, scenario: Scenario) => Row;
  /** The acceptance that a loss, of whatever size, is within; null where there is none. */
  readonly acceptanceOf: (row: Row, point: Judged, scenario: Scenario) => Acceptance | null;
  /** Least size of an effect that is a regression, as a share; null where none is. */
  readonly leastEffect: (series: Series, effect: Effect) => number | null;
}

/** Judges one metric in all scenarios together: the points by their bounds, and the effects. */
export function judgeMetric(all: readonly Series[], judge: Judge): MetricJudgement {
  const own = new Against(all, 0, judge);
  const doubtful = all.filter(({ isDoubtful }) => isDoubtful);
  const before = doubtful.length === 0 ? null : new Against(doubtful, 1, judge);
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
 * A row where the newest run alone is the level, which may be one bad night: what is lost against the runs before it is in
 * doubt, and what is gained against a bad night alone is nothing.
 */
function againstBoth(row: Row, older: Row | undefined): Row {
  if (older === undefined || row.verdict === 'regression') return row;
  if (older.verdict === 'regression') return { ...older, verdict: 'inconclusive', isOlder: true };
  return row.verdict === 'improvement' && older.verdict !== 'improvement' ? { ...row, verdict: 'pass' } : row;
}

/** The same of effects. */
function effectsAgainstBoth(own: readonly Told[], older: readonly Told[] | null, doubtful: ReadonlySet<string>) {
  const keysOf = (effects: readonly Told[], wanted: RowVerdict) =>
    new Set(effects.filter(({ verdict }) => verdict === wanted).map(keyOf));
  const lost = keysOf(own, 'regression');
  const gained = keysOf(older ?? [], 'improvement');
  const kept = own.map((effect): Told => {
    const isUnsure = effect.verdict === 'improvement' && doubtful.has(effect.scenario) && !gained.has(keyOf(effect));
    return isUnsure ? { ...effect, verdict: 'pass' } : effect;
  });
  const unsure = toldOf(older ?? [])
    .filter((effect) => effect.verdict === 'regression' && !lost.has(keyOf(effect)))
    .map((effect): EffectRow => ({ ...effect, verdict: 'inconclusive', isOlder: true }));
  return [...toldOf(kept), ...unsure];
}

type Told = EffectRow & { readonly told: boolean };

function keyOf({ scenario, effect, configuration, load }: EffectRow): string {
  return JSON.stringify([scenario, effect, configuration, load]);
}

interface Drafted {
  readonly series: Series;
  readonly point: Judged;
  readonly row: Row;
}

/** How a change of a point stands to what points scatter. */
interface Standing {
  readonly deviation: number;
  readonly freedom: number;
  readonly runs: number;
  /** Probability of a change as low if nothing had changed. */
  readonly p: number;
}

/** All scenarios of a metric against one stretch of earlier runs. */
class Against {
  readonly rows: readonly Drafted[];
  readonly effects: readonly Told[];
  readonly detectable: readonly Detectable[];
  readonly accepted: readonly AcceptedEffect[];
  readonly unjudged: readonly string[];
  readonly #standings = new Map<Judged, Standing>();
  readonly #byPoint: ReadonlyMap<Judged, Row>;

  constructor(all: readonly Series[], stretch: number, judge: Judge) {
    const drafted = all.flatMap((series) => {
      const scatter = series.scatter(stretch);
      // What only older runs have is new to the newest: it counts among the effects alone.
      const judged = series.points.filter(({ earlier }) => earlier[0] != null);
      return judged.map((point) => this.#draft(series, point, stretch, scatter));
    });
    const p = (worse: boolean) => (draft: Drafted) => this.#pOf(draft, worse);
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
    this.effects = judgeEffects(found, judge);
    this.detectable = detectableIn(found, judge);
    const whole = leftOut.size === 0 ? [] : foundIn(all, stretch, () => false);
    this.accepted = acceptedIn(judgeEffects(whole, judge), this.effects, leftOut);
    const judged = new Set(found.map(({ series }) => series));
    this.unjudged = [...new Set(whole.map(({ series }) => series))].flatMap((series) =>
      judged.has(series) ? [] : [series.scenario.id],
    );
  }

  rowAt(series: Series, point: Judged): Row | undefined {
    return series.isDoubtful ? this.#byPoint.get(point) : undefined;
  }

  /** What of a row that noise leaves open more runs would decide; of an older level nothing that the candidate does. */
  remeasured(row: Row, point: Judged): Remeasure[] {
    const { candidate, bound } = point;
    const standing = this.#standings.get(point);
    if (row.verdict !== 'inconclusive' || row.isOlder || standing === undefined) return [];
    const { scenario, configuration } = row;
    const runs = row.change === null ? null : runsFor(row.change, bound, standing);
    return runs === null ? [] : [{ scenario, configuration, load: candidate.point.load, runs }];
  }

  #draft(series: Series, point: Judged, stretch: number, scatter: ReturnType<Series['scatter']>): Drafted {
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

  #pOf({ point }: Drafted, worse: boolean): number {
    const p = this.#standings.get(point)?.p ?? 1;
    return (point.bound.kind === 'fall') === worse ? p : 1 - p;
  }
}

/** Most runs of a point that are asked for. */
const MOST_RUNS = 10;
/** Share of points that are to be back within their bound, if they lost nothing. */
const DECIDED = 0.95;
/** How far one run at the edge moves the median of n, in standard deviations ÷ n: √(2π) ÷ 2, half of a step between two. */
const EDGE = 1.25;

/**
 * Further runs after which the median of all is back within the bound, if nothing was lost; null where as many as can be
 * asked for are too few. That the first run was past it makes it likely that the level of the earlier runs is too high as
 * well, by its share of the variance, which no further run mends.
 */
function runsFor(change: number, { kind, limit }: Bound, { deviation, freedom, runs }: Standing): number | null {
  const room = Math.abs(Math.log1p(kind === 'fall' ? -limit : limit)) - Math.abs(Math.log1p(change)) / (runs + 1);
  const beyond = jstat.studentt.inv(DECIDED, freedom);
  for (let more = 2; more <= MOST_RUNS; more += 1) {
    const scatter = beyond * Math.sqrt(MEDIAN_VARIANCE / more + 1 / (runs + 1));
    if (deviation * (EDGE / (more + 1) + scatter) <= room) return more;
  }
  return null;
}

/** Past the bound and more than noise; a gain that is not proven is no matter, a loss that is not may be there. */
function verdictOf({ change }: Row, bound: Bound, isLost: boolean, isGained: boolean): RowVerdict {
  if (change === null) return 'inconclusive';
  const side = beyond(change, bound);
  if (side === 'worse') return isLost ? 'regression' : 'inconclusive';
  return side === 'better' && isGained ? 'improvement' : 'pass';
}

type Found = Effect & { readonly series: Series };

function foundIn(all: readonly Series[], stretch: number, isLeftOut: (point: Judged) => boolean): Found[] {
  return all.flatMap((series) => series.effects(stretch, isLeftOut).map((effect) => ({ ...effect, series })));
}

/** Losses of all points that are none without those that are accepted, each with what accepts the first of its own. */
function acceptedIn(
  whole: readonly Told[],
  left: readonly Told[],
  acceptances: ReadonlyMap<Judged, Acceptance>,
): AcceptedEffect[] {
  const lost = new Set(left.filter(({ verdict }) => verdict === 'regression').map(keyOf));
  return toldOf(whole).flatMap((effect) => {
    if (effect.verdict !== 'regression' || lost.has(keyOf(effect))) return [];
    const own = [...acceptances].find(([{ candidate, bound }]) => isOf(effect, candidate, bound));
    return own === undefined ? [] : [{ effect, acceptance: own[1] }];
  });
}

/** Whether a point is one of those that an effect is of. */
function isOf(
  { configuration, load, metric }: EffectRow,
  { configuration: { id }, point }: Placed,
  bound: Bound,
): boolean {
  const isThere = load === null || loadKey(load) === loadKey(point.load);
  return metric === bound.metric && (configuration === null || configuration === id) && isThere;
}

function judgeEffects(found: readonly Found[], judge: Judge): Told[] {
  const [lower, higher] = [(effect: Found) => effect.p, (effect: Found) => 1 - effect.p];
  const [fallen, risen] = [significantEffects(found, lower), significantEffects(found, higher)];
  const strongest = new Set(strongestOf(found));
  const guard = new Guard(found);
  return found.map((effect) => {
    const { series, size } = effect;
    const isSure = size < 0 ? fallen.has(effect) : risen.has(effect);
    const isLoss = size < 0 === isHigherBetter(series.metric);
    const least = isSure ? judge.leastEffect(series, effect) : null;
    const matters = least !== null && Math.abs(Math.expm1(size)) >= least && guard.lets(effect, least, isLoss);
    return {
      ...placedEffect(effect, series),
      p: size < 0 ? effect.p : 1 - effect.p,
      verdict: matters ? (isLoss ? 'regression' : 'improvement') : 'pass',
      isOlder: false,
      told: isSure || strongest.has(effect),
    };
  });
}

/** Of the change of the whole, what a part that moved with it did at least. */
const ALONG = 0.25;

/** An effect with the names of what it is of. */
export function placedEffect(
  { kind, configuration, load, size, raw, parts }: Effect,
  { scenario, metric, configurations, loads }: Series,
): PlacedEffect {
  return {
    scenario: scenario.id,
    metric,
    effect: kind,
    configuration: configuration === null ? null : (configurations[configuration] ?? null),
    load: load === null ? null : (loads[load] ?? null),
    change: Math.expm1(size),
    moved: Math.expm1(raw),
    parts: parts.length,
    along: parts.filter((part) => Math.sign(raw) * part >= ALONG * Math.abs(raw)).length,
  };
}

/** The surest of each kind in each scenario. */
function strongestOf(found: readonly Found[]): Found[] {
  const scenarios = [...new Set(found.map(({ series }) => series))];
  return scenarios.flatMap((series) =>
    EFFECTS.flatMap((kind) => {
      const own = found.filter((effect) => effect.series === series && effect.kind === kind);
      const sorted = own.sort((a, b) => Math.abs(b.t) - Math.abs(a.t));
      return sorted.slice(0, 1);
    }),
  );
}

function toldOf(effects: readonly Told[]): EffectRow[] {
  return effects.filter(({ told }) => told).map(({ told: _, ...effect }) => effect);
}

function detectableIn(found: readonly Found[], judge: Judge): Detectable[] {
  const alpha = alphaOf(found);
  const count = (kind: EffectKind) => found.filter((effect) => effect.kind === kind).length;
  const scenarios = [...new Set(found.map(({ series }) => series))];
  return scenarios.map((series) => {
    const share = (kind: EffectKind) => {
      const own = found.filter((effect) => effect.series === series && effect.kind === kind);
      // The least sure of them: any other would have been seen at this size.
      const sizes = own.map((effect) => {
        const least = judge.leastEffect(series, effect);
        return least === null
          ? null
          : Math.max(detectable(effect, alpha[kind] / count(kind)), leastLoss(effect, least));
      });
      const known = sizes.filter((size) => size !== null);
      if (known.length === 0) return null;
      const size = Math.max(...known);
      return isHigherBetter(series.metric) ? -Math.expm1(-size) : Math.expm1(size);
    };
    return {
      scenario: series.scenario.id,
      metric: series.metric,
      everywhere: share('everywhere'),
      configuration: share('configuration'),
      load: share('load'),
    };
  });
}

/** What a part must lose for its effect to be the least that matters, as a logarithm: the others' mean has a share in it. */
function leastLoss({ share, series }: Found, least: number): number {
  return Math.abs(Math.log1p(isHigherBetter(series.metric) ? -least : least)) / share;
}
