import type { Chart } from './chart/chart.ts';
import { chartsOf, unshown } from './charting.ts';
import { requireFittingPrice } from './costbound.ts';
import {
  BASELINE_ERROR,
  type EarlierRun,
  type History,
  LOST_RUN,
  MISSING_BASELINE,
  NEVER_BASELINE,
  NO_HISTORY,
} from './earlier.ts';
import { UserError } from './errors.ts';
import type { Gathered } from './gather.ts';
import { doubtsOn } from './identity/doubt.ts';
import { identitiesOf } from './identity/identity.ts';
import type { Source } from './input/files.ts';
import { BARE, type Naming } from './naming.ts';
import type { Options } from './options.ts';
import { Output, plotPath, type Written } from './output.ts';
import { namedIn, type Wanted, wantedOf } from './outputs.ts';
import { frontOf, mostlyFailed, type ScenarioFront } from './pareto/front.ts';
import { namesOfPlots, prepare } from './plot/plot.ts';
import { type Pricing, pricingOf } from './pricing.ts';
import type { Target } from './publish/folder.ts';
import type { Log } from './publish/log.ts';
import { readSides } from './reading.ts';
import { sweepOf } from './record.ts';
import { isRelative, writtenBound } from './regression/bound.ts';
import type { Asked } from './regression/compare.ts';
import { failingOf, failureWords } from './regression/gatefailure.ts';
import { readScenario } from './regression/judgedreading.ts';
import { bestWithin, unstatedObjectives } from './regression/objective.ts';
import { remarksOn } from './regression/remark.ts';
import { renamedScopes } from './regression/renamed.ts';
import { strangersIn } from './regression/stranger.ts';
import type { Thresholds } from './regression/thresholds.ts';
import type { Failure, Verdict } from './regression/verdict.ts';
import { zerosIn } from './regression/zero.ts';
import { asPercent, formatCount } from './run/number.ts';
import { type Problem, problem } from './run/problem.ts';
import type { Run } from './run/run.ts';
import { otherRunner, type Runner } from './run/runner.ts';
import type { Sweep } from './run/sweep.ts';
import { fallenApart } from './scenario/fallen.ts';
import { placedPoints } from './scenario/placed.ts';
import { type Selection, select } from './scenario/select.ts';
import { type Grouped, type Grouping, type Sides, sidesOf } from './scenario/sides.ts';
import { regressionsIn } from './summary/annotation.ts';
import { plain } from './summary/escape.ts';
import { explain } from './summary/explain.ts';
import { gapLines } from './summary/gapline.ts';
import { TERMINAL } from './summary/medium.ts';
import { worstFirst } from './summary/problemorder.ts';
import type { Compared, CountedRun, Objectives, Report } from './summary/report.ts';
import { mainMoves } from './summary/trendwords.ts';
import { headlineOf } from './summary/verdictwords.ts';

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
  /** What GitHub keeps of earlier runs, where the baseline is `auto`. */
  readonly history: History;
  /** What the candidate's paths hold: benchmark reports, or the report that an earlier run made of them. */
  readonly candidate: 'reports' | 'report.json';
  /** The config file, which may lie among the results; null where there is none. */
  readonly config: string | null;
  /** How options are called where their user gave them, for mistakes. */
  readonly nameOf: Naming;
  /** The commit that was measured; null where it is not known. */
  readonly commit: string | null;
  /** Whether a workflow named it and GitHub did not confirm it. */
  readonly commitLost: boolean;
  /** The machine of this job, where its files are of its own; null where it is not known. */
  readonly runner: Runner | null;
  /** Whether to say of each file what it was taken for. */
  readonly explains: boolean;
  /** Pictures that somebody will look at: where there would be more, none is drawn. */
  readonly mostPictures: number;
}

/** What an entry knows that reads reports from paths alone. */
export const PLAIN: Background = {
  history: NO_HISTORY,
  candidate: 'reports',
  config: null,
  nameOf: BARE,
  commit: null,
  commitLost: false,
  runner: null,
  explains: false,
  mostPictures: Number.POSITIVE_INFINITY,
};

/** What a run of the program came to; the output folder is complete. */
export interface Outcome extends Written {
  readonly report: Report;
  readonly verdict: Verdict;
  /** What was drawn. */
  readonly charts: readonly Chart[];
  /** Pictures that were not drawn, since they were too many. */
  readonly undrawn: number;
  /** Why the gate fails the job, in words; empty where it does not. */
  readonly failures: readonly string[];
  /** What each file was taken for, in plain text; null where nobody asked. */
  readonly explanation: string | null;
}

/**
 * Reads reports and their baseline, finds the fronts, compares and judges them, draws them, and writes the output
 * folder.
 *
 * @throws UserError where no run is left to report, prices contradict each other, or none fits where a cost is bounded;
 *   nothing is written then
 */
export async function runPipeline(
  asked: Options,
  { source, target, log, today }: World,
  background: Background = PLAIN,
): Promise<Outcome> {
  const wanted = await wantedOn(target, asked, background);
  if (asked.plots?.length !== 0) prepare();

  const read = await readSides(asked, source, background, log);
  const options = { ...asked, 'user-throughput': read.userThroughput };
  const selection = select(read.candidate.runs, options.filter, options.only);
  const selected = selectedRuns(read.earlier, options);
  log.stage('read');

  const before = runsIn(read.earlier);
  const all = [...read.candidate.runs, ...before];
  const identities = identitiesOf(all, options.variant);
  const thresholds = thresholdsOf(options);
  const pricing = pricingFor(options, all, [selection.kept, runsIn(selected.earlier)], background);
  const group = (runs: readonly (readonly Run[])[]) =>
    sidesOf(selection.kept, runs, identities, groupingOf(options, pricing));
  const { earlier, grouped, strangers } = comparableRuns(selected.earlier, group, thresholds);
  const newest = earlier?.[0] ?? null;
  const sweep = sweepOf(read.candidate, background);
  const { sides, places } = grouped;
  const scenarios = sides.flatMap((side) => (side.candidate === null ? [] : [frontOf(side.candidate)]));
  const readable = { thresholds, at: options.at, objectives: options.slo.bounds };
  const compared = await compareSides(sides, earlier, { ...readable, effects: options.effects, today });
  const readings = scenarios.map(({ scenario }) => readScenario(scenario, readable));
  const charts = chartsOf(scenarios, { compared, readings }, options);
  const { drawn, undrawn, problems: uncounted } = withoutTooMany(charts, asked, background);
  const problems = worstFirst(
    onceEach([
      ...read.candidate.problems,
      ...(earlier ?? []).flatMap(({ gathered }) => gathered.problems),
      ...read.lost,
      ...selected.unselected,
      ...pricing.problems,
      ...strangers,
      ...(await unshown(charts, options)),
      ...uncounted,
      ...failedPoints(scenarios),
      ...doubtsOf(options, scenarios, read.earlier),
      ...doubtsOn(grouped.pools, identities),
      ...fallenApart(grouped),
      ...read.unmatched,
      ...(compared === null ? [] : comparedRemarks(compared, scenarios, sides, thresholds, today)),
      ...(newest === null ? [] : newestRemarks(newest.gathered, sweep, thresholds, sides)),
    ]),
  );
  const report: Report = {
    ...groupingOf(options, pricing),
    scenarios,
    at: options.at,
    readings,
    runs: countedRuns(selection.kept, grouped),
    sweep,
    leftOut: selection.leftOut.map(({ option, value, runs }) => ({ option: `${option} ${value}`, runs })),
    compared,
    objectives: objectivesOf(sides, options),
    failing: failingIn({ compared, problems }, newest?.gathered ?? null, options),
    problems,
    plots: namesOfPlots(drawn).map((plot) => ({ ...plot, file: plotPath({ ...plot, format: 'png' }) })),
  };
  log.problems(problems, toldRegressions(report));
  requireRuns(selection, read.candidate, problems, background.nameOf);
  log.stage('analyse');

  const output = new Output(report, drawn, log, wanted);
  await target.write(options.output, output.files()).finally(() => log.stage('write'));

  const explanation = () => explain(read.candidate, read.earlier && { runs: before }, identities, places);
  return {
    report: output.report,
    ...output.written,
    verdict: compared?.comparison.verdict ?? 'none',
    charts: drawn,
    undrawn,
    failures: failuresIn(report),
    explanation: background.explains ? explanation() : null,
  };
}

/** What is to be written, once it is known that it can be. */
async function wantedOn(target: Target, asked: Options, { nameOf }: Background): Promise<readonly Wanted[]> {
  const wanted = wantedOf(asked, nameOf);
  await target.check(asked.output, namedIn(wanted));
  return wanted;
}

function pricingFor(
  options: Options,
  all: readonly Run[],
  [kept, before]: readonly [kept: readonly Run[], before: readonly Run[]],
  { nameOf }: Background,
): Pricing {
  const pricing = pricingOf(options, all, [...kept, ...before], nameOf);
  requireFittingPrice(options, pricing, kept, nameOf);
  return pricing;
}

function runsIn(earlier: readonly EarlierRun[] | null): Run[] {
  return (earlier ?? []).flatMap(({ gathered }) => gathered.runs);
}

/** Most pictures that are drawn unless kinds of them are asked for: more of them nobody looks through. */
const MOST_UNASKED = 200;

/** The charts that are drawn, how many pictures nobody would look at, and what is to be said of those left out. */
function withoutTooMany(
  charts: readonly Chart[],
  { plots }: Pick<Options, 'plots'>,
  { mostPictures, nameOf }: Background,
): { readonly drawn: readonly Chart[]; readonly undrawn: number; readonly problems: readonly Problem[] } {
  const count = namesOfPlots(charts).length;
  if (count > mostPictures) return { drawn: [], undrawn: count, problems: [] };
  if (plots !== null || count <= MOST_UNASKED) return { drawn: charts, undrawn: 0, problems: [] };
  const drawn = charts.slice(0, Math.floor((MOST_UNASKED / count) * charts.length));
  const message = `${namesOfPlots(drawn).length} of ${formatCount(count)} pictures are drawn, those of the first scenarios: give ${nameOf('plots')} all to draw all, or name the kinds that you need`;
  return { drawn, undrawn: 0, problems: [problem('notice', 'too-many-plots', message)] };
}

/** By what runs are grouped into scenarios. */
export function groupingOf(options: Options, { prices }: Pick<Pricing, 'prices'>): Pick<Report, keyof Grouping> {
  return { userThroughput: options['user-throughput'], prices, lengthTolerance: options['length-tolerance'] };
}

function thresholdsOf({ thresholds, overrides, accept }: Options): Thresholds {
  return { bounds: thresholds.bounds, freed: thresholds.freed, overrides, acceptances: accept };
}

/** Earlier runs with the options that select runs applied, and what is to be said of those with nothing left. */
function selectedRuns(
  earlier: readonly EarlierRun[] | null,
  { filter, only }: Options,
): { readonly earlier: readonly EarlierRun[] | null; readonly unselected: readonly Problem[] } {
  const all = (earlier ?? []).map((run) => ({ run, kept: select(run.gathered.runs, filter, only).kept }));
  const left = all.filter(({ kept }) => kept.length > 0);
  const isAll = left.length === 0;
  const unselected = all
    .filter(({ kept }) => kept.length === 0)
    .map(({ run: { name, gathered } }) => {
      const message = `baseline ${name}: none of its ${gathered.runs.length} runs is selected${isAll ? '; nothing is compared' : ''}`;
      return problem('warning', isAll ? MISSING_BASELINE : LOST_RUN, message);
    });
  const runs = left.map(({ run, kept }) => ({ ...run, gathered: { ...run.gathered, runs: kept } }));
  return { earlier: earlier && runs, unselected };
}

/** The earlier runs that have anything of the candidate, grouped with it, and what is to be said of the others. */
function comparableRuns(
  all: readonly EarlierRun[] | null,
  group: (runs: readonly (readonly Run[])[]) => Grouped,
  thresholds: Thresholds,
): {
  readonly earlier: readonly EarlierRun[] | null;
  readonly grouped: Grouped;
  readonly strangers: readonly Problem[];
} {
  const runsOf = (earlier: readonly EarlierRun[]) => earlier.map(({ gathered }) => gathered.runs);
  const grouped = group(runsOf(all ?? []));
  const names = (all ?? []).map(({ name }) => name);
  const strangers = strangersIn(grouped.sides, names, thresholds);
  if (all === null || strangers.length === 0) return { earlier: all, grouped, strangers: [] };
  const earlier = all.filter((_, number) => !strangers.some(({ run }) => run === number));
  return { earlier, grouped: group(runsOf(earlier)), strangers: strangers.map((one) => one.problem) };
}

/** What a file that several runs have in common is to blame for is said once. */
function onceEach(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((one) => [JSON.stringify(one), one])).values()];
}

/** What fails the job. A report of before the sweep was kept may match nothing for what it does not know. */
function failingIn(
  { compared, problems }: Pick<Report, 'compared' | 'problems'>,
  baseline: Gathered | null,
  { 'fail-on': failOn }: Options,
): readonly Failure[] {
  const asked = baseline?.isOlder === true ? failOn.filter((failure) => failure !== 'not-comparable') : failOn;
  const reading = {
    'missing-baseline': problems.some(({ code }) => code === MISSING_BASELINE || code === NEVER_BASELINE),
    'baseline-error': problems.some(({ code }) => code === BASELINE_ERROR),
    'rejected-report': problems.some(({ severity }) => severity === 'error'),
  };
  return failingOf(compared?.comparison ?? null, asked, reading);
}

/** Why the gate fails the job, in words: what made the verdict as the report tells it. */
function failuresIn(report: Report): readonly string[] {
  const { compared, failing } = report;
  const words = (failure: Failure) =>
    compared?.comparison.verdict === failure ? plain(headlineOf(report, compared).text) : null;
  return failureWords(failing, words);
}

/** What is past a bound, as it is told: as errors where that fails the job, which would else be green beside them. */
function toldRegressions({ compared, failing }: Report): readonly Problem[] {
  const all = compared === null ? [] : regressionsIn(compared.comparison);
  return failing.includes('regression') ? all : all.map((one) => ({ ...one, severity: 'warning' }));
}

async function compareSides(
  sides: readonly Sides[],
  earlier: readonly EarlierRun[] | null,
  asked: Asked,
): Promise<Compared | null> {
  const { thresholds } = asked;
  const absolute = [thresholds, ...thresholds.overrides].some(({ bounds }) => !bounds.every(isRelative));
  if (earlier === null && !absolute) return null;
  // Brings statistics, which a run without a baseline does not wait for.
  const { compare } = await import('./regression/compare.ts');
  const [newest] = earlier ?? [];
  return {
    baseline: newest === undefined ? null : { ...newest.origin, runs: earlier?.length ?? 0 },
    asked: earlier !== null,
    earlier: (earlier ?? []).map(({ name, origin, measuredAt }) => ({ name, commit: origin.commit, measuredAt })),
    fronts: sides.flatMap((side) => (side.baseline === null ? [] : [frontOf(side.baseline)])),
    comparison: compare(sides, asked),
  };
}

function comparedRemarks(
  compared: Compared,
  scenarios: readonly ScenarioFront[],
  sides: readonly Sides[],
  thresholds: Thresholds,
  today: string,
): Problem[] {
  const names = compared.earlier.map(({ name }) => name);
  return [
    ...remarksOn(compared.comparison, sides, thresholds, today),
    ...zerosIn(sides, names),
    ...mainMoves({ scenarios }, compared),
    ...gapLines(compared.baseline, TERMINAL).map((line) => problem('notice', 'older-baseline', line)),
  ];
}

/** What the newest earlier run alone tells. */
function newestRemarks(
  { runner, names }: Gathered,
  sweep: Sweep,
  thresholds: Thresholds,
  sides: readonly Sides[],
): Problem[] {
  return [...otherRunner(runner, sweep.runner), ...renamedScopes(thresholds, sides, names)];
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

function doubtsOf(
  options: Options,
  scenarios: readonly ScenarioFront[],
  earlier: readonly EarlierRun[] | null,
): Problem[] {
  const { thresholds, overrides, slo } = options;
  const doubts = [thresholds, ...overrides, slo].flatMap((bounds) => bounds.doubts);
  return [
    ...doubts.map((doubt) => problem('warning', 'doubtful-bound', doubt)),
    ...(earlier === null ? ungated(options) : []),
    ...unstatedObjectives(
      scenarios.map(({ scenario }) => scenario),
      slo.bounds,
    ),
  ];
}

/** Bounds on a change without a baseline; a file that is kept for many runs may be for others that have one. */
function ungated({ thresholds, shared }: Options): Problem[] {
  return thresholds.bounds
    .filter((bound) => isRelative(bound) && !shared.bounded.has(bound.metric))
    .map(({ metric, text }) => {
      const why = 'needs a baseline, and none was asked for: nothing is gated by it; add the option baseline';
      return problem('warning', 'ungated-bound', `${metric} ${writtenBound(text)} ${why}`);
    });
}

/** Throws a UserError where no run is left, and says why. */
export function requireRuns(
  { kept, leftOut }: Selection,
  { runs, files }: Gathered,
  problems: readonly Problem[],
  nameOf: Naming,
): void {
  if (kept.length > 0) return;
  if (runs.length > 0) {
    const options = leftOut.map(({ option, value }) => `${nameOf(option)} ${value}`).join(', ');
    throw new UserError(
      `${options}: expected to keep some of ${runs.length === 1 ? '1 run' : `${runs.length} runs`}, found none that match; loosen or drop it`,
    );
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
    const share = asPercent(Math.round((point.metrics['failure-rate'] ?? 0) * 100));
    const [code, rest] = mostlyFailed(point)
      ? (['mostly-failed', 'kept off the front'] as const)
      : (['failed-requests', 'its figures are of those that completed'] as const);
    return problem(
      'warning',
      code,
      `${configuration.id}: ${share} of requests failed; ${rest}`,
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
