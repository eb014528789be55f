import { UserError } from './errors.ts';
import { type Gathered, Gatherer } from './gather.ts';
import type { Source } from './input/files.ts';
import type { Options } from './options.ts';
import { frontOf, mostlyFailed, type ScenarioFront } from './pareto/front.ts';
import { drawPlots, namesOfPlots, type PlotFile, prepare, type Subject } from './plot/plot.ts';
import type { OutputFile, Target } from './publish/folder.ts';
import type { Log } from './publish/log.ts';
import { bestWithin, meetsAll } from './regression/absolute.ts';
import { isRelative } from './regression/bound.ts';
import { type Asked, compare } from './regression/compare.ts';
import { failuresOf } from './regression/failure.ts';
import { counterpartsOf, type Sides } from './regression/match.ts';
import { regressedPoints } from './regression/regressed.ts';
import { regressionsIn, remarksOn } from './regression/remark.ts';
import type { Thresholds } from './regression/thresholds.ts';
import type { Verdict } from './regression/verdict.ts';
import { figuresOf } from './run/figures.ts';
import { metricsOf, type UserThroughput } from './run/metric.ts';
import { type Problem, problem } from './run/problem.ts';
import type { Run } from './run/run.ts';
import { adoptUnstated } from './scenario/adopt.ts';
import { type Grouping, groupRuns, scenarioOf } from './scenario/group.ts';
import { groupBy } from './scenario/groupby.ts';
import { type Placed, placedPoints } from './scenario/placed.ts';
import { type Selection, select } from './scenario/select.ts';
import { Statements } from './statements.ts';
import { renderCsv } from './summary/csv.ts';
import { relativeImages } from './summary/image.ts';
import { jsonParts } from './summary/json.ts';
import { renderMarkdown } from './summary/markdown.ts';
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
  /** Pictures that somebody will look at: where there would be more, none is drawn. */
  readonly mostPictures: number;
}

/** What an entry knows that reads reports from paths alone. */
export const PLAIN: Background = {
  origin: { source: 'path', commit: null, run: null },
  candidate: 'reports',
  config: null,
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

  const { gpus, accelerator, label, output } = asked;
  const statements = new Statements(asked.statements);
  const others = { output, config: background.config };
  const gatherer = new Gatherer(source, { gpus, accelerator, label }, statements, others, log);
  const candidate = await gatherCandidate(gatherer, asked, background);
  const options = { ...asked, 'user-throughput': candidate.userThroughput ?? asked['user-throughput'] };
  const selection = select(candidate.runs, options.filter, options.only);
  const baseline = await gatherBaseline(gatherer, options, selection.kept);
  const runs = adopted(selection.kept, candidate.scenarios, baseline?.runs ?? [], options);
  log.stage('read');

  const grouping = groupingOf(options);
  const sides = sidesOf(runs, baseline?.runs ?? [], grouping);
  const scenarios = sides.flatMap((side) => (side.candidate === null ? [] : [frontOf(side.candidate)]));
  const thresholds = thresholdsOf(options);
  const gate = { thresholds, interactivity: options.interactivity, today };
  const compared = compareSides(sides, baseline, gate, background.origin);
  const problems = worstFirst([
    ...candidate.problems,
    ...(baseline?.problems ?? []),
    ...failedPoints(scenarios),
    ...doubtsOf(options),
    ...(background.candidate === 'reports' ? statements.unused : []),
    ...(compared === null ? [] : remarksOn(compared.comparison, sides, thresholds, today)),
  ]);
  log.problems(problems, compared === null ? [] : regressionsIn(compared.comparison));
  requireRuns(selection, candidate, problems);
  log.stage('analyse');

  const pictures = options.plots === 'all' ? scenarios.map((front) => pictureOf(front, compared, options)) : [];
  const count = namesOfPlots(pictures).length;
  const undrawn = count > background.mostPictures ? count : 0;
  const drawn = undrawn > 0 ? [] : pictures;
  const report: Report = {
    userThroughput: options['user-throughput'],
    lengthTolerance: options['length-tolerance'],
    scenarios,
    runs: countedRuns(runs, scenarios),
    leftOut: selection.leftOut,
    compared,
    objectives: objectivesOf(sides, options),
    problems,
    plots: namesOfPlots(drawn).map((plot) => ({ ...plot, file: plotPath({ ...plot, format: 'png' }) })),
  };
  await target.write(options.output, outputFiles(report, drawPlots(drawn, options['user-throughput']), log));
  log.stage('write');

  return {
    report,
    verdict: compared?.comparison.verdict ?? 'none',
    undrawn,
    failures: failuresOf(compared?.comparison ?? null, options['fail-on'], {
      'missing-baseline': problems.some(({ code }) => code === MISSING_BASELINE),
      'baseline-error': problems.some(({ code }) => code === BASELINE_ERROR),
      'rejected-report': problems.some(({ severity }) => severity === 'error'),
    }),
    terminal: renderTerminal(report),
  };
}

/** Everything in the output folder: the texts while the first plots are drawn, then the plots. */
async function* outputFiles(
  report: Report,
  plots: AsyncIterable<PlotFile>,
  log: Log,
): AsyncGenerator<OutputFile, void, undefined> {
  yield { path: 'report.json', content: jsonParts(report) };
  yield { path: 'summary.md', content: renderMarkdown(report, { images: relativeImages }) };
  yield { path: 'runs.csv', content: renderCsv(report) };
  log.stage('text');
  for await (const plot of plots) yield { path: plotPath(plot), content: plot.bytes };
  log.stage('draw');
}

function plotPath({ scenario, kind, theme, format }: Omit<PlotFile, 'bytes'>): string {
  return `plots/${scenario}-${kind}-${theme}.${format}`;
}

function groupingOf(options: Options): Grouping {
  return {
    userThroughput: options['user-throughput'],
    variant: options.variant,
    lengthTolerance: options['length-tolerance'],
  };
}

function thresholdsOf({ thresholds, overrides, accept }: Options): Thresholds {
  return { bounds: thresholds.bounds, freed: thresholds.freed, overrides, acceptances: accept };
}

/** What is judged: reports, or in the second half of a publication the report that the first made of them. */
async function gatherCandidate(
  gatherer: Gatherer,
  { reports }: Options,
  { candidate }: Background,
): Promise<Candidate> {
  if (candidate === 'reports') {
    return { ...(await gatherer.reports(reports)), scenarios: new Map(), userThroughput: null };
  }
  const { runs, problems, files } = await gatherer.own(reports);
  const scenarios = new Map(runs.map(({ run, scenario }) => [run, scenario]));
  return { runs: [...scenarios.keys()], problems, files, scenarios, userThroughput: runs[0]?.userThroughput ?? null };
}

interface Candidate extends Gathered {
  /** Ids of the scenarios that runs had in the report that they were read back from. */
  readonly scenarios: ReadonlyMap<Run, string>;
  /** How that report defines tok/s/user, whatever is asked for now: its numbers are not published as others. */
  readonly userThroughput: UserThroughput | null;
}

/** Runs with what the report that they were read back from does not keep, taken from the baseline's. */
function adopted(
  runs: readonly Run[],
  scenarios: Candidate['scenarios'],
  baseline: readonly Run[],
  { 'length-tolerance': tolerance }: Options,
): readonly Run[] {
  if (scenarios.size === 0) return runs;
  const own = runs.map((run) => ({ run, scenario: scenarios.get(run) ?? '' }));
  return adoptUnstated(own, baseline, tolerance);
}

/** The baseline that was asked for, with the options that select runs applied; null where none was. */
async function gatherBaseline(
  gatherer: Gatherer,
  { baseline, filter, only, 'length-tolerance': tolerance, 'user-throughput': userThroughput }: Options,
  candidates: readonly Run[],
): Promise<Pick<Gathered, 'runs' | 'problems'> | null> {
  if (baseline.length === 0) return null;
  const found: (readonly Run[])[] = [];
  const problems: Problem[] = [];
  for (const path of baseline) {
    const gathered = await gatherer.reports([path]);
    // Reports come before a report.json beside them, which was made of them.
    const own = gathered.runs.length === 0 ? await gatherer.own([path]) : { runs: [], problems: [] };
    const runs = [...gathered.runs, ...adoptUnstated(own.runs, candidates, tolerance)];
    found.push(runs);
    problems.push(...own.problems, ...(own.runs.length + own.problems.length === 0 ? gathered.problems : []));
    if (runs.length === 0 && baseline.length > 1) {
      problems.push(lostBaseline(path, [...own.problems, ...gathered.problems], 'it holds no run'));
    }
  }
  const runs = onceEach(found, userThroughput);
  const { kept } = select(runs, filter, only);
  if (kept.length > 0) return { runs: kept, problems };
  const reasons = problems.filter(({ code }) => UNSEARCHED.has(code)).map(({ message }) => message);
  const why = runs.length > 0 ? `none of its ${runs.length} runs is selected` : (reasons[0] ?? 'it holds no run');
  const lost = lostBaseline(baseline.join(', '), runs.length > 0 ? [] : problems, `${why}; nothing is compared`);
  const others = problems.filter(
    ({ code }) => !UNSEARCHED.has(code) && code !== MISSING_BASELINE && code !== BASELINE_ERROR,
  );
  return { runs: kept, problems: [...others, lost] };
}

/** There is none yet; or there may be one, and it could not be had. */
const MISSING_BASELINE = 'missing-baseline';
const BASELINE_ERROR = 'baseline-error';
/** Codes of paths that led to nothing. */
const UNSEARCHED = new Set(['not-found', 'not-had']);

/** A baseline that is lost: what is wrong with its files tells whether there is none. */
function lostBaseline(path: string, problems: readonly Problem[], why: string): Problem {
  const isThere = problems.some(
    ({ severity, code }) => code === BASELINE_ERROR || (severity === 'error' && code !== 'not-found'),
  );
  return problem('warning', isThere ? BASELINE_ERROR : MISSING_BASELINE, `baseline ${path}: ${why}`);
}

/**
 * Runs of several paths, which may lead to the same ones: as files, or as the report that was made of them. Two runs
 * with the same figures to the last digit are one, unless one path alone has both.
 */
function onceEach(paths: readonly (readonly Run[])[], userThroughput: UserThroughput): Run[] {
  const kept = new Map<string, Run[]>();
  for (const runs of paths) {
    for (const [figures, alike] of groupBy(runs, (run) => figuresOf(metricsOf(run, userThroughput)))) {
      const before = kept.get(figures) ?? [];
      kept.set(figures, [...before, ...alike.slice(before.length)]);
    }
  }
  return [...kept.values()].flat();
}

/** Scenarios of both sides, grouped together so that the length tolerance cannot drift between them. */
function sidesOf(candidates: readonly Run[], baselines: readonly Run[], grouping: Grouping): Sides[] {
  const isBaseline = new Set(baselines);
  return groupRuns([...candidates, ...baselines], grouping.lengthTolerance).map((group) => {
    const side = (runs: readonly Run[]) => (runs.length === 0 ? null : scenarioOf(group, runs, grouping));
    return {
      baseline: side(group.runs.filter((run) => isBaseline.has(run))),
      candidate: side(group.runs.filter((run) => !isBaseline.has(run))),
    };
  });
}

function compareSides(
  sides: readonly Sides[],
  baseline: Pick<Gathered, 'runs'> | null,
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
  const baseline = compared?.fronts.find((before) => before.scenario.id === scenario.id) ?? null;
  const counterparts = counterpartsOf(baseline?.scenario ?? null, scenario);
  return {
    front,
    baseline,
    before: new Map(
      counterparts.flatMap(({ baseline: old, candidate: now }) => (old === null || now === null ? [] : [[now, old]])),
    ),
    regressed: regressedPoints(scenario, compared?.comparison.rows ?? []),
    missed: placedPoints(scenario)
      .filter(misses)
      .map(({ point }) => point),
  };
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
  const looked = files === 0 ? 'no file was found' : `of ${files} files found, ${refused} refused`;
  throw new UserError(`no benchmark report could be read: ${looked}; give the folder that the benchmark jobs wrote`);
}

function failedPoints(scenarios: readonly ScenarioFront[]): Problem[] {
  const failed = scenarios.flatMap(({ scenario }) => placedPoints(scenario)).filter(({ point }) => mostlyFailed(point));
  return failed.map(({ configuration, point: { metrics, files } }) => {
    const share = Math.round((metrics['failure-rate'] ?? 0) * 100);
    const message = `${configuration.id}: ${share} % of requests failed; kept off the front`;
    return problem('warning', 'mostly-failed', message, files[0] ?? null);
  });
}

function countedRuns(runs: readonly Run[], scenarios: readonly ScenarioFront[]): CountedRun[] {
  const places = new Map(
    scenarios.flatMap(({ scenario }) =>
      scenario.configurations.flatMap(({ id, points }) =>
        points.flatMap(({ runs }) => runs.map((run) => [run, { scenario: scenario.id, configuration: id }] as const)),
      ),
    ),
  );
  return runs.map((run) => ({ run, ...(places.get(run) ?? { scenario: '', configuration: '' }) }));
}
