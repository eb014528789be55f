import { globMatcher } from './glob/globpattern.ts';
import type { Statement } from './report/statement.ts';
import { FolderTree } from './run/foldertree.ts';
import { type Problem, problem } from './run/problem.ts';

interface Entry {
  readonly statement: Statement;
  readonly matches: (path: string) => boolean;
}

interface FolderEntries {
  readonly folder: string;
  readonly entries: Entry[];
}

/**
 * What is stated about the files of one side: first in the config file, then in files next to them, the nearest first.
 */
export class Statements {
  readonly #config: readonly Entry[];
  /** By the folder that they apply to. */
  readonly #beside = new FolderTree<FolderEntries>();
  readonly #unused: Set<Statement>;
  readonly #files = new Set<string>();
  readonly #used = new Set<string>();

  /** @param config in the order written: later ones win */
  constructor(config: readonly Statement[]) {
    this.#config = config.toReversed().map(entryOf);
    this.#unused = new Set(config);
  }

  /**
   * Adds the statements of files next to results.
   *
   * @param areWhole whether a statement that matches nothing is a mistake
   */
  add(statements: readonly Statement[], areWhole: boolean): void {
    for (const statement of statements) {
      const { folder, match } = statement;
      this.#beside.at(folder, () => ({ folder, entries: [] })).entries.push(entryOf(statement));
      if (areWhole && match !== null) this.#unused.add(statement);
    }
  }

  /** Whether the statements of a file still need to be added. */
  isNew(file: string): boolean {
    const isNew = !this.#files.has(file);
    this.#files.add(file);
    return isNew;
  }

  /** What is stated about a run by any of its files; the first statement with a value wins. */
  on(paths: readonly string[]): readonly Statement[] {
    const folders = [...new Set(paths.flatMap((path) => this.#beside.above(path)))];
    const beside = folders.sort((a, b) => b.folder.length - a.folder.length).flatMap(({ entries }) => entries);
    const matching = [...this.#config, ...beside].filter(({ matches }) => paths.some(matches));
    for (const { statement } of matching) {
      this.#unused.delete(statement);
      this.#used.add(keyOf(statement));
    }
    return matching.map(({ statement }) => statement);
  }

  /** Whether a statement provided a value, for any of the sides that share its file. */
  hasUsed(statement: Statement): boolean {
    return this.#used.has(keyOf(statement));
  }

  /** Statements that provided no value. */
  get unused(): ReadonlySet<Statement> {
    return this.#unused;
  }
}

/** Entries that matched no run on any side that has them: a misspelt path would silently state nothing. */
export function unmatched(sides: readonly Statements[], config: readonly Statement[]): Problem[] {
  const isOfAll = new Set(config);
  const everywhere = config.filter((statement) => sides.every(({ unused }) => unused.has(statement)));
  const beside = sides
    .flatMap(({ unused }) => [...unused].filter((statement) => !isOfAll.has(statement)))
    .filter((statement) => !sides.some((side) => side.hasUsed(statement)));
  return [...everywhere, ...beside].map(({ match, folder, place }) => {
    const paths = folder === '' ? '' : `, relative to ${folder}`;
    const message = `overrides: no run was read from a file that matches ${match}${paths}`;
    const { line, column } = place?.position ?? { line: null, column: null };
    return { ...problem('warning', 'unmatched-scope', message, place?.file), line, column };
  });
}

function keyOf({ match, folder, place }: Statement): string {
  return JSON.stringify([folder, match, place?.file, place?.position]);
}

function entryOf(statement: Statement): Entry {
  const { match, folder } = statement;
  const glob = match === null ? null : globMatcher(match.replace(/^\.\//, ''));
  const matches = (path: string) => path.startsWith(folder) && (glob === null || glob(path.slice(folder.length)));
  return { statement, matches };
}
