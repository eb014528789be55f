import jstat from 'jstat';
import type { EffectKind } from '../run/effectkind.ts';
import { groupBy } from '../run/groupby.ts';
import { median } from '../run/median.ts';
import { mean } from '../run/spread.ts';

/*
 * What changed between earlier runs and a new one, split into effects of everything, of a configuration, of a load and
 * of a point, and whether that exceeds the scatter between runs. Variances are moderated as in G. K. Smyth, “Linear
 * models and empirical Bayes methods”, Statistical Applications in Genetics and Molecular Biology 3 (2004): a prior,
 * measured on sweeps, counts as so many runs. Effects are removed by one sweep of J. W. Tukey's median polish,
 * “Exploratory Data Analysis” (1977); the test is a prediction interval for one new run (Hahn & Meeker, “Statistical
 * Intervals”).
 */

/**
 * One metric at the points of a scenario, as natural logarithms: one row per configuration, with values by column, one
 * per load, in ascending order; only what was measured, because thousands of configurations may each have their own
 * loads.
 */
export type Grid = readonly ReadonlyMap<number, number>[];

/** Classes of metrics that scatter alike. */
export type MetricClass = 'throughput' | 'latency' | 'tail';

/** An effect of one kind, and how certain it is. */
export interface Effect {
  readonly kind: EffectKind;
  /** Row and column of the grid; both null if the effect is of everything. */
  readonly configuration: number | null;
  readonly load: number | null;
  /** Natural logarithm of the ratio. */
  readonly size: number;
  /** Natural logarithm of the ratio by which the effect's own cells moved, whatever the cells around them did. */
  readonly raw: number;
  /**
   * The same for each of its parts: per configuration if it covers several or a load, per load if it covers one
   * configuration.
   */
  readonly parts: readonly number[];
  /**
   * The fraction of a loss in one such part alone that remains in its effect: the loss also moves the mean that it is
   * compared with.
   */
  readonly share: number;
  /** Standard deviation of the effect under the null hypothesis. */
  readonly scatter: number;
  readonly t: number;
  readonly freedom: number;
  /**
   * Probability, under the null hypothesis, of an effect at least as low, from 0 to 1; one minus it for one at least as
   * high.
   */
  readonly p: number;
}

/** Prior standard deviations of one run's effects, by class, and how many runs each counts for. */
const PRIORS: Readonly<Record<EffectKind, Readonly<Record<MetricClass, number>> & { readonly runs: number }>> = {
  everywhere: { throughput: 0.015, latency: 0.02, tail: 0.05, runs: 10 },
  configuration: { throughput: 0.01, latency: 0.015, tail: 0.05, runs: 6 },
  load: { throughput: 0.005, latency: 0.01, tail: 0.05, runs: 10 },
  point: { throughput: 0.008, latency: 0.04, tail: 0.25, runs: 10 },
};

/** From this many configurations on, medians are used, which no single configuration can move. */
const MANY = 8;
/** Variance of a median relative to that of a mean. */
export const MEDIAN_VARIANCE = 1.57;
/** Standard deviations per median absolute deviation, and how many residuals one such deviation is worth. */
const DEVIATION = 1.4826;
const WORTH = 0.37;
/** From this many residuals of points on, their own scatter is informative. */
const MANY_RESIDUALS = 12;

/**
 * The effects of a new run against the level of the earlier ones.
 *
 * @param now has values only where a run of the newest stretch has one
 * @param stretches earlier runs, the newest first, grouped into stretches of runs that do not differ; the first is the
 * level
 */
export function effectsOf(now: Grid, stretches: readonly (readonly Grid[])[], of: MetricClass): Effect[] {
  const scatter = new Scatter(now, stretches, of);
  const { candidate } = scatter;
  const inverse = (cells: readonly Cell[]) => mean(cells.map((cell) => scatter.shareOfRun(cell)));
  const effect = (
    kind: EffectKind,
    size: number,
    place: Pick<Effect, 'configuration' | 'load'>,
    cells: readonly Cell[],
  ): Effect => {
    const { variance, freedom } = scatter.of(kind);
    const deviation = Math.sqrt(variance * (1 + inverse(cells))) * scatter.leverage(kind);
    const t = size / deviation;
    const of = { kind, ...place, size, ...scatter.rawOf(kind, cells), share: scatter.shareOf(kind) };
    return { ...of, scatter: deviation, t, freedom, p: jstat.studentt.cdf(t, freedom) };
  };
  const { cells } = candidate;
  const found = [effect('everywhere', candidate.everywhere, { configuration: null, load: null }, cells)];
  if (scatter.has('configuration')) {
    const byRow = groupBy(cells, ({ i }) => i);
    for (const [i, size] of candidate.configurations)
      found.push(effect('configuration', size, { configuration: i, load: null }, byRow.get(i) ?? []));
  }
  if (scatter.has('load')) {
    const byColumn = groupBy(cells, ({ j }) => j);
    for (const [j, size] of candidate.loads)
      found.push(effect('load', size, { configuration: null, load: j }, byColumn.get(j) ?? []));
  }
  if (scatter.has('point')) {
    for (const [index, { i, j, value }] of candidate.points.entries())
      found.push(effect('point', value, { configuration: i, load: j }, cells.slice(index, index + 1)));
  }
  return found;
}

/**
 * How much single points scatter from run to run, from prior and earlier runs alone: standard deviation and degrees of
 * freedom.
 */
export function pointScatter(
  now: Grid,
  stretches: readonly (readonly Grid[])[],
  of: MetricClass,
): { readonly deviation: number; readonly freedom: number } {
  const { variance, freedom } = new Scatter(now, stretches, of).ofPoints();
  return { deviation: Math.sqrt(variance), freedom };
}

interface Cell {
  readonly i: number;
  readonly j: number;
  readonly value: number;
}

/** Differences of one run from a level, split into effects. */
interface EffectSplit {
  readonly cells: readonly Cell[];
  readonly everywhere: number;
  readonly configurations: ReadonlyMap<number, number>;
  readonly loads: ReadonlyMap<number, number>;
  readonly points: readonly Cell[];
}

/** Earlier runs that do not differ, as differences from their level. */
interface Stretch {
  readonly runs: readonly EffectSplit[];
  /** What it took to fit the level. */
  readonly fitted: GridSize;
}

/** How many cells are known, and how many rows and columns have any. */
interface GridSize {
  readonly cells: number;
  readonly rows: number;
  readonly columns: number;
}

interface Variance {
  readonly variance: number;
  readonly freedom: number;
}

/** How much runs scatter in each kind of effect. */
class Scatter {
  readonly candidate: EffectSplit;
  readonly #class: MetricClass;
  readonly #shares: ReadonlyMap<Cell, number>;
  readonly #earlier: readonly Stretch[];
  readonly #configurations: number;
  readonly #loads: number;
  readonly #known = new Map<EffectKind, Variance>();

  constructor(now: Grid, stretches: readonly (readonly Grid[])[], of: MetricClass) {
    this.#class = of;
    const { rows, columns } = sizeOf(now);
    this.#configurations = rows;
    this.#loads = columns;
    const isMedian = this.#configurations >= MANY;
    const levels = stretches.map((runs) => levelOf(runs, now));
    this.candidate = split(differences(now, levels[0] ?? []), isMedian);
    const newest = stretches[0] ?? [];
    this.#shares = new Map(
      this.candidate.cells.map((cell) => [cell, 1 / newest.filter((run) => run[cell.i]?.has(cell.j)).length]),
    );
    this.#earlier = stretches.map((runs, index) => {
      const level = levels[index] ?? [];
      return { runs: runs.map((run) => split(differences(run, level), isMedian)), fitted: sizeOf(level) };
    });
  }

  /** The share of a run in the level of a point of the new run: one over how many runs have it. */
  shareOfRun(cell: Cell): number {
    const share = this.#shares.get(cell);
    if (share === undefined) throw new Error('expected a point of the new run');
    return share;
  }

  /** How far the cells of an effect moved, combined in the way that the effect combines them. */
  rawOf(kind: EffectKind, cells: readonly Cell[]): Pick<Effect, 'raw' | 'parts'> {
    const { everywhere, configurations } = this.candidate;
    const parts =
      kind === 'everywhere' && configurations.size > 1
        ? [...configurations.values()].map((size) => everywhere + size)
        : cells.map(({ value }) => value);
    if (kind === 'everywhere') return { raw: everywhere, parts };
    return { raw: kind === 'load' && this.#configurations >= MANY ? middleOf(parts) : mean(parts), parts };
  }

  /** Which kinds of effects can be separated at all. */
  has(kind: EffectKind): boolean {
    if (kind === 'everywhere') return true;
    const [c, j, cells] = [this.#configurations, this.#loads, this.candidate.cells.length];
    if (c < 2 || kind === 'configuration') return c > 1;
    // Where each configuration has one load, loads have no effect of their own; where every cell is fitted, points have
    // none.
    return j > 1 && cells > (kind === 'load' ? c : c + j - 1);
  }

  /** The fraction of a difference that is left to an effect after the others have been fitted. */
  leverage(kind: EffectKind): number {
    const [c, j] = [this.#configurations, this.#loads];
    if (kind === 'configuration') return Math.sqrt((c - 1) / c);
    return kind === 'point' ? Math.sqrt(((c - 1) * (j - 1)) / (c * j)) : 1;
  }

  /** The fraction of a loss in one such part that shows up as its effect; a median over many hardly follows it. */
  shareOf(kind: EffectKind): number {
    const [c, j] = [this.#configurations, this.#loads];
    const besideOthers = c >= MANY ? 1 : (c - 1) / c;
    if (kind === 'everywhere') return 1;
    if (kind === 'configuration') return besideOthers;
    return kind === 'load' ? (j - 1) / j : (besideOthers * (j - 1)) / j;
  }

  of(kind: EffectKind): Variance {
    const known = this.#known.get(kind);
    if (known !== undefined) return known;
    const { variance, freedom } = this.#moderated(kind, this.#fromCandidate(kind));
    const floored = { variance: Math.max(variance, this.#floorOf(kind)), freedom };
    this.#known.set(kind, floored);
    return floored;
  }

  /** The scatter of points, from prior and earlier runs alone. */
  ofPoints(): Variance {
    return this.#moderated('point', { squares: 0, freedom: 0 });
  }

  #moderated(kind: EffectKind, own: Squares): Variance {
    const { runs: prior } = PRIORS[kind];
    const earlier = this.#fromEarlier(kind);
    const freedom = prior + earlier.freedom + own.freedom;
    return { variance: (prior * this.#priorOf(kind) + earlier.squares + own.squares) / freedom, freedom };
  }

  /** The effect of everything is the centre of configurations, which scatter themselves. */
  #priorOf(kind: EffectKind): number {
    const prior = PRIORS[kind][this.#class] ** 2;
    if (kind !== 'everywhere') return prior;
    return prior + (this.#centreVariance * PRIORS.configuration[this.#class] ** 2) / this.#configurations;
  }

  /** Variance of the centre of configurations relative to that of a mean. */
  get #centreVariance(): number {
    return this.#configurations >= MANY ? MEDIAN_VARIANCE : 1;
  }

  #floorOf(kind: EffectKind): number {
    const [c, j] = [this.#configurations, this.#loads];
    if (kind === 'everywhere')
      return this.has('configuration') ? (this.#centreVariance * this.of('configuration').variance) / c : 0;
    if (kind === 'point' || c < 2 || j < 2) return 0;
    const { variance } = this.of('point');
    return kind === 'configuration' ? variance / j : (MEDIAN_VARIANCE * variance) / c;
  }

  /** Squares about the level of each stretch; fitting the level costs degrees of freedom. */
  #fromEarlier(kind: EffectKind): Squares {
    let [squares, freedom] = [0, 0];
    for (const stretch of this.#earlier) {
      const sizes = stretch.runs.map((run) => sizesOf(run, kind));
      squares += sizes.flat().reduce((sum, size) => sum + size ** 2, 0);
      freedom += Math.max(0, freedomOf(stretch, kind));
    }
    return { squares, freedom };
  }

  /** Based on the median of deviations alone, so that a large loss cannot hide in the noise it creates. */
  #fromCandidate(kind: EffectKind): Squares {
    const [c, j] = [this.#configurations, this.#loads];
    const residuals = kind === 'configuration' ? c - 1 : (c - 1) * (j - 1);
    const tells = kind === 'configuration' ? c >= MANY : kind === 'point' && residuals >= MANY_RESIDUALS;
    if (!tells) return { squares: 0, freedom: 0 };
    const freedom = WORTH * residuals;
    const deviation = DEVIATION * medianDeviation(sizesOf(this.candidate, kind));
    return { squares: (freedom * deviation ** 2) / (1 + mean([...this.#shares.values()])), freedom };
  }
}

/** A sum of squares and its degrees of freedom. */
interface Squares {
  readonly squares: number;
  readonly freedom: number;
}

function sizesOf(run: EffectSplit, kind: EffectKind): number[] {
  if (run.cells.length === 0) return [];
  if (kind === 'everywhere') return [run.everywhere];
  if (kind === 'configuration') return [...run.configurations.values()];
  return kind === 'load' ? [...run.loads.values()] : run.points.map(({ value }) => value);
}

/** Residuals of all runs of a stretch, and their number less what was used to fit the level. */
function freedomOf({ runs, fitted }: Stretch, kind: EffectKind): number {
  const all = runs.filter(({ cells }) => cells.length > 0);
  const sum = (free: (cells: number, rows: number, columns: number) => number) =>
    all.reduce(
      (total, { cells, configurations, loads }) => total + free(cells.length, configurations.size, loads.size),
      0,
    ) - free(fitted.cells, fitted.rows, fitted.columns);
  if (kind === 'everywhere') return all.length - 1;
  if (kind === 'configuration') return sum((_, c) => c - 1);
  return kind === 'load' ? sum((_, _c, j) => j - 1) : sum((n, c, j) => n - c - j + 1);
}

function sizeOf(grid: Grid): GridSize {
  const columns = new Set<number>();
  let [cells, rows] = [0, 0];
  for (const row of grid) {
    for (const j of row.keys()) columns.add(j);
    cells += row.size;
    if (row.size > 0) rows += 1;
  }
  return { cells, rows, columns: columns.size };
}

/** Effects of everything, of configurations, of loads and of points, removed in this order. */
function split(cells: readonly Cell[], isMedian: boolean): EffectSplit {
  const centre = isMedian ? middleOf : mean;
  const means = new Map(groups(cells, ({ i }) => i).map(([i, own]) => [i, mean(own.map(({ value }) => value))]));
  const everywhere = means.size === 0 ? 0 : centre([...means.values()]);
  const rest = cells.map((cell) => ({ ...cell, value: cell.value - (means.get(cell.i) ?? 0) }));
  const loads = new Map(groups(rest, ({ j }) => j).map(([j, own]) => [j, centre(own.map(({ value }) => value))]));
  return {
    cells,
    everywhere,
    configurations: new Map([...means].map(([i, value]) => [i, value - everywhere])),
    loads,
    points: rest.map((cell) => ({ ...cell, value: cell.value - (loads.get(cell.j) ?? 0) })),
  };
}

function groups(cells: readonly Cell[], keyOf: (cell: Cell) => number): [number, Cell[]][] {
  return [...groupBy(cells, keyOf)].sort(([a], [b]) => a - b);
}

/** The mean over the runs that have a point, where the new run has it. */
function levelOf(runs: readonly Grid[], now: Grid): Grid {
  return now.map((row, i) => {
    const level = new Map<number, number>();
    for (const j of row.keys()) {
      const known = runs.map((run) => run[i]?.get(j)).filter((value) => value !== undefined);
      if (known.length > 0) level.set(j, mean(known));
    }
    return level;
  });
}

function differences(run: Grid, level: Grid): Cell[] {
  const cells: Cell[] = [];
  for (const [i, row] of run.entries()) {
    for (const [j, value] of row) {
      const base = level[i]?.get(j);
      if (base !== undefined) cells.push({ i, j, value: value - base });
    }
  }
  return cells;
}

function middleOf(values: readonly number[]): number {
  return median(values) ?? 0;
}

function medianDeviation(values: readonly number[]): number {
  const middle = middleOf(values);
  return middleOf(values.map((value) => Math.abs(value - middle)));
}
