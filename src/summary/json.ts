import type { FrontPoint, ScenarioFront } from '../pareto/front.ts';
import type { ReportJson } from '../report/reportjson.ts';
import type { Role } from '../run/deployment.ts';
import { fromTable, type Metrics } from '../run/metric.ts';
import type { Problem } from '../run/problem.ts';
import type { Configuration, Point } from '../scenario/scenario.ts';
import { comparisonOf } from './comparisonjson.ts';
import type { PlotFile, Report } from './report.ts';

type ScenarioJson = ReportJson['scenarios'][number];
type ConfigurationJson = ScenarioJson['configurations'][number];
type PointJson = ConfigurationJson['points'][number];

/**
 * `report.json`: always the same keys in the same order, numbers unrounded, null where unknown. In parts, one for each
 * scenario, since the whole of a large sweep has tens of MB.
 */
export function* jsonParts(report: Report): Generator<string, void, undefined> {
  const frame = JSON.stringify(jsonOf({ ...report, scenarios: [] }), null, 2);
  const [before = '', after = ''] = frame.split('"scenarios": []');
  yield `${before}"scenarios": [`;
  for (const [index, front] of report.scenarios.entries()) {
    const scenario = JSON.stringify(scenarioOf(front, report.plots), null, 2);
    yield `${index === 0 ? '' : ','}\n    ${scenario.replaceAll('\n', '\n    ')}`;
  }
  yield `${report.scenarios.length === 0 ? '' : '\n  '}]${after}\n`;
}

/** All parts of `report.json`. */
export function renderJson(report: Report): string {
  return [...jsonParts(report)].join('');
}

/** What `report.json` holds. Only the keys of the contract, whatever else the records carry. */
export function jsonOf({ userThroughput, runs, scenarios, compared, plots, problems }: Report): ReportJson {
  return {
    format: 'pareto-report/1',
    userThroughput,
    verdict: compared?.comparison.verdict ?? 'none',
    runs: runs.length,
    scenarios: scenarios.map((front) => scenarioOf(front, plots)),
    comparison: compared === null ? null : comparisonOf(compared),
    problems: problems.map(problemOf),
  };
}

function scenarioOf({ scenario, front, area }: ScenarioFront, plots: readonly PlotFile[]): ScenarioJson {
  const { id, model, accelerator, isl, osl, harness } = scenario;
  const onFront = new Set(front.map(({ point }) => point));
  return {
    ...{ id, model, accelerator, isl, osl, harness },
    configurations: scenario.configurations.map((configuration) => configurationOf(configuration, onFront)),
    front: front.map(frontPointOf),
    frontArea: area,
    plots: plots.filter((plot) => plot.scenario === id).map(({ kind, theme, file }) => ({ kind, theme, file })),
  };
}

function configurationOf(configuration: Configuration, onFront: ReadonlySet<Point>): ConfigurationJson {
  const { id, label, variant, deployment, points } = configuration;
  return {
    ...{ id, label, variant, disaggregated: deployment.disaggregated, gpus: deployment.gpus },
    roles: deployment.roles.map(roleOf),
    points: points.map((point) => pointOf(point, onFront.has(point))),
  };
}

function roleOf({ role, replicas, tp, dp, pp, ep, accelerator }: Role): ConfigurationJson['roles'][number] {
  return { role, replicas, tp, dp, pp, ep, accelerator };
}

function pointOf({ load, metrics, samples, files }: Point, front: boolean): PointJson {
  return {
    concurrency: load.concurrency,
    rate: load.rate,
    concurrencySource: load.concurrencySource,
    ...(load.condition === null ? {} : { condition: load.condition }),
    repeats: samples.length,
    front,
    metrics: inOrder(metrics),
    samples: samples.map(inOrder),
    files: [...files],
  };
}

/** In the order of the table, whatever the order they were computed in. */
function inOrder(metrics: Metrics): PointJson['metrics'] {
  return fromTable(({ id }) => metrics[id]);
}

function frontPointOf({ configuration, point, x, y }: FrontPoint): ScenarioJson['front'][number] {
  return {
    configuration: configuration.id,
    concurrency: point.load.concurrency,
    rate: point.load.rate,
    'throughput-per-user': x,
    'throughput-per-gpu': y,
  };
}

function problemOf({ severity, code, file, line, column, message }: Problem): ReportJson['problems'][number] {
  return { severity, code, file, line, column, message };
}
