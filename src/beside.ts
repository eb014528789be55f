import type { FileContent, FoundFile, Source } from './input/files.ts';
import { COMPANION_FILE } from './report/companions.ts';
import { SUPPLEMENT_NAMES } from './report/harnesses.ts';
import type { SiblingReader } from './report/raw/format.ts';
import { STATEMENT_FILE } from './report/statement.ts';
import { textOf } from './report/text.ts';
import { folderOf, nameOf } from './run/filepath.ts';

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
  return STATEMENT_FILE.test(nameOf(path));
}

/** Whether a file may state something about results, whoever wrote it. */
export function mayState(file: FoundFile): boolean {
  return isStatement(file) || COMPANION_FILE.test(nameOf(file.path));
}

/** Reads the supplements of results, folder by folder. */
export class Supplements {
  readonly #source: Source;
  #last: { readonly folder: string; readonly beside: SiblingReader } | null = null;

  constructor(source: Source) {
    this.#source = source;
  }

  /**
   * What is next to a file. The files of one folder must be asked for in sequence: its supplements are read once.
   *
   * @param beside files found next to this and others, including supplements
   */
  async of(path: string, beside: readonly FoundFile[]): Promise<SiblingReader> {
    const folder = folderOf(path);
    if (this.#last?.folder === folder) return this.#last.beside;
    const texts = new Map<string, string | undefined>();
    for (const file of beside) {
      if (folderOf(file.path) === folder && !mayState(file)) texts.set(nameOf(file.path), await this.#textOf(file));
    }
    const lying: SiblingReader = (name) => (texts.has(name) ? texts.get(name) : null);
    this.#last = { folder, beside: lying };
    return lying;
  }

  async #textOf(file: FoundFile): Promise<string | undefined> {
    const content: FileContent | null = await this.#source.read(file).catch(() => null);
    return content === null || content.limit !== null ? undefined : (textOf(content.bytes) ?? undefined);
  }
}
