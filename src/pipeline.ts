import { UserError } from './errors.ts';
import type { FileContent, FoundFile, Source, Unsearched } from './input/files.ts';
import type { Options } from './options.ts';
import { frontOf, mostlyFailed, type ScenarioFront } from './pareto/front.ts';
import { drawPlots, prepare } from './plot/plot.ts';
import type { OutputFile, Target } from './publish/folder.ts';
import type { Log } from './publish/log.ts';
import { problemsOf, type Reading, ReportReader } from './report/read.ts';
import { mayHoldReport } from './report/recognise.ts';
import { distinct } from './report/twins.ts';
import type { Problem } from './run/problem.ts';
import type { Run } from './run/run.ts';
import { scenariosOf } from './scenario/group.ts';
import { type Selection, select } from './scenario/select.ts';
import { renderCsv } from './summary/csv.ts';
import { JOB_SUMMARY_BYTES } from './summary/detail.ts';
import { namedImages, relativeImages } from './summary/image.ts';
import { renderJson } from './summary/json.ts';
import { renderMarkdown } from './summary/markdown.ts';
import { worstFirst } from './summary/problem.ts';
import type { CountedRun, Report } from './summary/report.ts';
import { renderTerminal } from './summary/terminal.ts';

/** The outside world. */
export interface World {
  readonly source: Source;
  readonly target: Target;
  readonly log: Log;
}

/** What a run of the program came to; the output folder is complete. */
export interface Outcome {
  readonly report: Report;
  readonly verdict: 'none';
  /** Plain text for a terminal. */
  readonly terminal: string;
  /** Markdown that fits a job summary. */
  readonly jobSummary: string;
}

/**
 * Reads reports, finds the fronts, draws them and writes the output folder.
 *
 * @throws UserError where no run is left to report; nothing is written then
 */
export async function runPipeline(options: Options, { source, target, log }: World): Promise<Outcome> {
  await target.check(options.output);
  if (options.plots === 'all') prepare();

  const found = await source.find(options.reports, options.output);
  const readings = await readAll(found.files, options, source, log);
  log.stage('read');

  const { readings: counted, problems: duplicates } = distinct(readings);
  const all = counted.flatMap(({ run }) => (run === null ? [] : [run]));
  const selection = select(all, options.filter, options.only);
  const { kept, leftOut } = selection;
  const scenarios = scenariosOf(kept, grouping(options)).map(frontOf);
  const problems = worstFirst([
    ...found.unsearched.map(unsearched),
    ...problemsOf(counted),
    ...duplicates,
    ...failedPoints(scenarios),
    ...otherFiles(found.files, readings),
  ]);
  log.problems(problems);
  requireRuns(selection, all.length, found.files.length, problems);
  log.stage('analyse');

  const plots = options.plots === 'all' ? await drawPlots(scenarios, options['user-throughput']) : [];
  const plotFiles = plots.map(({ scenario, kind, theme, format, bytes }) => ({
    scenario,
    kind,
    theme,
    format,
    path: `plots/${scenario}-${kind}-${theme}.${format}`,
    content: bytes,
  }));
  log.stage('draw');

  const report: Report = {
    userThroughput: options['user-throughput'],
    lengthTolerance: options['length-tolerance'],
    scenarios,
    runs: countedRuns(kept, scenarios),
    leftOut,
    problems,
    plots: plotFiles.flatMap(({ scenario, kind, theme, format, path }) =>
      format === 'png' ? [{ scenario, kind, theme, file: path }] : [],
    ),
  };
  const texts: OutputFile[] = [
    { path: 'runs.csv', content: renderCsv(report) },
    { path: 'summary.md', content: renderMarkdown(report, { images: relativeImages }) },
    { path: 'report.json', content: renderJson(report) },
  ];
  await target.write(options.output, [...plotFiles, ...texts]);
  log.stage('write');

  return {
    report,
    verdict: 'none',
    terminal: renderTerminal(report),
    jobSummary: renderMarkdown(report, { images: namedImages, limit: JOB_SUMMARY_BYTES }),
  };
}

/** Files that are read while earlier ones are parsed. */
const READ_AHEAD = 16;

async function readAll(
  files: readonly FoundFile[],
  { gpus, accelerator, label }: Options,
  source: Source,
  log: Log,
): Promise<Reading[]> {
  const reader = new ReportReader({ gpus, accelerator, label });
  const candidates = files.filter(({ path }) => mayHoldReport(path.slice(path.lastIndexOf('/') + 1)));
  const readings: Reading[] = [];
  for (let start = 0; start < candidates.length; start += READ_AHEAD) {
    const chunk = candidates.slice(start, start + READ_AHEAD);
    const contents = await Promise.all(chunk.map((file) => source.read(file).catch((error: Error) => error)));
    for (const [index, { path }] of chunk.entries()) {
      readings.push(readOne(reader, path, contents[index]));
    }
    log.progress(readings.length, candidates.length);
  }
  return readings;
}

function readOne(reader: ReportReader, path: string, content: FileContent | Error | undefined): Reading {
  if (content === undefined || content instanceof Error)
    return reader.unreadable(path, content?.message ?? 'no content');
  return reader.read({ path, ...content });
}

function grouping(options: Options) {
  return {
    userThroughput: options['user-throughput'],
    variant: options.variant,
    lengthTolerance: options['length-tolerance'],
  };
}

function requireRuns(selected: Selection, all: number, files: number, problems: readonly Problem[]): void {
  if (selected.kept.length > 0) return;
  if (all > 0) {
    const options = selected.leftOut.map(({ option }) => option).join(' ');
    throw new UserError(`${options}: expected to keep some of ${all} runs, found none that matches; loosen it`);
  }
  const refused = new Set(problems.filter(({ severity }) => severity === 'error').map(({ file }) => file)).size;
  const looked = files === 0 ? 'no file was found' : `of ${files} files found, ${refused} refused`;
  throw new UserError(`no benchmark report could be read: ${looked}; give the folder that the benchmark jobs wrote`);
}

function unsearched({ path, reason }: Unsearched): Problem {
  return {
    severity: 'error',
    code: 'not-found',
    file: path,
    line: null,
    column: null,
    message: `cannot be searched: ${reason}`,
  };
}

function failedPoints(scenarios: readonly ScenarioFront[]): Problem[] {
  return scenarios.flatMap(({ scenario }) =>
    scenario.configurations.flatMap(({ id, points }) =>
      points.filter(mostlyFailed).map(({ files, metrics }) => ({
        severity: 'warning' as const,
        code: 'mostly-failed',
        file: files[0] ?? null,
        line: null,
        column: null,
        message: `${id}: ${Math.round((metrics['failure-rate'] ?? 0) * 100)} % of requests failed; kept off the front`,
      })),
    ),
  );
}

/** One notice for all files that hold no report. */
function otherFiles(files: readonly FoundFile[], readings: readonly Reading[]): Problem[] {
  const reports = new Set(readings.filter(({ kind }) => kind === 'report').map(({ path }) => path));
  const others = files.filter(({ path }) => !reports.has(path));
  const [first] = others;
  if (first === undefined) return [];
  const some = others.length === 1 ? `${first.path} holds` : `${others.length} files (${first.path}, …) hold`;
  return [
    {
      severity: 'notice',
      code: 'not-a-report',
      file: null,
      line: null,
      column: null,
      message: `${some} no benchmark report: not read`,
    },
  ];
}

function countedRuns(runs: readonly Run[], scenarios: readonly ScenarioFront[]): CountedRun[] {
  const places = new Map(
    scenarios.flatMap(({ scenario }) =>
      scenario.configurations.flatMap(({ id, points }) =>
        points.flatMap(({ files }) =>
          files.map((file) => [file, { scenario: scenario.id, configuration: id }] as const),
        ),
      ),
    ),
  );
  return runs.map((run) => ({ run, ...(places.get(run.file) ?? { scenario: '', configuration: '' }) }));
}
