import { UserError } from './errors.ts';
import type { Gathered } from './gather.ts';
import { doubtsOn } from './identity/doubt.ts';
import { identitiesOf } from './identity/identity.ts';
import type { Source } from './input/files.ts';
import type { Options } from './options.ts';
import { Output, plotPath } from './output.ts';
import { frontOf, mostlyFailed, type ScenarioFront } from './pareto/front.ts';
import { namesOfPlots, prepare, type Subject, subjectOf } from './plot/plot.ts';
import type { Target } from './publish/folder.ts';
import type { Log } from './publish/log.ts';
import { BASELINE_ERROR, MISSING_BASELINE, type Read, readSides } from './reading.ts';
import { sweepOf } from './record.ts';
import { bestWithin, meetsAll } from './regression/absolute.ts';
import { isRelative } from './regression/bound.ts';
import { type Asked, compare } from './regression/compare.ts';
import { failuresOf } from './regression/failure.ts';
import { regressedPoints } from './regression/regressed.ts';
import { regressionsIn, remarksOn } from './regression/remark.ts';
import { renamedScopes } from './regression/renamed.ts';
import type { Thresholds } from './regression/thresholds.ts';
import type { Verdict } from './regression/verdict.ts';
import type { UserThroughput } from './run/metric.ts';
import { type Problem, problem } from './run/problem.ts';
import type { Run } from './run/run.ts';
import { fallenApart } from './scenario/fallen.ts';
import { type Placed, placedPoints } from './scenario/placed.ts';
import { type Selection, select } from './scenario/select.ts';
import { type Grouped, type Sides, sidesOf } from './scenario/sides.ts';
import { explain } from './summary/explain.ts';
import { worstFirst } from './summary/problem.ts';
import type { BaselineOrigin, Compared, CountedRun, Objectives, Report } from './summary/report.ts';
import { renderTerminal } from './summary/terminal.ts';

/** The outside world. */
export interface World {
  readonly source: Source;
  readonly target: Target;
  readonly log: Log;
  /** The day, `2026-11-24`. */
  readonly today: string;
}

/** What the entry knows that no path tells. */
export interface Background {
  /** Where the baseline came from, if it is found. */
  readonly origin: BaselineOrigin;
  /** What the candidate's paths hold: benchmark reports, or the report that an earlier run made of them. */
  readonly candidate: 'reports' | 'report.json';
  /** The config file, which may lie among the results; null where there is none. */
  readonly config: string | null;
  /** The commit that was measured; null where it is not known. */
  readonly commit: string | null;
  /** Whether to say of each file what it was taken for. */
  readonly explains: boolean;
  /** Pictures that somebody will look at: where there would be more, none is drawn. */
  readonly mostPictures: number;
}

/** What an entry knows that reads reports from paths alone. */
export const PLAIN: Background = {
  origin: { source: 'path', commit: null, run: null },
  candidate: 'reports',
  config: null,
  commit: null,
  explains: false,
  mostPictures: Number.POSITIVE_INFINITY,
};

/** What a run of the program came to; the output folder is complete. */
export interface Outcome {
  readonly report: Report;
  readonly verdict: Verdict;
  /** Pictures that were not drawn, since they were too many. */
  readonly undrawn: number;
  /** Why the gate fails the job, in words; empty where it does not. */
  readonly failures: readonly string[];
  /** Plain text for a terminal. */
  readonly terminal: string;
}

/**
 * Reads reports and their baseline, finds the fronts, compares and judges them, draws them, and writes the output
 * folder.
 *
 * @throws UserError where no run is left to report; nothing is written then
 */
export async function runPipeline(
  asked: Options,
  { source, target, log, today }: World,
  background: Background = PLAIN,
): Promise<Outcome> {
  await target.check(asked.output);
  if (asked.plots === 'all') prepare();

  const read = await readSides(asked, source, background, log);
  const options = { ...asked, 'user-throughput': definitionOf(read, asked, background) };
  const selection = select(read.candidate.runs, options.filter, options.only);
  const baseline = selectedBaseline(read.baseline, options);
  log.stage('read');

  const identities = identitiesOf([...read.candidate.runs, ...(read.baseline?.runs ?? [])], options.variant);
  const grouped = sidesOf(selection.kept, baseline?.runs ?? [], identities, groupingOf(options));
  const { sides } = grouped;
  const scenarios = sides.flatMap((side) => (side.candidate === null ? [] : [frontOf(side.candidate)]));
  const thresholds = thresholdsOf(options);
  const compared = compareSides(
    sides,
    baseline,
    { thresholds, interactivity: options.interactivity, today },
    background.origin,
  );
  const problems = worstFirst([
    ...read.candidate.problems,
    ...(baseline?.problems ?? []),
    ...failedPoints(scenarios),
    ...doubtsOf(options),
    ...doubtsOn(grouped.pools, identities),
    ...fallenApart(grouped),
    ...read.unmatched,
    ...(compared === null ? [] : remarksOn(compared.comparison, sides, thresholds, today)),
    ...(baseline === null ? [] : renamedScopes(thresholds, sides, baseline.names)),
  ]);
  log.problems(problems, compared === null ? [] : regressionsIn(compared.comparison));
  requireRuns(selection, read.candidate, problems);
  log.stage('analyse');

  const pictures = options.plots === 'all' ? scenarios.map((front) => pictureOf(front, compared, options)) : [];
  const count = namesOfPlots(pictures).length;
  const undrawn = count > background.mostPictures ? count : 0;
  const drawn = undrawn > 0 ? [] : pictures;
  const report: Report = {
    userThroughput: options['user-throughput'],
    lengthTolerance: options['length-tolerance'],
    scenarios,
    runs: countedRuns(selection.kept, grouped),
    sweep: sweepOf(read.candidate.runs, background.commit),
    leftOut: selection.leftOut,
    compared,
    objectives: objectivesOf(sides, options),
    problems,
    plots: namesOfPlots(drawn).map((plot) => ({ ...plot, file: plotPath({ ...plot, format: 'png' }) })),
  };
  const output = new Output(report, drawn, log);
  await target.write(options.output, output.files());
  log.stage('write');

  return {
    report: output.report,
    verdict: compared?.comparison.verdict ?? 'none',
    undrawn,
    failures: failuresIn(compared, baseline, problems, options),
    terminal: [
      renderTerminal(output.report),
      ...(background.explains ? [explain(read, identities, grouped.places)] : []),
    ].join('\n'),
  };
}

/** The second half of a publication tells the numbers of the first, whatever is asked for now. */
function definitionOf({ candidate }: Read, asked: Options, background: Background): UserThroughput {
  const own = background.candidate === 'report.json' ? candidate.userThroughput : null;
  return own ?? asked['user-throughput'];
}

function groupingOf(options: Options): Parameters<typeof sidesOf>[3] {
  return { userThroughput: options['user-throughput'], lengthTolerance: options['length-tolerance'] };
}

function thresholdsOf({ thresholds, overrides, accept }: Options): Thresholds {
  return { bounds: thresholds.bounds, freed: thresholds.freed, overrides, acceptances: accept };
}

/** The baseline with the options that select runs applied; null where none was asked for. */
function selectedBaseline(baseline: Gathered | null, { filter, only, ...options }: Options): Gathered | null {
  if (baseline === null || baseline.runs.length === 0) return baseline;
  const { kept } = select(baseline.runs, filter, only);
  if (kept.length > 0) return { ...baseline, runs: kept };
  const message = `baseline ${options.baseline.join(', ')}: none of its ${baseline.runs.length} runs is selected; nothing is compared`;
  return { ...baseline, runs: [], problems: [...baseline.problems, problem('warning', MISSING_BASELINE, message)] };
}

/** Why the gate fails the job. A report of before the sweep was kept may match nothing for what it does not know. */
function failuresIn(
  compared: Compared | null,
  baseline: Gathered | null,
  problems: readonly Problem[],
  { 'fail-on': failOn }: Options,
): readonly string[] {
  const asked = baseline?.isOlder === true ? failOn.filter((failure) => failure !== 'not-comparable') : failOn;
  return failuresOf(compared?.comparison ?? null, asked, {
    'missing-baseline': problems.some(({ code }) => code === MISSING_BASELINE),
    'baseline-error': problems.some(({ code }) => code === BASELINE_ERROR),
    'rejected-report': problems.some(({ severity }) => severity === 'error'),
  });
}

function compareSides(
  sides: readonly Sides[],
  baseline: Gathered | null,
  asked: Asked,
  origin: BaselineOrigin,
): Compared | null {
  const { thresholds } = asked;
  const absolute = [thresholds, ...thresholds.overrides].some(({ bounds }) => !bounds.every(isRelative));
  if (baseline === null && !absolute) return null;
  const found = baseline !== null && baseline.runs.length > 0;
  return {
    baseline: found ? origin : null,
    asked: baseline !== null,
    fronts: sides.flatMap((side) => (side.baseline === null ? [] : [frontOf(side.baseline)])),
    comparison: compare(sides, asked),
  };
}

/** What a scenario's picture shows besides its own points. */
function pictureOf(front: ScenarioFront, compared: Compared | null, { slo }: Options): Subject {
  const { scenario } = front;
  const misses = (placed: Placed) => slo.bounds.length > 0 && !meetsAll(placed, slo.bounds);
  return subjectOf(
    front,
    compared?.fronts.find((before) => before.scenario.id === scenario.id) ?? null,
    regressedPoints(scenario, compared?.comparison.rows ?? []),
    placedPoints(scenario)
      .filter(misses)
      .map(({ point }) => point),
  );
}

function objectivesOf(sides: readonly Sides[], { slo }: Options): Objectives | null {
  if (slo.bounds.length === 0) return null;
  return {
    bounds: slo.bounds,
    best: sides.flatMap(({ baseline, candidate }) =>
      candidate === null
        ? []
        : [
            {
              scenario: candidate.id,
              candidate: bestWithin(candidate, slo.bounds),
              baseline: baseline === null ? null : bestWithin(baseline, slo.bounds),
            },
          ],
    ),
  };
}

function doubtsOf({ thresholds, overrides, slo }: Options): Problem[] {
  return [thresholds, ...overrides, slo]
    .flatMap(({ doubts }) => doubts)
    .map((doubt) => problem('warning', 'doubtful-bound', doubt));
}

function requireRuns({ kept, leftOut }: Selection, { runs, files }: Gathered, problems: readonly Problem[]): void {
  if (kept.length > 0) return;
  if (runs.length > 0) {
    const options = leftOut.map(({ option }) => option).join(' ');
    throw new UserError(`${options}: expected to keep some of ${runs.length} runs, found none that matches; loosen it`);
  }
  const refused = new Set(problems.filter(({ severity }) => severity === 'error').map(({ file }) => file)).size;
  const looked =
    files === 0 ? 'no file was found' : `of ${files === 1 ? 'one file' : `${files} files`} found, ${refused} refused`;
  throw new UserError(`no benchmark report could be read: ${looked}; give the folder that the benchmark jobs wrote`);
}

/** Share of failed requests that is no accident. */
const MANY_FAILURES = 0.1;

function failedPoints(scenarios: readonly ScenarioFront[]): Problem[] {
  const placed = scenarios.flatMap(({ scenario }) => placedPoints(scenario));
  const failed = placed.filter(({ point }) => (point.metrics['failure-rate'] ?? 0) >= MANY_FAILURES);
  return failed.map(({ configuration, point }) => {
    const share = Math.round((point.metrics['failure-rate'] ?? 0) * 100);
    const [code, rest] = mostlyFailed(point)
      ? ['mostly-failed', 'kept off the front']
      : ['failed-requests', 'its figures are of those that completed'];
    return problem(
      'warning',
      code,
      `${configuration.id}: ${share} % of requests failed; ${rest}`,
      point.files[0] ?? null,
    );
  });
}

function countedRuns(runs: readonly Run[], { places }: Grouped): CountedRun[] {
  return runs.map((run) => {
    const { scenario = '', configuration = '' } = places.get(run) ?? {};
    return { run, scenario, configuration };
  });
}
