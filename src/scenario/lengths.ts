import { append } from '../run/append.ts';
import { smallestOf } from '../run/extent.ts';
import { median } from '../run/median.ts';
import type { Length } from '../run/workload.ts';

/** A difference of more standard errors than this is not due to chance. */
const CHANCE = 3;

/**
 * Groups items that share a sequence length: equal requested lengths, otherwise means within `tolerance` of the group's
 * smallest, taken in ascending order, so that the order of the items does not matter and groups cannot creep. Means
 * over few sampled prompts differ by chance: one that is too uncertain joins the group that it may belong to.
 *
 * @param lengthOf the length of an item
 */
export function groupByLength<Item>(
  items: readonly Item[],
  lengthOf: (item: Item) => Length,
  tolerance: number,
): Item[][] {
  const requested = new Map<number, Item[]>();
  const measured: Mean<Item>[] = [];
  const unknown: Item[] = [];
  for (const item of items) {
    const { requested: asked, measured: mean, error } = lengthOf(item);
    if (asked !== null) {
      const group = requested.get(asked);
      if (group === undefined) requested.set(asked, [item]);
      else group.push(item);
    } else if (mean !== null) measured.push({ value: mean, error: error ?? 0, item });
    else unknown.push(item);
  }
  const exact = [...requested.keys()].sort((a, b) => a - b).map((value) => ({ value, error: 0 }));
  const rest = measured.filter((mean) => {
    const near = nearest(around(exact, mean.value), mean, tolerance);
    if (near !== null) requested.get(near.value)?.push(mean.item);
    return near === null;
  });
  const groups = [...requested.values(), ...groupMeans(rest, tolerance)];
  return unknown.length > 0 ? [...groups, unknown] : groups;
}

/** The length that some items represent, in tokens: the requested one, otherwise the median of their means. */
export function commonLength(lengths: readonly Length[]): number | null {
  const requested = smallestOf(lengths.map((length) => length.requested ?? Number.POSITIVE_INFINITY));
  return Number.isFinite(requested) ? requested : median(lengths.map(({ measured }) => measured));
}

interface LengthEstimate {
  readonly value: number;
  /** Standard error of the mean, tokens. */
  readonly error: number;
}

interface Mean<Item> extends LengthEstimate {
  readonly item: Item;
}

/**
 * Certain means are grouped among themselves. Uncertain ones that are close to each other are combined, and then join,
 * with the value of the most certain of them, the group that they may belong to; the most certain come first.
 */
function groupMeans<Item>(means: readonly Mean<Item>[], tolerance: number): Item[][] {
  const isSure = ({ value, error }: LengthEstimate) => CHANCE * error <= tolerance * value;
  const groups = walk(means.filter(isSure), tolerance);
  const unsure = walk(
    means.filter((mean) => !isSure(mean)),
    tolerance,
  ).map((cluster) => ({ cluster, best: surestOf(cluster) }));
  for (const { cluster, best } of unsure.sort((a, b) => a.best.error - b.best.error || a.best.value - b.best.value)) {
    const anchors = groups.map(([anchor = best], index) => ({ value: anchor.value, error: anchor.error, index }));
    const near = nearest(anchors, best, tolerance);
    if (near === null) groups.push([best, ...cluster.filter((mean) => mean !== best)]);
    else append(groups[near.index] ?? [], cluster);
  }
  return groups.map((group) => group.map(({ item }) => item));
}

/** The last of ascending lengths up to a value, and the first above it: of exact ones no other is nearer. */
function around<Length extends LengthEstimate>(ascending: readonly Length[], value: number): Length[] {
  let [from, to] = [0, ascending.length];
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    if ((ascending[middle]?.value ?? 0) <= value) from = middle + 1;
    else to = middle;
  }
  return ascending.slice(Math.max(0, from - 1), from + 1);
}

function surestOf<Item>(cluster: readonly Mean<Item>[]): Mean<Item> {
  return cluster.reduce((best, mean) => (mean.error < best.error ? mean : best));
}

function nearest<Anchor extends LengthEstimate>(
  anchors: readonly Anchor[],
  mean: LengthEstimate,
  tolerance: number,
): Anchor | null {
  const away = (anchor: LengthEstimate) => Math.abs(anchor.value - mean.value);
  const near = anchors.filter((anchor) => {
    const chance = CHANCE * Math.hypot(anchor.error, mean.error);
    return away(anchor) <= Math.max(tolerance * Math.min(anchor.value, mean.value), chance);
  });
  near.sort((a, b) => away(a) - away(b) || a.value - b.value);
  return near[0] ?? null;
}

function walk<Item extends LengthEstimate>(items: readonly Item[], tolerance: number): Item[][] {
  const groups: Item[][] = [];
  for (const item of [...items].sort((a, b) => a.value - b.value)) {
    const group = groups.at(-1);
    const smallest = group?.[0]?.value;
    if (group !== undefined && smallest !== undefined && item.value <= smallest * (1 + tolerance)) group.push(item);
    else groups.push([item]);
  }
  return groups;
}
