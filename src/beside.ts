import type { FileContent, FoundFile, Source } from './input/files.ts';
import { COMPANION_FILE } from './report/companions.ts';
import { SUPPLEMENT_NAMES } from './report/harnesses.ts';
import type { Beside } from './report/raw/format.ts';
import { STATEMENT_FILE } from './report/statement.ts';
import { textOf } from './report/text.ts';
import { groupBy } from './run/groupby.ts';

/*
 * Files that are not results, but say something about the results next to them: what users state in a
 * `pareto-report.yml`, and supplements, parts of a result that its harness keeps in separate files, such as arguments
 * and percentiles.
 */

const supplements = SUPPLEMENT_NAMES.map((name) => name.replaceAll('.', '\\.')).join('|');

/** Names of files that accompany results, and are not results. */
export const BESIDE = new RegExp(`${STATEMENT_FILE.source}|^(${supplements})$`);

/** Whether a file contains a user's statements. */
function isStatement({ path }: FoundFile): boolean {
  return STATEMENT_FILE.test(nameIn(path));
}

/** Whether a file may state something about results, whoever wrote it. */
export function mayState(file: FoundFile): boolean {
  return isStatement(file) || COMPANION_FILE.test(nameIn(file.path));
}

/** Reads the supplements of results, folder by folder. */
export class Supplements {
  readonly #source: Source;
  readonly #byFolder: ReadonlyMap<string, readonly FoundFile[]>;
  #last: { readonly folder: string; readonly beside: Beside } | null = null;

  /** @param beside files found next to others, including supplements */
  constructor(source: Source, beside: readonly FoundFile[]) {
    this.#source = source;
    const files = beside.filter((file) => !mayState(file));
    this.#byFolder = new Map([...groupBy(files, ({ path }) => folderOf(path))]);
  }

  /** What is next to a file. Files of one folder are asked for in sequence, and its supplements are read once. */
  async of(path: string): Promise<Beside> {
    const folder = folderOf(path);
    if (this.#last?.folder === folder) return this.#last.beside;
    const texts = new Map<string, string | undefined>();
    for (const file of this.#byFolder.get(folder) ?? []) texts.set(nameIn(file.path), await this.#textOf(file));
    const beside: Beside = (name) => (texts.has(name) ? texts.get(name) : null);
    this.#last = { folder, beside };
    return beside;
  }

  async #textOf(file: FoundFile): Promise<string | undefined> {
    const content: FileContent | null = await this.#source.read(file).catch(() => null);
    return content === null || content.limit !== null ? undefined : (textOf(content.bytes) ?? undefined);
  }
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

function nameIn(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
