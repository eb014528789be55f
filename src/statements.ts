import picomatch from 'picomatch';
import type { Statement } from './report/statement.ts';
import { type Problem, problem } from './run/problem.ts';

interface Entry {
  readonly statement: Statement;
  readonly matches: (path: string) => boolean;
}

/** What is said of files: in the config file, which comes first, and in files beside them, the nearest first. */
export class Statements {
  #config: readonly Entry[];
  #beside: readonly Entry[] = [];
  readonly #unused: Set<Statement>;

  /** @param config in the order written: later ones win */
  constructor(config: readonly Statement[]) {
    this.#config = config.toReversed().map(entryOf);
    this.#unused = new Set(config);
  }

  /**
   * Adds the statements of files beside results.
   *
   * @param areWhole whether one that matches nothing is a mistake
   */
  add(statements: readonly Statement[], areWhole: boolean): void {
    const entries = [...this.#beside, ...statements.map(entryOf)];
    this.#beside = entries.toSorted((a, b) => b.statement.folder.length - a.statement.folder.length);
    for (const statement of statements) if (areWhole && statement.match !== null) this.#unused.add(statement);
  }

  /** What is said of the runs of a file; the first that says something wins. */
  readonly on = (path: string): readonly Statement[] => {
    const matching = [...this.#config, ...this.#beside].filter(({ matches }) => matches(path));
    for (const { statement } of matching) this.#unused.delete(statement);
    return matching.map(({ statement }) => statement);
  };

  /** Entries that matched no run: a misspelt path would state nothing in silence. */
  get unused(): Problem[] {
    return [...this.#unused].map(({ match, folder, place }) => {
      const paths = folder === '' ? '' : `, a path from ${folder}`;
      const message = `overrides: no run was read from a file that matches ${match}${paths}`;
      const { line, column } = place?.position ?? { line: null, column: null };
      return { ...problem('warning', 'unmatched-scope', message, place?.file), line, column };
    });
  }
}

function entryOf(statement: Statement): Entry {
  const { match, folder } = statement;
  const glob = match === null ? null : picomatch(match.replace(/^\.\//, ''), { dot: true });
  const matches = (path: string) => path.startsWith(folder) && (glob === null || glob(path.slice(folder.length)));
  return { statement, matches };
}
