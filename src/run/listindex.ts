import { groupBy } from './groupby.ts';

/**
 * Finds the items of a list by a key. Each list is indexed once, when it is first asked for, and for as long as it is in use:
 * looking for each of thousands of items takes time as their square. The list must not change afterwards.
 */
export function listIndex<Item, Key>(keyOf: (item: Item) => Key): (list: readonly Item[], key: Key) => readonly Item[] {
  const indices = new WeakMap<readonly Item[], ReadonlyMap<Key, readonly Item[]>>();
  return (list, key) => {
    let index = indices.get(list);
    if (index === undefined) {
      index = groupBy(list, keyOf);
      indices.set(list, index);
    }
    return index.get(key) ?? [];
  };
}
