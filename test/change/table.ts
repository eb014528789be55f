import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A change, and the files that CONTRIBUTING.md says it touches: by hand, and by scripts. */
interface ChangeRow {
  readonly change: string;
  readonly files: readonly string[];
  readonly generated: readonly string[];
}

const CONTRIBUTING = readFileSync(join(import.meta.dirname, '../../CONTRIBUTING.md'), 'utf8');

/** The table of changes, in its order. */
export const CHANGE_TABLE: readonly ChangeRow[] = rowsUnder('| change | files | written by scripts |').map((cells) => {
  const [change = '', files = '', generated = ''] = cells;
  return { change: change.replace(/^\[(.*)\]\(.*\)$/, '$1'), files: pathsIn(files), generated: pathsIn(generated) };
});

/** Whether a path is one that the table names: `<name>` is a word of its author's, and a folder is all that is in it. */
export function matches(named: string, path: string): boolean {
  const escaped = named.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(/<[a-z ]+>/g, '[^/]+');
  return new RegExp(`^${escaped}${named.endsWith('/') ? '' : '$'}`).test(path);
}

function rowsUnder(head: string): string[][] {
  const [, after = ''] = CONTRIBUTING.split(`${head}\n`);
  const [table = ''] = after.split('\n\n');
  const lines = table.split('\n').slice(1);
  return lines.map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

function pathsIn(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, path = '']) => path);
}
