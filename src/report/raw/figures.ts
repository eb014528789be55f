import { reportedConcurrency } from '../../run/load.ts';
import type { Run } from '../../run/run.ts';

/** What is compared, in units that every format is converted to. */
const FIGURES: readonly ((run: Run) => number | null)[] = [
  ({ measured }) => measured.ttft?.mean ?? null,
  ({ measured }) => measured.e2el?.mean ?? null,
  ({ measured }) => measured.itl?.mean ?? null,
  ({ measured }) => measured.tpot?.mean ?? null,
  ({ measured }) => measured.outputThroughput,
  ({ measured }) => measured.requestThroughput,
];
/** Figures that must be known on both sides and alike; two measurements never agree in three to nine digits. */
const LEAST_FIGURES = 3;
/** Largest relative difference that conversion of units makes. */
const ROUNDING = 1e-9;

/** InferenceX measures with a descendant of vLLM's harness. */
const FAMILIES: ReadonlyMap<string, string> = new Map([['inferencemax', 'vllm-benchmark']]);

/** Largest ratio of two concurrencies of one run: GuideLLM's converters state the measured one, a little less. */
const SAME_LOAD = 1.2;

interface Told {
  readonly path: string;
  readonly run: Run | null;
}

/** Groups of two or more that tell of one run: the same figures, and nothing that contradicts it. */
export function groupsOfLikeFigures<Item extends Told>(items: readonly Item[]): Item[][] {
  const byFigure = new Map<string, Item[][]>();
  const groups: Item[][] = [];
  for (const item of items) {
    const keys = item.run === null ? [] : keysOf(item.run);
    const known = keys.flatMap((key) => byFigure.get(key) ?? []);
    const like = known.find(([first]) => first?.path !== item.path && areLike(item.run, first?.run ?? null));
    if (like !== undefined) like.push(item);
    else groups.push([item]);
    const group = like ?? groups.at(-1) ?? [];
    for (const key of keys) {
      const list = byFigure.get(key) ?? [];
      if (!list.includes(group)) byFigure.set(key, [...list, group]);
    }
  }
  return groups.filter((group) => group.length > 1);
}

/** A key for each figure, so that only what shares one is compared. */
function keysOf(run: Run): string[] {
  return FIGURES.flatMap((figure, index) => {
    const value = figure(run);
    return value === null || value === 0 ? [] : [`${index} ${value.toPrecision(6)}`];
  });
}

function areLike(a: Run | null, b: Run | null): boolean {
  if (a === null || b === null) return false;
  const [own, its] = [familyOf(a), familyOf(b)];
  if (own !== null && its !== null && own !== its) return false;
  const [one, other] = [a.deployment.label, b.deployment.label];
  if (one !== null && other !== null && one !== other) return false;
  if (!isSameLoad(a, b)) return false;
  let alike = 0;
  for (const figure of FIGURES) {
    const [x, y] = [figure(a), figure(b)];
    if (x === null || y === null) continue;
    if (Math.abs(x - y) > ROUNDING * Math.max(x, y)) return false;
    if (x > 0) alike += 1;
  }
  return alike >= LEAST_FIGURES;
}

function isSameLoad({ load: a }: Run, { load: b }: Run): boolean {
  if (a.rate !== null && b.rate !== null && a.rate !== b.rate) return false;
  const [one, other] = [a, b].map(reportedConcurrency);
  if (one == null || other == null) return true;
  return Math.max(one, other) <= SAME_LOAD * Math.min(one, other);
}

function familyOf({ harness }: Run): string | null {
  return harness === null ? null : (FAMILIES.get(harness) ?? harness);
}
