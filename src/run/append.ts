/** Adds items at the end of a list, however many: as arguments of `push`, some 125,000 overflow the stack. */
export function append<Item>(list: Item[], items: Iterable<Item>): void {
  for (const item of items) list.push(item);
}
