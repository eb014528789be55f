import { type MeasurementRecord, measurementsOf } from './identity/measurement.ts';
import { commonplaceOf } from './input/commonplace.ts';
import type { FoundFiles, Source, UnsearchedPath } from './input/files.ts';
import { whyUnread } from './input/lack.ts';
import { type OwnReports, type PlacedReport, readOwnReports } from './ownreports.ts';
import type { Log } from './publish/log.ts';
import type { ReaderThreads } from './readerthreads.ts';
import { mayBeByproduct } from './report/byproducts.ts';
import { fill, type UserStatement } from './report/fill.ts';
import { Findings } from './report/finding.ts';
import { Neighbours, withNeighbours } from './report/neighbours.ts';
import type { OwnReport } from './report/own.ts';
import { problemsOf, type Reading, withoutPositions } from './report/read.ts';
import { mayHoldReport } from './report/recognise.ts';
import { readReports } from './reports.ts';
import { append } from './run/append.ts';
import { nameOf } from './run/filepath.ts';
import type { UserThroughput } from './run/metric.ts';
import { type Problem, problem } from './run/problem.ts';
import type { Run } from './run/run.ts';
import type { Runner } from './run/runner.ts';
import { StatementFiles } from './statementfiles.ts';
import type { Statements } from './statements.ts';
import { unreadFiles } from './unreadfiles.ts';

/** The result for the files of one side. */
export interface GatheredSide {
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
interface StrayFiles {
  /** The output folder, which is skipped. */
  readonly output: string;
  /** The config file, which may have the name of a file of statements; null if there is none. */
  readonly config: string | null;
  /** How files begin that earlier runs wrote for other programs, and that are not results. */
  readonly left: readonly RegExp[];
}

/** What reads the files, and where progress is reported. */
interface Readers {
  readonly source: Source;
  readonly threads: ReaderThreads;
  readonly log: Log;
}

/** Rank of a run that was read back from a report of this program, which has the best of all its files. */
const OWN_RANK = 100;

const NO_OWN: OwnReports = { own: [], problems: [] };

/** Reads the files of one side, and counts each measurement once. */
export class Gatherer {
  readonly #readers: Readers;
  readonly #stated: UserStatement;
  readonly #statements: Statements;
  readonly #others: StrayFiles;
  readonly #stating: StatementFiles;

  /**
   * @param stated what the user states about runs whose reports do not
   * @param statements what the config file states about some files; those next to the results of this side are added
   */
  constructor(readers: Readers, stated: UserStatement, statements: Statements, others: StrayFiles) {
    this.#readers = readers;
    this.#stated = stated;
    this.#statements = statements;
    this.#others = others;
    this.#stating = new StatementFiles(readers.source, statements, others.config);
  }

  /**
   * @param found what each of the given paths led to; reports come before a `report.json` that was made from them
   * @param kind what to read: benchmark reports, the program's own, or for each path the first of these that it
   * contains
   */
  async gather(found: readonly FoundFiles[], kind: 'reports' | 'own' | 'any'): Promise<GatheredSide> {
    const { source } = this.#readers;
    const { output, left } = this.#others;
    const problems: Problem[] = [];
    const readings: Reading[] = [];
    const own: PlacedReport[] = [];
    const empty: GatheredSide['empty'][number][] = [];
    const unread: Problem[] = [];
    for (const [index, one] of found.entries()) {
      append(problems, one.unsearched.map(unsearched));
      const before = problems.length;
      const reports = kind === 'own' ? [] : await this.#reports(one, problems);
      const hasRuns = reports.some(({ run }) => run !== null);
      const others = kind === 'reports' || hasRuns ? NO_OWN : await readOwnReports(source, one.files, { kind, output });
      append(problems, others.problems);
      append(readings, reports);
      append(own, others.own);
      const files = one.files.filter((file) => !this.#stating.hasCompanion(file));
      const isFound = others.own.length > 0;
      if (kind !== 'own' && !isFound) append(unread, await unreadFiles(source, files, reports, left));
      if (hasRuns || isFound) continue;
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
        ...this.#stating.alone(found, placed),
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

  /** Fills in what the run's own files leave out with what neighbouring files and the user state. */
  #filled(one: MeasurementRecord, neighbours: Neighbours): { run: Run; path: string; located: Reading['located'] } {
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

  async #reports({ files, beside, above }: FoundFiles, problems: Problem[]): Promise<Reading[]> {
    append(problems, await this.#stating.read(above, false));
    append(problems, await this.#stating.read(beside, true));
    const { source, threads, log } = this.#readers;
    const candidates = files.filter((file) => {
      const name = nameOf(file.path);
      return !this.#stating.hasCompanion(file) && (file.named || mayHoldReport(name) || mayBeByproduct(name));
    });
    const progress = (done: number) => log.progress('read', done, candidates.length);
    return readReports(candidates, beside, { source, threads, progress });
  }
}

/** Whether nothing is known about a run except that it failed. */
function isBare({ readings }: MeasurementRecord): boolean {
  return readings.every((reading) => reading.isBare);
}

/** Readings whose runs know which part of their paths is a name. */
function inPlace(readings: readonly Reading[], found: readonly FoundFiles[]): Reading[] {
  const commonplace = commonplaceOf(found);
  const paths = new Map(found.flatMap(({ files }) => files.map((file) => [file.path, commonplace.pathOf(file)])));
  return readings.map((reading) => {
    const { path: shown, run } = reading;
    const file = { shown, path: paths.get(shown) ?? shown, place: commonplace.name };
    return run === null ? reading : { ...reading, run: { ...run, files: [file] } };
  });
}

function onlyOne<Value>(values: readonly Value[]): Value | null {
  const [only, ...others] = new Map(values.map((value) => [JSON.stringify(value), value])).values();
  return others.length > 0 ? null : (only ?? null);
}

/** Runs of a report of this program, as if each had been read from a file of its own. */
function readingsOf({ path, runs }: PlacedReport): Reading[] {
  return runs.map((run, index) => ({
    ...{ path, kind: 'report', rank: OWN_RANK, hash: '', entry: { line: null, number: index + 1 }, uid: null, run },
    ...{ isSummary: false, isBare: false, parts: null, located: [], byproduct: null, isEmpty: false },
  }));
}

function unsearched(lack: UnsearchedPath): Problem {
  return problem('error', lack.kind === 'none' ? 'not-found' : 'not-had', whyUnread(lack), lack.path);
}
