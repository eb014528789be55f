import { shortened } from '../excerpt.ts';
import type { FrontPoint, ScenarioFront } from '../pareto/front.ts';
import type { SpeedReading } from '../pareto/frontreading.ts';
import { readingsOf } from '../regression/judgedreading.ts';
import type { ReportJson } from '../report/reportjson.ts';
import type { Role } from '../run/deployment.ts';
import { fromTable, type Metrics } from '../run/metric.ts';
import type { Problem } from '../run/problem.ts';
import { encodeSweep } from '../run/sweep.ts';
import type { Configuration, Point } from '../scenario/scenario.ts';
import { comparisonOf, loadsOf } from './comparedjson.ts';
import type { Report } from './report.ts';

type ScenarioJson = ReportJson['scenarios'][number];
type ConfigurationJson = ScenarioJson['configurations'][number];
type PointJson = ConfigurationJson['points'][number];

/**
 * `report.json`: always the same keys in the same order, numbers unrounded, null where unknown. In parts, one per point,
 * because the JSON of a large sweep takes hundreds of MB, more than fits into one text.
 */
export function* jsonParts(report: Report): Generator<string, void, undefined> {
  const frame = JSON.stringify(frameOf({ ...report, scenarios: [] }, null), null, 2);
  const [head, tail] = around(frame, '"sweep": null');
  yield `${head}"sweep": `;
  yield* sweepParts(report);
  yield* filled(tail, 'scenarios', report.scenarios, '', (front, margin) => scenarioParts(front, report, margin));
  yield '\n';
}

function* scenarioParts(front: ScenarioFront, report: Report, margin: string): Generator<string, void, undefined> {
  const { scenario } = front;
  const frame = scenarioOf({ ...front, scenario: { ...scenario, configurations: [] } }, report);
  const onFront = new Set(front.front.map(({ point }) => point));
  yield* filled(textOf(frame, margin), 'configurations', scenario.configurations, margin, (one, inner) =>
    configurationParts(one, onFront, inner),
  );
}

function* configurationParts(
  configuration: Configuration,
  onFront: ReadonlySet<Point>,
  margin: string,
): Generator<string, void, undefined> {
  const frame = configurationOf({ ...configuration, points: [] }, onFront);
  yield* filled(textOf(frame, margin), 'points', configuration.points, margin, function* (point, inner) {
    yield textOf(pointOf(point, onFront.has(point)), inner);
  });
}

/** JSON with a list filled in that is empty in it, item by item. */
function* filled<Item>(
  json: string,
  key: string,
  items: readonly Item[],
  margin: string,
  partsOf: (item: Item, margin: string) => Iterable<string>,
): Generator<string, void, undefined> {
  const [before, after] = around(json, `"${key}": []`);
  yield `${before}"${key}": [`;
  const inner = `${margin}    `;
  for (const [index, item] of items.entries()) {
    yield `${index === 0 ? '' : ','}\n${inner}`;
    yield* partsOf(item, inner);
  }
  yield `${items.length === 0 ? '' : `\n${margin}  `}]${after}`;
}

/** What stands before and after the first of a text, which must be there. */
function around(json: string, text: string): readonly [string, string] {
  const at = json.indexOf(text);
  if (at < 0) throw new Error(`no ${text} in ${shortened(json)}`);
  return [json.slice(0, at), json.slice(at + text.length)];
}

/** JSON that stands in from the margin, except for its first line. */
function textOf(value: object, margin: string): string {
  return JSON.stringify(value, null, 2).replaceAll('\n', `\n${margin}`);
}

/** One line per setup and one per run: nobody reads them, and thousands of them would fill most of the file. */
function* sweepParts({ sweep }: Report): Generator<string, void, undefined> {
  const { facts, setups, runs, ...head } = encodeSweep(sweep);
  yield JSON.stringify(head).slice(0, -1);
  for (const [name, items] of Object.entries({ facts, setups, runs })) {
    yield `,\n    "${name}": `;
    yield* linesOf(items);
  }
  yield '\n  }';
}

function* linesOf(items: readonly object[]): Generator<string, void, undefined> {
  yield '[';
  for (const [index, item] of items.entries()) yield `${index === 0 ? '' : ','}\n      ${JSON.stringify(item)}`;
  yield items.length === 0 ? ']' : '\n    ]';
}

/** All parts of `report.json`. */
export function renderJson(report: Report): string {
  return [...jsonParts(report)].join('');
}

/** The content of `report.json`: only the keys of the contract, whatever else the records hold. */
export function jsonOf(report: Report): ReportJson {
  return frameOf(report, encodeSweep(report.sweep));
}

function frameOf<Sweep>(report: Report, sweep: Sweep): Omit<ReportJson, 'sweep'> & { readonly sweep: Sweep } {
  const { userThroughput, prices, runs, scenarios, compared, problems } = report;
  return {
    format: 'pareto-report/1',
    userThroughput,
    verdict: compared?.comparison.verdict ?? 'none',
    sweep,
    runs: runs.length,
    prices: [...prices].map(([accelerator, price]) => ({ accelerator, price })),
    scenarios: scenarios.map((front) => scenarioOf(front, report)),
    comparison: compared === null ? null : comparisonOf(compared),
    problems: problems.map(problemOf),
  };
}

function scenarioOf(
  { scenario, front, area }: ScenarioFront,
  { plots, readings }: Pick<Report, 'plots' | 'readings'>,
): ScenarioJson {
  const { id, model, accelerator, isl, osl, harness } = scenario;
  const onFront = new Set(front.map(({ point }) => point));
  return {
    ...{ id, model, accelerator, isl, osl, harness },
    configurations: scenario.configurations.map((configuration) => configurationOf(configuration, onFront)),
    front: front.map(frontPointOf),
    frontArea: area,
    readings: readingsOf(readings, id).map(readingOf),
    plots: plots.filter((plot) => plot.scenario === id).map(({ kind, theme, file }) => ({ kind, theme, file })),
  };
}

function readingOf({ x, reading, cheapest }: SpeedReading): ScenarioJson['readings'][number] {
  return {
    'throughput-per-user': x,
    'throughput-per-gpu': reading?.y ?? null,
    configuration: reading?.configuration.id ?? null,
    between: loadsOf(reading),
    cost: cheapest?.y ?? null,
    costConfiguration: cheapest?.configuration.id ?? null,
    costBetween: loadsOf(cheapest),
  };
}

function configurationOf(configuration: Configuration, onFront: ReadonlySet<Point>): ConfigurationJson {
  const { id, key, label, variant, deployment, facts, points } = configuration;
  return {
    ...{ id, key, label, variant, disaggregated: deployment.disaggregated, gpus: deployment.gpus },
    roles: deployment.roles.map(roleOf),
    ...statedIn(facts),
    points: points.map((point) => pointOf(point, onFront.has(point))),
  };
}

/** What is stated about the setup; GPUs have a key of their own. */
function statedIn(facts: Configuration['facts']): Pick<ConfigurationJson, 'facts'> {
  const stated = [...facts].filter(([name]) => name !== 'gpus');
  return stated.length === 0 ? {} : { facts: stated.map(([name, value]) => ({ name, value })) };
}

function roleOf({ role, replicas, tp, dp, pp, ep, accelerator }: Role): ConfigurationJson['roles'][number] {
  return { role, replicas, tp, dp, pp, ep, accelerator };
}

function pointOf({ load, metrics, samples, sessions, files }: Point, front: boolean): PointJson {
  return {
    concurrency: load.concurrency,
    rate: load.rate,
    concurrencySource: load.concurrencySource,
    ...(load.condition === null ? {} : { condition: load.condition }),
    ...(sessions === null ? {} : { sessions: { ...sessions } }),
    repeats: samples.length,
    front,
    metrics: inOrder(metrics),
    samples: samples.map(inOrder),
    files: [...files],
  };
}

/** In the order of the metrics table, whatever order they were computed in. */
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
