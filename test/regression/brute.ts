import type { Grid as Sparse } from '../../src/regression/effect.ts';
import { EFFECTS, type EffectKind } from '../../src/run/effectkind.ts';

/*
 * The rules for effects again, cell by cell and for one stretch of earlier runs: slow, and plain to see right.
 */

/** With null where nothing was measured. */
export type Grid = readonly (readonly (number | null)[])[];

export const sparse = (grid: Grid): Sparse =>
  grid.map((row) => new Map(row.flatMap((value, j) => (value === null ? [] : [[j, value] as const]))));

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

const median = (values: readonly number[]) => {
  const sorted = [...values].sort((a, b) => a - b);
  const n = sorted.length;
  return ((sorted[Math.floor((n - 1) / 2)] ?? 0) + (sorted[Math.ceil((n - 1) / 2)] ?? 0)) / 2;
};

const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);

export const at = (grid: Grid, i: number, j: number) => grid[i]?.[j] ?? null;

type Place = readonly [number, number];

/** What the new run has of the earlier ones: configurations I, loads J. */
class EffectGrid {
  readonly now: Grid;
  readonly earlier: readonly Grid[];
  readonly I: readonly number[];
  readonly J: readonly number[];
  readonly kappa: number;
  /** What the earlier runs have of each cell. */
  readonly #known: readonly (readonly number[])[][];

  constructor(now: Grid, earlier: readonly Grid[]) {
    this.now = now;
    this.earlier = earlier;
    const width = Math.max(...now.map((row) => row.length));
    const all = [...Array(width).keys()];
    this.#known = now.map((_, i) => all.map((j) => earlier.flatMap((run) => at(run, i, j) ?? [])));
    this.I = [...now.keys()].filter((i) => all.some((j) => this.has(now, i, j)));
    this.J = all.filter((j) => this.I.some((i) => this.has(now, i, j)));
    this.kappa = this.I.length >= 8 ? 1.57 : 1;
  }

  known(i: number, j: number): readonly number[] {
    return this.#known[i]?.[j] ?? [];
  }

  has(run: Grid, i: number, j: number): boolean {
    return at(this.now, i, j) !== null && at(run, i, j) !== null && this.known(i, j).length > 0;
  }

  /** Mean over cells of one over the number of runs. */
  share(cells: readonly Place[]): number {
    return mean(cells.map(([i, j]) => 1 / this.known(i, j).length));
  }

  /** The effects of a run. */
  parts(run: Grid) {
    const centre = this.I.length >= 8 ? median : mean;
    const d = (i: number, j: number) => (at(run, i, j) ?? 0) - mean(this.known(i, j));
    const own = (i: number) => this.J.filter((j) => this.has(run, i, j));
    const rows = this.I.filter((i) => own(i).length > 0);
    const columns = this.J.filter((j) => rows.some((i) => this.has(run, i, j)));
    const u = (i: number) => mean(own(i).map((j) => d(i, j)));
    const D = centre(rows.map(u));
    const v = (j: number) => centre(rows.filter((i) => this.has(run, i, j)).map((i) => d(i, j) - u(i)));
    const cells = rows.flatMap((i) => own(i).map((j): Place => [i, j]));
    const sizes: Record<EffectKind, number[]> = {
      everywhere: [D],
      configuration: rows.map((i) => u(i) - D),
      load: columns.map(v),
      point: cells.map(([i, j]) => d(i, j) - u(i) - v(j)),
    };
    return { rows, columns, cells, sizes };
  }
}

/** Residuals of one kind in a run that has so many rows, columns and cells. */
function free(kind: EffectKind, rows: number, columns: number, cells: number): number {
  return { everywhere: 1, configuration: rows - 1, load: columns - 1, point: cells - rows - columns + 1 }[kind];
}

function fromEarlier(of: EffectGrid, kind: EffectKind) {
  const runs = of.earlier.map((run) => of.parts(run)).filter(({ cells }) => cells.length > 0);
  const squares = total(runs.flatMap(({ sizes }) => sizes[kind].map((size) => size ** 2)));
  const each = runs.map(({ rows, columns, cells }) => free(kind, rows.length, columns.length, cells.length));
  const fitted = free(
    kind,
    of.I.filter((i) => runs.some(({ rows }) => rows.includes(i))).length,
    of.J.filter((j) => runs.some(({ columns }) => columns.includes(j))).length,
    of.parts(of.now).cells.filter(([i, j]) => of.earlier.some((run) => of.has(run, i, j))).length,
  );
  return { squares, freedom: Math.max(0, total(each) - fitted) };
}

function fromCandidate(of: EffectGrid, kind: EffectKind) {
  const [C, L] = [of.I.length, of.J.length];
  const residuals = { everywhere: 0, load: 0, configuration: C - 1, point: (C - 1) * (L - 1) }[kind];
  if (residuals === 0 || (kind === 'configuration' ? C < 8 : residuals < 12)) return { squares: 0, freedom: 0 };
  const { sizes, cells } = of.parts(of.now);
  const middle = median(sizes[kind]);
  const mad = 1.4826 * median(sizes[kind].map((size) => Math.abs(size - middle)));
  return { squares: (0.37 * residuals * mad ** 2) / (1 + of.share(cells)), freedom: 0.37 * residuals };
}

type Priors = Readonly<Record<EffectKind, number>>;

function moderated(of: EffectGrid, kind: EffectKind, p: Priors) {
  const weight = { everywhere: 10, configuration: 6, load: 10, point: 10 }[kind];
  const centre = kind === 'everywhere' ? (of.kappa * p.configuration ** 2) / of.I.length : 0;
  const [a, b] = [fromEarlier(of, kind), fromCandidate(of, kind)];
  const freedom = weight + a.freedom + b.freedom;
  return { variance: (weight * (p[kind] ** 2 + centre) + a.squares + b.squares) / freedom, freedom };
}

function variancesOf(of: EffectGrid, p: Priors): Record<EffectKind, ReturnType<typeof moderated>> {
  const [C, L] = [of.I.length, of.J.length];
  const [D, g, v, r] = EFFECTS.map((kind) => moderated(of, kind, p)) as [
    ReturnType<typeof moderated>,
    ReturnType<typeof moderated>,
    ReturnType<typeof moderated>,
    ReturnType<typeof moderated>,
  ];
  const isGrid = C > 1 && L > 1;
  const ofG = Math.max(g.variance, isGrid ? r.variance / L : 0);
  return {
    everywhere: { ...D, variance: Math.max(D.variance, C > 1 ? (of.kappa * ofG) / C : 0) },
    configuration: { ...g, variance: ofG },
    load: { ...v, variance: Math.max(v.variance, (1.57 * r.variance) / C) },
    point: r,
  };
}

/** Every effect of a new run against one stretch of earlier runs, by the standard deviations of the prior. */
export function bruteForce(now: Grid, earlier: readonly Grid[], p: Priors) {
  const of = new EffectGrid(now, earlier);
  const [C, L] = [of.I.length, of.J.length];
  const { rows, columns, cells, sizes } = of.parts(now);
  const variances = variancesOf(of, p);
  const leverage = {
    everywhere: 1,
    configuration: Math.sqrt((C - 1) / C),
    load: 1,
    point: Math.sqrt(((C - 1) * (L - 1)) / (C * L)),
  };
  const places: Record<EffectKind, (readonly Place[])[]> = {
    everywhere: [cells],
    configuration: rows.map((i) => cells.filter(([row]) => row === i)),
    load: columns.map((j) => cells.filter(([, column]) => column === j)),
    point: cells.map((cell) => [cell]),
  };
  const exists = {
    everywhere: true,
    configuration: C > 1,
    load: C > 1 && L > 1 && cells.length > C,
    point: C > 1 && L > 1 && cells.length > C + L - 1,
  };
  return EFFECTS.filter((kind) => exists[kind]).flatMap((kind) =>
    sizes[kind].map((size, n) => {
      const { variance, freedom } = variances[kind];
      const deviation = Math.sqrt(variance * (1 + of.share(places[kind][n] ?? []))) * leverage[kind];
      return { kind, size, t: size / deviation, freedom };
    }),
  );
}
