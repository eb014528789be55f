/** Appends any number of items to a list: passed as arguments to `push`, some 125,000 of them overflow the stack. */
export function append<Item>(list: Item[], items: Iterable<Item>): void {
  for (const item of items) list.push(item);
}
