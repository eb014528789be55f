import { append } from './append.ts';

/**
 * Values by folder, one folder below the other: to look up each folder above a file by its whole path would cost the square
 * of the path's length.
 */
export class FolderTree<Value> {
  readonly #root = new FolderNode<Value>();

  /**
   * @param path of the folder, with a slash at its end unless it is empty, or of a file in it
   * @param make the value, where there is none yet
   */
  at(path: string, make: () => Value): Value {
    let node = this.#root;
    for (const name of foldersIn(path)) {
      const next = node.below.get(name) ?? new FolderNode<Value>();
      node.below.set(name, next);
      node = next;
    }
    const [value = make()] = node.values;
    node.values = [value];
    return value;
  }

  /** The values of the folders that contain a path, the nearest first. */
  above(path: string): Value[] {
    return this.#nodesTo(path)
      .reverse()
      .flatMap(({ values }) => values);
  }

  /** All values in the nearest folder above a path that has any in it or below it. */
  nearest(path: string): Value[] {
    const values: Value[] = [];
    const open = this.#nodesTo(path).slice(-1);
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      append(values, node.values);
      append(open, [...node.below.values()].reverse());
    }
    return values;
  }

  /** From the root down, as far as there are any. */
  #nodesTo(path: string): FolderNode<Value>[] {
    const nodes = [this.#root];
    for (const name of foldersIn(path)) {
      const next = nodes.at(-1)?.below.get(name);
      if (next === undefined) break;
      nodes.push(next);
    }
    return nodes;
  }
}

class FolderNode<Value> {
  /** None or one. */
  values: readonly Value[] = [];
  readonly below = new Map<string, FolderNode<Value>>();
}

function foldersIn(path: string): string[] {
  return path.split('/').slice(0, -1);
}
