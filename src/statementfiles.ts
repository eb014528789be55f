import { mayState } from './beside.ts';
import { isEmpty } from './config.ts';
import { contentsOf, type ReadableFile } from './filecontents.ts';
import type { FileContent, FoundFile, FoundFiles, Source } from './input/files.ts';
import { otherEnding } from './naming.ts';
import { type Companion, statementsOf } from './report/companion.ts';
import { companionOf, isSurelyCompanion } from './report/companions.ts';
import { Findings } from './report/finding.ts';
import { REPLACED, unreliable } from './report/foreign.ts';
import { placesIn } from './report/raw/documents.ts';
import { located, type Reading } from './report/read.ts';
import { isRecord } from './report/recognise.ts';
import { STATEMENT_FILE, statementsIn } from './report/statement.ts';
import { decode, textOf } from './report/text.ts';
import { documentOf, parse } from './report/yaml.ts';
import { append } from './run/append.ts';
import { folderOf, nameOf } from './run/filepath.ts';
import { formatPlural } from './run/number.ts';
import { type Problem, problem } from './run/problem.ts';
import type { Statements } from './statements.ts';

/** The largest file of statements, in bytes. */
const MAX_STATEMENT_BYTES = 2 ** 20;

/** Files that state something about others, and are not results: those of a user, and those that accompany results. */
export class StatementFiles {
  readonly #source: Source;
  readonly #statements: Statements;
  readonly #config: string | null;
  readonly #companions = new Map<string, Companion>();

  /**
   * @param statements receives what the files say
   * @param config the config file, which may have the name of a file of statements; null if there is none
   */
  constructor(source: Source, statements: Statements, config: string | null) {
    this.#source = source;
    this.#statements = statements;
    this.#config = config;
  }

  /** Whether a file that was read turned out to accompany results. */
  hasCompanion({ absolute }: FoundFile): boolean {
    return this.#companions.has(absolute);
  }

  /**
   * Reads what files next to results say. In `.github`, a file with the name of a user's statements is a config file.
   *
   * @param areWhole whether everything that they refer to is read; for files in folders above, that is uncertain
   * @returns what is wrong with the files
   */
  async read(files: readonly FoundFile[], areWhole: boolean): Promise<Problem[]> {
    const problems: Problem[] = [];
    const beside = files.filter((file) => {
      const { path, absolute } = file;
      const isConfig = absolute === this.#config || /(^|\/)\.github\/[^/]*$/.test(path);
      return mayState(file) && !isConfig && this.#statements.isNew(path);
    });
    const paths = new Set(beside.map(({ path }) => path));
    for await (const file of contentsOf(this.#source, beside)) {
      const twin = twinOf(file.path, paths);
      if (twin !== null) problems.push(unlikeTwin(file.path, twin));
      else if (!STATEMENT_FILE.test(nameOf(file.path))) append(problems, this.#readCompanion(file));
      else append(problems, this.#readOne(file, areWhole));
    }
    return problems;
  }

  /** Reads what a user states in a file. */
  #readOne({ path, content }: ReadableFile, areWhole: boolean): Problem[] {
    const refusal = refusalOf(path, content);
    if (refusal !== null) return [refusal];
    const text = textOf((content as FileContent).bytes);
    if (text === null) return [problem('error', 'not-text', 'expected text in UTF-8, found other bytes', path)];
    if (isEmpty(text)) return [];
    const findings = new Findings();
    const document = documentOf(text, findings);
    const file = { path, folder: folderOf(path), place: placesIn(text) };
    this.#statements.add((findings.hasError ? null : statementsIn(document, file, findings)) ?? [], areWhole);
    return located(path, text, findings);
  }

  /** Reads what a file that accompanies results states; one that turns out not to is left to be read as a result. */
  #readCompanion({ path, absolute, content }: ReadableFile): Problem[] {
    const decoded = content instanceof Error || content.limit !== null ? null : decode(content.bytes);
    if (decoded === null) return [];
    const { text, foreign } = decoded;
    const parsed = parse(text);
    const name = nameOf(path);
    if ('unreadable' in parsed) {
      const { severity, message, code, position } = { severity: 'error' as const, ...parsed.unreadable };
      const { line = null, column = null } = position ?? {};
      return isSurelyCompanion(name, text) ? [{ severity, code, file: path, line, column, message }] : [];
    }
    const { document } = parsed;
    const companion = companionOf(name, document);
    if (companion === null || !isRecord(document)) return [];
    const findings = new Findings();
    const file = { document, name, path, place: placesIn(text) };
    const why = foreign === null ? null : unreliable(document);
    if (why !== null) findings.error('not-text', null, why, foreign);
    else if (foreign !== null) findings.warn('not-utf-8', null, REPLACED, foreign);
    if (why === null) this.#statements.add(statementsOf(companion, file, findings), false);
    this.#companions.set(absolute, companion);
    return located(path, text, findings);
  }

  /** One notice for all files whose results are missing. */
  alone(found: readonly FoundFiles[], readings: readonly Reading[]): Problem[] {
    const folders = foldersAbove(readings.filter(({ run }) => run !== null));
    const isAlone = ({ path }: FoundFile) => !folders.has(folderOf(path));
    const companions = found.flatMap(({ files }) => files).filter((file) => this.hasCompanion(file));
    const [first, ...others] = companions.filter(isAlone);
    if (first === undefined) return [];
    const name = this.#companions.get(first.absolute)?.name ?? first.path;
    const more = others.length === 0 ? '' : ` (and ${formatPlural(others.length, 'more such file')})`;
    return [problem('notice', 'no-measurement', `${name}: there are no results that it belongs to${more}`, first.path)];
  }
}

/** The folders that files are in, at any depth; each ends in a slash, and the outermost is empty. */
function foldersAbove(files: readonly { readonly path: string }[]): ReadonlySet<string> {
  const folders = new Set<string>();
  for (const { path } of files) {
    let folder = folderOf(path);
    while (!folders.has(folder)) {
      folders.add(folder);
      folder = folderOf(folder.slice(0, -1));
    }
  }
  return folders;
}

/** Why a file of statements is not read; null if it is. */
function refusalOf(path: string, content: FileContent | Error): Problem | null {
  if (content instanceof Error) return problem('error', 'unreadable', `cannot be read: ${content.message}`, path);
  if (content.bytes.length <= MAX_STATEMENT_BYTES && content.limit === null) return null;
  const message = `larger than ${MAX_STATEMENT_BYTES / 2 ** 20} MiB, too large for statements: none of it is read`;
  return problem('error', 'limit', message, path);
}

/** The `pareto-report.yml` next to a `pareto-report.yaml`, which is read instead of that; null if there is none. */
function twinOf(path: string, paths: ReadonlySet<string>): string | null {
  const other = STATEMENT_FILE.test(nameOf(path)) && path.endsWith('.yaml') ? otherEnding(path) : null;
  return other !== null && paths.has(other) ? other : null;
}

function unlikeTwin(path: string, twin: string): Problem {
  return problem('warning', 'unlike-statements', `not read, because ${twin} is next to it: merge the two`, path);
}
