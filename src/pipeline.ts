import type { Chart } from './chart/chart.ts';
import { chartsOf, unshown, withoutTooMany } from './charting.ts';
import { comparedRemarks, compareSides, newestRemarks, objectivesOf, thresholdsOf } from './comparing.ts';
import { pricingFor } from './costbound.ts';
import { doubtsOf, failedPoints, onceEach } from './doubting.ts';
import { failingIn, failuresIn, toldRegressions } from './failing.ts';
import { comparableRuns, countedRuns, groupingOf } from './grouping.ts';
import { doubtsOn } from './identity/doubt.ts';
import { identitiesOf } from './identity/identity.ts';
import type { Options } from './options.ts';
import { Output, plotPath, type WrittenFiles } from './output.ts';
import { namedIn, type OutputTarget, wantedOf } from './outputs.ts';
import { frontOf } from './pareto/front.ts';
import { namesOfPlots, prepare } from './plot/plot.ts';
import type { Target } from './publish/folder.ts';
import { readSides } from './reading.ts';
import { sweepOf } from './record.ts';
import { readScenario } from './regression/judgedreading.ts';
import type { Verdict } from './regression/verdict.ts';
import type { Run } from './run/run.ts';
import { fallenApart } from './scenario/fallen.ts';
import { select } from './scenario/select.ts';
import { sidesOf } from './scenario/sides.ts';
import { requireRuns, runsIn, selectedRuns } from './selecting.ts';
import { explain } from './summary/explain.ts';
import { worstFirst } from './summary/problemorder.ts';
import type { Report } from './summary/report.ts';
import { type Background, PLAIN, type World } from './world.ts';

/** The result of a run of the program; the output folder is complete. */
export interface Outcome extends WrittenFiles {
  readonly report: Report;
  readonly verdict: Verdict;
  /** The pictures that were drawn. */
  readonly charts: readonly Chart[];
  /** How many pictures were not drawn because there would have been too many. */
  readonly undrawn: number;
  /** Why the gate fails the job, in words; empty if it does not. */
  readonly failures: readonly string[];
  /** How each file was interpreted, in plain text; null if nobody asked. */
  readonly explanation: string | null;
}

/**
 * Reads reports and their baseline, finds the fronts, compares and judges them, draws them, and writes the output
 * folder.
 *
 * @throws UserError if no run is left to report, if prices contradict each other, or if none applies although a cost is
 * bounded; nothing is written then
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
      ...unshown(charts, options),
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

/** The files to write, after a check that they can be written. */
async function wantedOn(target: Target, asked: Options, { nameOf }: Background): Promise<readonly OutputTarget[]> {
  const wanted = wantedOf(asked, nameOf);
  await target.check(asked.output, namedIn(wanted));
  return wanted;
}
