import { median } from '../run/median.ts';
import type { Length } from '../run/workload.ts';

/**
 * Groups of runs whose sequence length is one length: equal where it was requested, else within `tolerance` of the
 * group's smallest, walking the sorted means. The order of the runs does not matter, and groups cannot creep.
 *
 * @param lengthOf the length of an item
 * @returns the groups with the length each stands for, tokens; null for the group of unknown length
 */
export function groupByLength<Item>(
  items: readonly Item[],
  lengthOf: (item: Item) => Length,
  tolerance: number,
): { length: number | null; items: Item[] }[] {
  const requested = new Map<number, Item[]>();
  const measured: { value: number; item: Item }[] = [];
  const unknown: Item[] = [];
  for (const item of items) {
    const { requested: asked, measured: mean } = lengthOf(item);
    if (asked !== null)
      requested
        .set(asked, requested.get(asked) ?? [])
        .get(asked)
        ?.push(item);
    else if (mean !== null) measured.push({ value: mean, item });
    else unknown.push(item);
  }
  const rest = measured.filter(({ value, item }) => {
    const near = nearest([...requested.keys()], value, tolerance);
    if (near !== null) requested.get(near)?.push(item);
    return near === null;
  });
  const exact = [...requested].map(([length, group]) => ({ length, items: group }));
  const close = walk(rest, tolerance).map((group) => ({
    length: median(group.map(({ value }) => value)),
    items: group.map(({ item }) => item),
  }));
  return [...exact, ...close, ...(unknown.length > 0 ? [{ length: null, items: unknown }] : [])];
}

function nearest(lengths: readonly number[], value: number, tolerance: number): number | null {
  const near = lengths.filter((length) => Math.abs(length - value) <= tolerance * Math.min(length, value));
  near.sort((a, b) => Math.abs(a - value) - Math.abs(b - value) || a - b);
  return near[0] ?? null;
}

function walk<Item extends { value: number }>(items: readonly Item[], tolerance: number): Item[][] {
  const groups: Item[][] = [];
  for (const item of [...items].sort((a, b) => a.value - b.value)) {
    const group = groups.at(-1);
    const smallest = group?.[0]?.value;
    if (group !== undefined && smallest !== undefined && item.value <= smallest * (1 + tolerance)) group.push(item);
    else groups.push([item]);
  }
  return groups;
}
