type Branch = Map<unknown, unknown>;

/**
 * Values by several keys together, which are compared as those of a Map are: thousands of runs share few facts, and a text
 * of all of them takes longer to make than to look each up. The key that varies most comes last.
 */
export class TupleMap<Keys extends readonly unknown[], Value extends object> {
  readonly #root: Branch = new Map();

  /** @param make the value, where there is none yet */
  at(keys: Keys, make: () => Value): Value {
    let branch = this.#root;
    const last = keys.length - 1;
    for (let at = 0; at < last; at += 1) branch = entryOf(branch, keys[at], newBranch) as Branch;
    return entryOf(branch, keys[last], make) as Value;
  }
}

function entryOf(branch: Branch, key: unknown, make: () => unknown): unknown {
  let entry = branch.get(key);
  if (entry === undefined) {
    entry = make();
    branch.set(key, entry);
  }
  return entry;
}

function newBranch(): Branch {
  return new Map();
}
