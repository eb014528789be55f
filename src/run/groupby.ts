/** Groups items by key, in the order in which keys first occur. Map.groupBy requires Node 21. */
export function groupBy<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

/** Merges groups that share items, directly or through others; in the order of each result's first item. */
export function joinBy<Item>(items: readonly Item[], groups: Iterable<readonly Item[]>): Item[][] {
  const above = new Map<Item, Item>();
  const rootOf = (item: Item): Item => {
    let root = item;
    // Each on the way is moved up to the one above the next, so that no way grows long.
    for (let next = above.get(root); next !== undefined; next = above.get(root)) {
      const further = above.get(next);
      if (further !== undefined) above.set(root, further);
      root = next;
    }
    return root;
  };
  for (const group of groups) {
    for (const [index, item] of group.entries()) {
      const [root, other] = [rootOf(group[0] ?? item), rootOf(item)];
      if (index > 0 && root !== other) above.set(other, root);
    }
  }
  return [...groupBy(items, rootOf).values()];
}
