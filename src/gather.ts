import { isAbsolute } from 'node:path';
import { mayState, Supplements } from './beside.ts';
import { Breath } from './breath.ts';
import { isEmpty } from './config.ts';
import { type Measured, measurementsOf } from './identity/measurement.ts';
import { commonplaceOf } from './input/commonplace.ts';
import {
  type FileContent,
  type Found,
  type FoundFile,
  HEAD_BYTES,
  type Source,
  type Unsearched,
} from './input/files.ts';
import { whyUnread } from './input/lack.ts';
import { isWithin } from './input/spelledpath.ts';
import { otherEnding } from './naming.ts';
import type { Log } from './publish/log.ts';
import { mayBeByproduct } from './report/byproducts.ts';
import { type Companion, statementsOf } from './report/companion.ts';
import { companionOf, isSurelyCompanion } from './report/companions.ts';
import { fill, type Stated } from './report/fill.ts';
import { Findings } from './report/finding.ts';
import { REPLACED, unreliable } from './report/foreign.ts';
import { Neighbours, withNeighbours } from './report/neighbours.ts';
import { looksOwn, type OwnReport, readOwn } from './report/own.ts';
import { placesIn } from './report/raw/documents.ts';
import { located, NOT_MADE, problemsOf, type Reading, ReportReader, withoutPositions } from './report/read.ts';
import { isRecord, mayHoldReport } from './report/recognise.ts';
import { STATEMENT_FILE, statementsIn } from './report/statement.ts';
import { type Decoded, decode, textOf } from './report/text.ts';
import { parse } from './report/yaml.ts';
import { append } from './run/append.ts';
import { groupBy } from './run/groupby.ts';
import type { UserThroughput } from './run/metric.ts';
import { type Problem, problem } from './run/problem.ts';
import type { Run } from './run/run.ts';
import type { Runner } from './run/runner.ts';
import type { Statements } from './statements.ts';

/** The result for the files of one side. */
export interface Gathered {
  /** One run per measurement. */
  readonly runs: readonly Run[];
  readonly problems: readonly Problem[];
  /** Files that were found, of whatever kind. */
  readonly files: number;
  /** How this program's reports among them define tok/s/user; null if there are none. */
  readonly userThroughput: UserThroughput | null;
  /** Whether everything comes from reports that were written before they kept the sweep. */
  readonly isOlder: boolean;
  /** The commit that this program's reports among them measured; null if none says so, or they differ. */
  readonly commit: string | null;
  /** The machine that they were measured on; null if none says so, or they differ. */
  readonly runner: Runner | null;
  /** Which of the paths yielded no run, and what was wrong with their files; null if nothing was. */
  readonly empty: readonly { readonly index: number; readonly refused: string | null }[];
  /** What this program's reports called configurations, by file. */
  readonly names: OwnReport['names'];
}

/** Files that may be among the results without being results. */
interface Others {
  /** The output folder, which is skipped. */
  readonly output: string;
  /** The config file, which may have the name of a file of statements; null if there is none. */
  readonly config: string | null;
  /** How files begin that earlier runs wrote for other programs, and that are not results. */
  readonly left: readonly RegExp[];
}

/** Rank of a run that was read back from a report of this program, which has the best of all its files. */
const OWN_RANK = 100;

/** The largest `report.json` that is read back, in bytes: one with 12,000 runs has some 50 MB. */
const MAX_OWN_BYTES = 256 * 2 ** 20;
/** The largest file of statements, in bytes. */
const MAX_STATEMENT_BYTES = 2 ** 20;

interface Own extends OwnReport {
  readonly path: string;
}

/** Reads the files of one side, and counts each measurement once. */
export class Gatherer {
  readonly #source: Source;
  readonly #stated: Stated;
  readonly #statements: Statements;
  readonly #others: Others;
  readonly #log: Log;
  /** Files that state something about others, and are not results. */
  readonly #companions = new Map<string, Companion>();

  /**
   * @param stated what the user states about runs whose reports do not
   * @param statements what the config file states about some files; those next to the results of this side are added
   */
  constructor(source: Source, stated: Stated, statements: Statements, others: Others, log: Log) {
    this.#source = source;
    this.#stated = stated;
    this.#statements = statements;
    this.#others = others;
    this.#log = log;
  }

  /**
   * @param found what each of the given paths led to; reports come before a `report.json` that was made from them
   * @param kind what to read: benchmark reports, the program's own, or for each path the first of these that it
   * contains
   */
  async gather(found: readonly Found[], kind: 'reports' | 'own' | 'any'): Promise<Gathered> {
    const problems: Problem[] = [];
    const readings: Reading[] = [];
    const own: Own[] = [];
    const empty: Gathered['empty'][number][] = [];
    const unread: Problem[] = [];
    for (const [index, one] of found.entries()) {
      append(problems, one.unsearched.map(unsearched));
      const before = problems.length;
      const reports = kind === 'own' ? [] : await this.#reports(one, problems);
      const hasRuns = reports.some(({ run }) => run !== null);
      const others = kind === 'reports' || hasRuns ? [] : await this.#own(one, problems, kind);
      append(readings, reports);
      append(own, others);
      const files = one.files.filter(({ absolute }) => !this.#companions.has(absolute));
      if (kind !== 'own' && others.length === 0) append(unread, await this.#otherFiles(files, reports));
      if (hasRuns || others.length > 0) continue;
      const refused = [...problems.slice(before), ...problemsOf(reports)].find(({ severity }) => severity === 'error');
      empty.push({ index, refused: refused?.message ?? null });
    }
    const placed = inPlace(readings, found);
    const { measured, told, problems: said } = measurementsOf([...placed, ...own.flatMap(readingsOf)]);
    const results = measured.some(isBare) ? measured.filter((one) => !isBare(one)) : [];
    const neighbours = new Neighbours(results.map(({ run }) => run));
    const filled = measured.map((one) => this.#filled(one, neighbours));
    return {
      runs: filled.map(({ run }) => run),
      problems: [
        ...problems,
        ...problemsOf([...told, ...filled.map(({ path, located: places }) => ({ path, located: places }))]),
        ...said,
        ...this.#alone(found, placed),
        ...unread,
      ],
      files: found.reduce((sum, { files }) => sum + files.length, 0),
      userThroughput: own[0]?.userThroughput ?? null,
      isOlder:
        own.some(({ isOlder }) => isOlder) &&
        own.every(({ isOlder }) => isOlder) &&
        placed.every(({ run }) => run === null),
      commit: onlyOne(own.flatMap(({ commit }) => commit ?? [])),
      runner: onlyOne(own.flatMap(({ runner }) => runner ?? [])),
      empty,
      names: new Map(own.flatMap(({ names }) => [...names])),
    };
  }

  /** With what files beside it and the user state, where its own do not. */
  #filled(one: Measured, neighbours: Neighbours): { run: Run; path: string; located: Reading['located'] } {
    const { run, readings } = one;
    const [reading] = readings;
    const findings = new Findings();
    const measured = isBare(one) ? withNeighbours(run, neighbours.of(run), findings) : run;
    const isOwn = reading?.rank === OWN_RANK;
    const statements = isOwn ? [] : this.#statements.on(measured.files.map(({ shown }) => shown));
    const filled = fill(measured, this.#stated, findings, statements);
    const told = new Set(readings.flatMap(({ located: found }) => found.map(({ finding }) => finding.kind)));
    const news = withoutPositions(findings).filter(({ finding: { kind } }) => kind === null || !told.has(kind));
    return { run: filled, path: reading?.path ?? '', located: news };
  }

  async #reports({ files, beside, above }: Found, problems: Problem[]): Promise<Reading[]> {
    append(problems, await this.#readStatements(above, false));
    append(problems, await this.#readStatements(beside, true));
    const supplements = new Supplements(this.#source, beside);
    const candidates = files.filter(
      ({ path, absolute, named }) =>
        !this.#companions.has(absolute) && (named || mayHoldReport(nameOf(path)) || mayBeByproduct(nameOf(path))),
    );
    const reader = new ReportReader();
    const readings: Reading[] = [];
    let done = 0;
    const breath = new Breath();
    for await (const { path, content } of this.#contents(candidates)) {
      const lying = await supplements.of(path);
      const read =
        content instanceof Error
          ? [reader.unreadable(path, content.message)]
          : orUnreadable(
              () => reader.read({ path, ...content, beside: lying }),
              (reason) => [reader.unreadable(path, reason)],
            );
      append(readings, read);
      done += 1;
      this.#log.progress('read', done, candidates.length);
      await breath.take();
    }
    return readings;
  }

  /** The program's own reports among some files; `kind` as above. */
  async #own({ files }: Found, problems: Problem[], kind: 'own' | 'any'): Promise<Own[]> {
    // A pipe has no name that tells.
    const candidates = files.filter(({ path, named }) => named || path.endsWith('.json'));
    const own: Own[] = [];
    for await (const { path, absolute, content } of this.#contents(candidates, MAX_OWN_BYTES)) {
      if (content instanceof Error) {
        // Where any kind of report may be there, it has been said already.
        if (kind === 'own') problems.push(problem('error', 'unreadable', `cannot be read: ${content.message}`, path));
        continue;
      }
      const decoded = decode(content.bytes, content.limit !== null);
      if (decoded === null || !looksOwn(decoded.text)) continue;
      const findings = new Findings();
      const report = ownReportIn(decoded, content.limit, findings);
      append(problems, located(path, decoded.text, findings));
      if (report === null || report.runs.length === 0) continue;
      own.push({ ...report, path });
      if (report.isOlder) problems.push(older(path));
      if (this.#isReplaced(path, absolute)) problems.push(replaced(path));
    }
    return own;
  }

  #isReplaced(path: string, absolute: string): boolean {
    const { output } = this.#others;
    return isWithin(output, isAbsolute(output) ? absolute : path);
  }

  /**
   * Takes in what files beside results say, a user's and those that belong to results; what is wrong with them. Config
   * files have the same name as a user's in `.github`.
   *
   * @param areWhole whether all that they speak of is read; of files above it may not be
   */
  async #readStatements(files: readonly FoundFile[], areWhole: boolean): Promise<Problem[]> {
    const problems: Problem[] = [];
    const beside = files.filter((file) => {
      const { path, absolute } = file;
      const isConfig = absolute === this.#others.config || /(^|\/)\.github\/[^/]*$/.test(path);
      return mayState(file) && !isConfig && this.#statements.isNew(path);
    });
    const paths = new Set(beside.map(({ path }) => path));
    for await (const { path, absolute, content } of this.#contents(beside)) {
      const twin = twinOf(path, paths);
      if (twin !== null) {
        problems.push(
          problem('warning', 'unlike-statements', `not read, since ${twin} lies beside it: join them`, path),
        );
        continue;
      }
      if (!STATEMENT_FILE.test(nameOf(path))) {
        append(problems, this.#readCompanion(path, absolute, content));
        continue;
      }
      if (content instanceof Error) {
        problems.push(problem('error', 'unreadable', `cannot be read: ${content.message}`, path));
        continue;
      }
      if (content.bytes.length > MAX_STATEMENT_BYTES || content.limit !== null) {
        const message = `larger than ${MAX_STATEMENT_BYTES / 2 ** 20} MiB, too large for statements: none of it is read`;
        problems.push(problem('error', 'limit', message, path));
        continue;
      }
      const text = textOf(content.bytes);
      if (text === null) problems.push(problem('error', 'not-text', 'expected text in UTF-8, found other bytes', path));
      if (text === null || isEmpty(text)) continue;
      const findings = new Findings();
      const document = documentOf(text, findings);
      const file = { path, folder: path.slice(0, path.lastIndexOf('/') + 1), place: placesIn(text) };
      this.#statements.add((findings.hasError ? null : statementsIn(document, file, findings)) ?? [], areWhole);
      append(problems, located(path, text, findings));
    }
    return problems;
  }

  /** Takes in what a file states that belongs to results; one that proves to be no such file is left for them. */
  #readCompanion(path: string, absolute: string, content: FileContent | Error): Problem[] {
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

  /** What is said of files that hold no report. */
  async #otherFiles(files: readonly FoundFile[], readings: readonly Reading[]): Promise<Problem[]> {
    const reports = new Set(readings.filter(({ kind }) => kind === 'report').map(({ path }) => path));
    const folders = new Set([...reports].map(folderOf));
    const alone = readings.filter(({ path, byproduct }) => byproduct !== null && !folders.has(folderOf(path)));
    const told = new Set([...reports, ...alone.map(({ path }) => path)]);
    const strangers: FoundFile[] = [];
    for (const file of files) if (!told.has(file.path) && !(await this.#isLeft(file))) strangers.push(file);
    return [...byproductsAlone(alone), ...unlike(strangers)];
  }

  /** Whether a file that lies among the results is one for another program, which an earlier run has left there. */
  async #isLeft(file: FoundFile): Promise<boolean> {
    if (file.named) return false;
    const content = await this.#source.read(file, HEAD_BYTES).catch(() => null);
    const text = content === null ? null : textOf(content.bytes, content.limit !== null);
    return text !== null && this.#others.left.some((beginning) => beginning.test(text));
  }

  /** One notice for all files that belong to results which are not there. */
  #alone(found: readonly Found[], readings: readonly Reading[]): Problem[] {
    const results = readings.filter(({ run }) => run !== null);
    const isAlone = ({ path }: FoundFile) => {
      return !results.some((result) => result.path.startsWith(folderOf(path)));
    };
    const companions = found.flatMap(({ files }) => files).filter(({ absolute }) => this.#companions.has(absolute));
    const [first, ...others] = companions.filter(isAlone);
    if (first === undefined) return [];
    const name = this.#companions.get(first.absolute)?.name ?? first.path;
    const more = others.length === 0 ? '' : ` (and ${others.length} more such files)`;
    return [problem('notice', 'no-measurement', `${name}: there are no results that it belongs to${more}`, first.path)];
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

/** The `pareto-report.yml` that lies beside a `pareto-report.yaml`, and is the one that is read; null where none does. */
function twinOf(path: string, paths: ReadonlySet<string>): string | null {
  const other = STATEMENT_FILE.test(nameOf(path)) && path.endsWith('.yaml') ? otherEnding(path) : null;
  return other !== null && paths.has(other) ? other : null;
}

/** Whether all that is known of a run is that it failed. */
function isBare({ readings }: Measured): boolean {
  return readings.every((reading) => reading.isBare);
}

/** Readings whose runs know what of their paths is a name. */
function inPlace(readings: readonly Reading[], found: readonly Found[]): Reading[] {
  const commonplace = commonplaceOf(found);
  const paths = new Map(found.flatMap(({ files }) => files.map((file) => [file.path, commonplace.pathOf(file)])));
  return readings.map((reading) => {
    const { path: shown, run } = reading;
    const file = { shown, path: paths.get(shown) ?? shown, place: commonplace.name };
    return run === null ? reading : { ...reading, run: { ...run, files: [file] } };
  });
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function onlyOne<Value>(values: readonly Value[]): Value | null {
  const [only, ...others] = new Map(values.map((value) => [JSON.stringify(value), value])).values();
  return others.length > 0 ? null : (only ?? null);
}

/** Runs of a report of this program, as if each had been read from a file of its own. */
function readingsOf({ path, runs }: Own): Reading[] {
  return runs.map((run) => ({
    ...{ path, kind: 'report', rank: OWN_RANK, hash: '', uid: null, run },
    ...{ isSummary: false, isBare: false, parts: NOT_MADE, located: [], byproduct: null },
  }));
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

/** The JSON in a text; null where it is cut off or broken, as `findings` say. */
function documentOf(text: string, findings: Findings): unknown {
  const parsed = parse(text);
  if (!('unreadable' in parsed)) return parsed.document;
  const { code, message, position } = parsed.unreadable;
  findings.error(code, null, message, position);
  return null;
}

/** The program's own report in a text that looks like one; null where it cannot be relied on, as `findings` say. */
function ownReportIn({ text, foreign }: Decoded, limit: number | null, findings: Findings): OwnReport | null {
  if (limit !== null) findings.error('limit', null, `larger than ${limit / 2 ** 20} MiB`);
  if (foreign !== null) findings.error('not-text', null, DAMAGED, foreign);
  const document = findings.hasError ? null : documentOf(text, findings);
  return document === null ? null : readOwn(document, findings);
}

const DAMAGED = 'a byte that is not UTF-8: it was damaged since it was written; generate that report again';

function replaced(path: string): Problem {
  const message =
    'baseline lies in the output folder and is replaced by this report: keep it elsewhere, or the next run compares with this one';
  return problem('warning', 'replaced-baseline', message, path);
}

function older(path: string): Problem {
  const message =
    'report of an earlier version of pareto-report, without its sweep: engine arguments, quantization and folder names are unknown; make the report again to have them';
  return problem('notice', 'older-report', message, path);
}

function unsearched(lack: Unsearched): Problem {
  return problem('error', lack.kind === 'none' ? 'not-found' : 'not-had', whyUnread(lack), lack.path);
}

/** One notice for all files of one harness whose summary lies elsewhere. */
function byproductsAlone(alone: readonly Reading[]): Problem[] {
  return [...groupBy(alone, ({ byproduct }) => byproduct?.keep)].map(([keep, [first, ...others]]) => {
    const more = others.length === 0 ? '' : ` (and ${others.length} more such files)`;
    const message = `${first?.byproduct?.name} is not read: give ${keep} of the same run instead${more}`;
    return problem('notice', 'no-measurement', message, first?.path);
  });
}

/** One notice for all files that nothing is known of. */
function unlike(others: readonly FoundFile[]): Problem[] {
  const [first] = others;
  if (first === undefined) return [];
  const some = others.length === 1 ? `${first.path} holds` : `${others.length} files (${first.path}, …) hold`;
  return [problem('notice', 'not-a-report', `${some} no benchmark report: not read`)];
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}
