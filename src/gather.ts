import { isAbsolute, relative } from 'node:path';
import { isEmpty } from './config.ts';
import type { FileContent, FoundFile, Source, Unsearched } from './input/files.ts';
import type { Log } from './publish/log.ts';
import { fill, type Stated } from './report/fill.ts';
import { Findings } from './report/finding.ts';
import { looksOwn, type OwnRun, readOwn } from './report/own.ts';
import { placesIn } from './report/raw/documents.ts';
import { located, problemsOf, type Reading, ReportReader, type SourceFile } from './report/read.ts';
import { mayHoldReport } from './report/recognise.ts';
import { STATEMENT_FILE, statementsIn } from './report/statement.ts';
import { textOf } from './report/text.ts';
import { distinct } from './report/twins.ts';
import { parse } from './report/yaml.ts';
import { type Problem, problem } from './run/problem.ts';
import type { Run } from './run/run.ts';
import type { Statements } from './statements.ts';

/** What some paths came to: each run once, and what was wrong. */
export interface Gathered {
  readonly runs: readonly Run[];
  readonly problems: readonly Problem[];
  /** Files that were found, of whatever kind. */
  readonly files: number;
}

/** What the program's own reports under some paths came to. */
export interface GatheredOwn {
  readonly runs: readonly OwnRun[];
  readonly problems: readonly Problem[];
  /** Files that were found, of whatever kind. */
  readonly files: number;
}

/** What may lie among the results and is none of them. */
interface Others {
  /** The output folder, which is passed over. */
  readonly output: string;
  /** The config file, which may be called as a file of statements. */
  readonly config: string | null;
}

/** Largest `report.json` that is read back: one of 12,000 runs has some 40 MB. */
const MAX_OWN_BYTES = 256 * 2 ** 20;

/** Finds, reads and counts once all reports under some paths. */
export class Gatherer {
  readonly #source: Source;
  readonly #stated: Stated;
  readonly #statements: Statements;
  readonly #statementFiles = new Set<string>();
  readonly #exclude: string;
  readonly #config: string | null;
  readonly #log: Log;

  /**
   * @param stated what the user says of runs whose report does not
   * @param statements what the config file says of some files; those beside the results are added
   */
  constructor(source: Source, stated: Stated, statements: Statements, { output, config }: Others, log: Log) {
    this.#source = source;
    this.#stated = stated;
    this.#statements = statements;
    this.#exclude = output;
    this.#config = config;
    this.#log = log;
  }

  async reports(paths: readonly string[]): Promise<Gathered> {
    const found = await this.#source.find(paths, this.#exclude, STATEMENT_FILE);
    const said = [
      ...(await this.#readStatements(found.above, false)),
      ...(await this.#readStatements(found.beside, true)),
    ];
    const candidates = found.files.filter(
      ({ path, named }) => named || mayHoldReport(path.slice(path.lastIndexOf('/') + 1)),
    );
    const reader = new ReportReader(this.#stated, this.#statements.on);
    const readings: Reading[] = [];
    let files = 0;
    for await (const { path, content } of this.#contents(candidates)) {
      const read =
        content instanceof Error
          ? [reader.unreadable(path, content.message)]
          : orUnreadable(
              () => reader.read({ path, ...content }),
              (reason) => [reader.unreadable(path, reason)],
            );
      readings.push(...read);
      files += 1;
      this.#log.progress(files, candidates.length);
    }
    const { readings: counted, problems } = distinct(readings);
    return {
      runs: counted.flatMap(({ run }) => (run === null ? [] : [run])),
      problems: [
        ...found.unsearched.map(unsearched),
        ...said,
        ...problemsOf(counted),
        ...problems,
        ...otherFiles(found.files, readings),
      ],
      files: found.files.length,
    };
  }

  /** Runs in the program's own `report.json` files under some paths. */
  async own(paths: readonly string[]): Promise<GatheredOwn> {
    // An earlier report may lie in the very folder that this one will be written to.
    const found = await this.#source.find(paths, '');
    // A pipe has no name that tells.
    const candidates = found.files.filter(({ path, named }) => named || path.endsWith('.json'));
    const runs: OwnRun[] = [];
    const problems = found.unsearched.map(unsearched);
    for await (const { path, absolute, content } of this.#contents(candidates, MAX_OWN_BYTES)) {
      if (content instanceof Error) continue;
      const read = ownRuns({ path, ...content }, this.#stated);
      runs.push(...read.runs);
      problems.push(...read.problems);
      const place = relative(this.#exclude, isAbsolute(this.#exclude) ? absolute : path);
      if (read.runs.length > 0 && !place.startsWith('..')) problems.push(replaced(path));
    }
    return { runs, problems, files: found.files.length };
  }

  /**
   * Takes in what files beside results say; what is wrong with them. Config files have the same name in `.github`.
   *
   * @param areWhole whether all that they speak of is read; of files above it may not be
   */
  async #readStatements(files: readonly FoundFile[], areWhole: boolean): Promise<Problem[]> {
    const problems: Problem[] = [];
    const beside = files.filter(({ path, absolute }) => {
      const isConfig = absolute === this.#config || /(^|\/)\.github\/[^/]*$/.test(path);
      return !isConfig && !this.#statementFiles.has(path);
    });
    for await (const { path, content } of this.#contents(beside)) {
      this.#statementFiles.add(path);
      if (content instanceof Error) {
        problems.push(problem('error', 'unreadable', `cannot be read: ${content.message}`, path));
        continue;
      }
      const text = textOf(content.bytes);
      if (text === null) problems.push(problem('error', 'not-text', 'expected text in UTF-8, found other bytes', path));
      if (text === null || isEmpty(text)) continue;
      const findings = new Findings();
      const document = documentOf(text, findings);
      const place = placesIn(text);
      this.#statements.add((findings.hasError ? null : statementsIn(document, path, place, findings)) ?? [], areWhole);
      problems.push(...located(path, text, findings));
    }
    return problems;
  }

  async *#contents(
    files: readonly FoundFile[],
    limit?: number,
  ): AsyncGenerator<{ path: string; absolute: string; content: FileContent | Error }> {
    for (const file of files) {
      const content = await this.#source.read(file, limit).catch((error: Error) => error);
      yield { path: file.path, absolute: file.absolute, content };
    }
  }
}

/** A file that is read in pieces may fail on the way. */
function orUnreadable<Result>(read: () => Result, otherwise: (reason: string) => Result): Result {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    return otherwise(error.message);
  }
}

function ownRuns({ path, bytes, limit }: SourceFile, stated: Stated): Omit<GatheredOwn, 'files'> {
  const text = textOf(bytes, limit !== null);
  if (text === null || !looksOwn(text)) return { runs: [], problems: [] };
  const findings = new Findings();
  if (limit !== null) findings.error('limit', null, `larger than ${limit / 2 ** 20} MiB`);
  const document = limit === null ? documentOf(text, findings) : null;
  const runs = (document === null ? null : readOwn(document, findings)) ?? [];
  const filled = runs.map((own) => ({ ...own, run: fill(own.run, stated, findings) }));
  return { runs: filled, problems: located(path, text, findings) };
}

/** The JSON in a text; null where it is cut off or broken, as `findings` say. */
function documentOf(text: string, findings: Findings): unknown {
  const parsed = parse(text);
  if (!('unreadable' in parsed)) return parsed.document;
  const { code, message, position } = parsed.unreadable;
  findings.error(code, null, message, position);
  return null;
}

function replaced(path: string): Problem {
  const message =
    'baseline lies in the output folder and is replaced by this report: keep it elsewhere, or the next run compares with this one';
  return problem('warning', 'replaced-baseline', message, path);
}

function unsearched({ path, kind, reason }: Unsearched): Problem {
  return problem('error', kind === 'none' ? 'not-found' : 'not-had', `cannot be searched: ${reason}`, path);
}

/** One notice for all files that hold no report. */
function otherFiles(files: readonly FoundFile[], readings: readonly Reading[]): Problem[] {
  const reports = new Set(readings.filter(({ kind }) => kind === 'report').map(({ path }) => path));
  const others = files.filter(({ path }) => !reports.has(path));
  const [first] = others;
  if (first === undefined) return [];
  const some = others.length === 1 ? `${first.path} holds` : `${others.length} files (${first.path}, …) hold`;
  return [problem('notice', 'not-a-report', `${some} no benchmark report: not read`)];
}
