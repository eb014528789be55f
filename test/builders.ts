import type { Overlay } from '../src/chart/caption.ts';
import { identitiesOf, type VariantMode } from '../src/identity/identity.ts';
import type { FrontPoint, ScenarioFront } from '../src/pareto/front.ts';
import { type Bound, boundedOf, parseBound } from '../src/regression/bound.ts';
import type { Comparison } from '../src/regression/compare.ts';
import type { EffectRow } from '../src/regression/effectrow.ts';
import type { FrontChange } from '../src/regression/judgedfront.ts';
import { placeKeyOf } from '../src/regression/regressed.ts';
import type { Row } from '../src/regression/row.ts';
import { following } from '../src/report/harness.ts';
import { NO_PRICES } from '../src/run/cost.ts';
import type { Deployment, Role, ShapedDeployment } from '../src/run/deployment.ts';
import { NO_FACTS } from '../src/run/facts.ts';
import * as label from '../src/run/label.ts';
import type { Load } from '../src/run/load.ts';
import { fromTable, type MetricId, type Metrics, type UserThroughput } from '../src/run/metric.ts';
import type { Problem } from '../src/run/problem.ts';
import { type Latency, type Measurement, NO_EXPLAINING, type Run } from '../src/run/run.ts';
import type { Length } from '../src/run/workload.ts';
import { placedPoints } from '../src/scenario/placedpoint.ts';
import type { Configuration, Point, Scenario } from '../src/scenario/scenario.ts';
import { type Sides, sidesOf } from '../src/scenario/sides.ts';
import type { ComparisonReport, Report } from '../src/summary/report.ts';

/** A group of like engines: two replicas of TP4 unless told otherwise. */
export function aRole(overrides: Partial<Role> = {}): Role {
  return { role: 'replica', replicas: 2, tp: 4, dp: 1, pp: 1, ep: 1, accelerator: 'H100', ...overrides };
}

/** `2R-TP4` on eight GPUs unless told otherwise. */
export function aDeployment(overrides: Partial<ShapedDeployment> = {}): Deployment {
  const known = { label: '2R-TP4', roles: [aRole()], disaggregated: false, gpus: 8, accelerator: 'H100' };
  return { kind: 'shaped', ...known, replicasAssumed: false, ...overrides };
}

/** `1P-TP8/1D-TP8` on sixteen GPUs. */
export function disaggregated(overrides: Partial<ShapedDeployment> = {}): Deployment {
  const engine = { replicas: 1, tp: 8 };
  const roles = [aRole({ role: 'prefill', ...engine }), aRole({ role: 'decode', ...engine })];
  return aDeployment({ label: '1P-TP8/1D-TP8', roles, disaggregated: true, gpus: 16, ...overrides });
}

/** Aggregated, disaggregated, or under a name of which that is not known. */
export function ofKind(kind: boolean | null): Deployment {
  if (kind === null) return label.namedDeployment('2R-TP4', { gpus: 8, accelerator: 'H100' });
  return aDeployment({ disaggregated: kind });
}

/** What a report without host or stack says of its deployment: nothing. */
export const unknownDeployment: Deployment = label.unknownDeployment({ gpus: null, accelerator: null });

/** A reported concurrency, unless told otherwise. */
export function aLoad(concurrency: number | null, overrides: Partial<Load> = {}): Load {
  const concurrencySource = concurrency === null ? 'unknown' : 'reported';
  const nothing = { rate: null, condition: null, limit: null, stage: null, prompts: null, isFound: false };
  return { concurrency, concurrencySource, ...nothing, ...overrides };
}

const UNKNOWN = fromTable(() => null);

/** Every metric null but those given. */
export function someMetrics(known: Partial<Record<MetricId, number | null>> = {}): Metrics {
  return { ...UNKNOWN, ...known };
}

/** A point at a concurrency, from one sample unless more are given. */
export function aPoint(
  load: Load | number | null,
  known: Partial<Record<MetricId, number | null>> = {},
  overrides: Partial<Point> = {},
): Point {
  const metrics = someMetrics(known);
  const at = load === null || typeof load === 'number' ? aLoad(load) : load;
  const achievedRate = metrics['request-throughput'];
  return {
    load: at,
    metrics,
    samples: [metrics],
    achievedRate,
    sessions: null,
    files: ['reports/run.yaml'],
    ...overrides,
  };
}

/** A point of which only the coordinates matter. */
export function at(load: Load | number | null, perUser: number | null, perGpu: number | null): Point {
  return aPoint(load, { 'throughput-per-user': perUser, 'throughput-per-gpu': perGpu });
}

/** A configuration named after its deployment; `unknown` where that has no label. */
export function aConfiguration(
  deployment: Deployment,
  points: readonly Point[],
  overrides: Partial<Configuration> = {},
): Configuration {
  const label = deployment.label ?? 'unknown';
  return {
    id: label,
    label,
    variant: null,
    key: `${label} · #00000000`,
    name: '',
    deployment,
    facts: NO_FACTS.setup,
    environment: NO_FACTS.environment,
    points,
    ...overrides,
  };
}

export function aScenario(configurations: readonly Configuration[], overrides: Partial<Scenario> = {}): Scenario {
  return {
    id: 'llama-h100-isl9999-osl1000',
    model: 'meta-llama/Llama-3.1-70B-Instruct',
    accelerator: 'H100',
    quantization: null,
    prefix: null,
    harness: 'vllm-benchmark',
    workload: NO_FACTS.workload,
    harnessVersions: [],
    isl: 9999,
    osl: 1000,
    areRequested: { isl: true, osl: true },
    configurations,
    ...overrides,
  };
}

/** A scenario with its front by comparing every point with every other: slow, and plain to see right. */
export function withFront(scenario: Scenario): ScenarioFront {
  const known = scenario.configurations.flatMap((configuration) =>
    configuration.points.flatMap((point): FrontPoint[] => {
      const x = point.metrics['throughput-per-user'];
      const y = point.metrics['throughput-per-gpu'];
      const failed = (point.metrics['failure-rate'] ?? 0) > 0.5;
      return x === null || y === null || failed ? [] : [{ configuration, point, x, y }];
    }),
  );
  const beats = (a: FrontPoint, b: FrontPoint) => a.x >= b.x && a.y >= b.y && (a.x > b.x || a.y > b.y);
  const front = known.filter((b) => !known.some((a) => beats(a, b))).sort((a, b) => a.x - b.x);
  const area = front.reduce((sum, { x, y }, i) => sum + (x - (front[i - 1]?.x ?? 0)) * y, 0);
  return { scenario, front, area };
}

/** A scenario, and what its charts show besides its own points. */
export interface Subject extends Overlay {
  readonly front: ScenarioFront;
}

/** A scenario of which nothing is to be shown but what is given. */
export function aSubject(
  front: ScenarioFront,
  told: { baseline?: ScenarioFront; regressed?: readonly Point[]; missed?: readonly Point[] } = {},
): Subject {
  const placed = placedPoints(front.scenario);
  const keys = (points: readonly Point[] = []) =>
    new Set(placed.filter(({ point }) => points.includes(point)).map(placeKeyOf));
  return { front, baseline: told.baseline ?? null, regressed: keys(told.regressed), missed: keys(told.missed) };
}

export function aLatency(mean: number | null, overrides: Partial<Latency> = {}): Latency {
  return { mean, p50: null, p90: null, p95: null, p99: null, ...overrides };
}

export function aLength(requested: number | null, measured: number | null, error: number | null = null): Length {
  return { requested, measured, error };
}

/** Nothing measured but what is given. */
export function aMeasurement(overrides: Partial<Measurement> = {}): Measurement {
  const counts = { duration: null, completed: null, failures: null, attempts: null, isl: null, osl: null };
  const rates = { outputThroughput: null, totalThroughput: null, requestThroughput: null };
  const { tpot = null, itl = null } = overrides;
  const latencies = { ttft: null, tpot, itl, e2el: null };
  const stated = { ...counts, ...rates, ...latencies, explaining: NO_EXPLAINING, ...overrides };
  return { ...stated, ...following(null, stated), ...overrides };
}

/** A run in one file, at its path from the place that was given, unless told otherwise. */
export function aRun({ file = 'reports/run.yaml', ...overrides }: Partial<Run> & { file?: string } = {}): Run {
  return {
    files: [{ shown: file, path: file, place: '' }],
    harness: 'vllm-benchmark',
    harnessVersion: null,
    model: 'meta-llama/Llama-3.1-70B-Instruct',
    quantization: null,
    deployment: aDeployment(),
    workload: { isl: aLength(9999, 9999), osl: aLength(1000, 1000), prefix: null },
    load: aLoad(64),
    measured: aMeasurement(),
    derived: [],
    sessions: null,
    facts: NO_FACTS,
    treatment: null,
    measuredAt: null,
    ...overrides,
  };
}

/** A scenario in one earlier run and in the candidate. */
export function bothSides(baseline: Scenario | null, candidate: Scenario | null): Sides {
  return { baseline, candidate, earlier: [baseline], unmatched: [], likened: [], renamed: [] };
}

export function aProblem(overrides: Partial<Problem> = {}): Problem {
  return {
    severity: 'error',
    code: 'wrong-type',
    file: 'reports/bad.yaml',
    line: 12,
    column: 3,
    message: 'expected a number, found "fast"',
    ...overrides,
  };
}

/** A report of these scenarios and nothing else. */
export function aReport(scenarios: readonly ScenarioFront[], overrides: Partial<Report> = {}): Report {
  return {
    userThroughput: 'concurrency',
    prices: NO_PRICES,
    lengthTolerance: 0.05,
    scenarios,
    at: [],
    readings: [],
    runs: [],
    sweep: { tool: 'pareto-report', commit: null, commitLost: false, measuredAt: null, runner: null, runs: [] },
    leftOut: [],
    compared: null,
    objectives: null,
    failing: [],
    problems: [],
    plots: [],
    ...overrides,
  };
}

/** A small sweep whose front goes from aggregated to disaggregated serving. */
export function aSweep(overrides: Partial<Scenario> = {}): ScenarioFront {
  return withFront(
    aScenario(
      [
        aConfiguration(aDeployment(), [at(1, 50, 6.25), at(64, 10.45, 167.25), at(256, 2.64, 168.84)]),
        aConfiguration(disaggregated(), [at(1, 80.08, 5.005), at(64, 29.78, 119.1), at(128, 18.6, 148.8)]),
      ],
      overrides,
    ),
  );
}

/** A point that kept the default bound. */
export function aRow(overrides: Partial<Row> = {}): Row {
  return {
    scenario: 'llama-h100-isl9999-osl1000',
    configuration: '2R-TP4',
    load: aLoad(64),
    metric: 'output-throughput',
    baseline: 1000,
    candidate: 1000,
    change: 0,
    bound: '-10%',
    test: null,
    verdict: 'pass',
    isOlder: false,
    ...overrides,
  };
}

/** A row that fell, or rose, by a share of 1,000 tok/s. */
export function aMove(change: number, overrides: Partial<Row> = {}): Row {
  const verdict = change < 0 ? 'regression' : 'improvement';
  return aRow({ candidate: 1000 * (1 + change), change, verdict, ...overrides });
}

/** A front that kept the default bound. */
export function aFrontChange(overrides: Partial<FrontChange> = {}): FrontChange {
  return {
    scenario: 'llama-h100-isl9999-osl1000',
    baselineArea: 5000,
    candidateArea: 5000,
    halfKnown: 0,
    change: 0,
    bound: '-7%',
    verdict: 'pass',
    entered: [],
    left: [],
    ...overrides,
  };
}

/** A comparison with a baseline that was found; nothing in it but what is given. */
export function aCompared(
  comparison: Partial<Comparison> = {},
  overrides: Partial<Omit<ComparisonReport, 'comparison'>> = {},
): ComparisonReport {
  return {
    baseline: { source: 'path', commit: null, run: null, gap: null, runs: 1 },
    asked: true,
    earlier: [{ name: 'before/report.json', commit: null, measuredAt: null }],
    fronts: [],
    readings: [],
    comparison: {
      ...{ rows: [], effects: [], detectable: [], remeasure: [], moves: [], trends: [], fronts: [], readings: [] },
      ...{ absolute: [], accepted: [], unjudged: [], changes: [], verdict: 'pass', ...comparison },
    },
    ...overrides,
  };
}

/** Scenarios of the runs of one side, as the program makes them. */
export function scenariosOf(
  runs: readonly Run[],
  { variant = 'auto', userThroughput = 'concurrency', lengthTolerance = 0.05 }: Partial<GroupingOptions> = {},
): Scenario[] {
  const identities = identitiesOf(runs, variant);
  const { sides } = sidesOf(runs, [], identities, { userThroughput, lengthTolerance });
  return sides.flatMap(({ candidate }) => candidate ?? []);
}

interface GroupingOptions {
  readonly variant: VariantMode;
  readonly userThroughput: UserThroughput;
  readonly lengthTolerance: number;
}

/** An effect of a configuration; a regression unless given. */
export function anEffect(overrides: Partial<EffectRow> = {}): EffectRow {
  const place = { scenario: 'llama-h100-isl9999-osl1000', configuration: '2R-TP4', load: null };
  const of = { metric: 'output-throughput', effect: 'configuration', change: -0.14, p: 0.00001 } as const;
  const moved = { moved: overrides.change ?? of.change, parts: 6, along: 6 };
  return { ...place, ...of, ...moved, verdict: 'regression', isOlder: false, isSuspect: false, ...overrides };
}

/** A bound as its user writes it: `ttft <= 200`. */
export function aBound(text: string): Bound {
  const [name = '', ...rest] = text.split(' ');
  const metric = boundedOf(name);
  const parsed = metric === null ? { mistake: `no metric: ${text}` } : parseBound(metric, rest.join(' '));
  if ('mistake' in parsed) throw new Error(parsed.mistake);
  return parsed.bound;
}
