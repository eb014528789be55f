import { type FrontPoint, mostlyFailed, type ScenarioFront } from '../pareto/front.ts';
import { COST } from '../pareto/plane.ts';
import { type Bound, meets } from '../regression/bound.ts';
import { readingsOf } from '../regression/judgedreading.ts';
import { COST_IDS } from '../run/costmetric.ts';
import type { Role, RoleName } from '../run/deployment.ts';
import { largestOf } from '../run/extent.ts';
import { EXPLAINING, METRICS, type MetricId } from '../run/metric.ts';
import type { Sessions } from '../run/run.ts';
import type { Configuration } from '../scenario/scenario.ts';
import { loadColumns } from './loadcolumns.ts';
import {
  formatCount,
  formatLength,
  formatMetric,
  formatMoney,
  formatNumber,
  formatShare,
  UNKNOWN,
} from './numberformat.ts';
import { formatRate, kindOf, metricName, pointOf } from './phrase.ts';
import { formatMedian, samplesOf } from './repeats.ts';
import type { Report } from './report.ts';
import { type Column, ESSENTIAL, type Table, table, USUAL_WORTH } from './tableblock.ts';
import { type PointRow, rowsOf } from './tally.ts';

/** A point and its configuration. */
type PointPlace = Pick<PointRow, 'configuration' | 'point'>;

/**
 * The front of a scenario, and how much of the best tok/s/GPU is left at each step towards faster users.
 *
 * @param before columns placed before the others
 */
export function frontTable(
  { front }: ScenarioFront,
  rows = Number.POSITIVE_INFINITY,
  objectives: readonly Bound[] = [],
  before: readonly Column<FrontPoint>[] = [],
): Table {
  const best = largestOf(front.map(({ y }) => y));
  const share = ({ y }: FrontPoint) => formatShare(best > 0 ? y / best : null);
  const columns: Column<FrontPoint>[] = [
    ...before,
    ...identity(front),
    ...metricColumns(['throughput-per-user', 'throughput-per-gpu'], ESSENTIAL),
    ...metricColumns(COST_IDS, 8),
    { label: 'Of the best tok/s/GPU', align: 'right', worth: 6, text: share },
    gpus(({ configuration }) => configuration),
    ...metricColumns(['output-throughput'], 3),
    ...metricColumns(['ttft', 'tpot'], 4),
    ...missesOf(objectives),
  ];
  return table(columns, front.slice(0, rows));
}

/** The front at phone width: what each speed yields, and at what cost. */
export function phoneFrontTable(
  { front }: ScenarioFront,
  rows = Number.POSITIVE_INFINITY,
  objectives: readonly Bound[] = [],
  more: readonly Column<FrontPoint>[] = [],
): Table {
  const columns: Column<FrontPoint>[] = [
    { label: 'Point', align: 'left', text: pointOf },
    ...metricColumns(['throughput-per-user', 'throughput-per-gpu', ...COST_IDS]),
    ...more,
    ...missesOf(objectives),
  ];
  return table(columns, front.slice(0, rows));
}

/** The front at page width: columns of words wrap onto several lines where room is short. */
export function narrowFrontTable(scenario: ScenarioFront, rows?: number, objectives?: readonly Bound[]): Table {
  return phoneFrontTable(scenario, rows, objectives, [
    gpus(({ configuration }: FrontPoint) => configuration),
    ...metricColumns(['ttft', 'tpot']),
  ]);
}

/** Every point of a scenario with what was measured at it. */
export function pointTable(scenario: ScenarioFront, objectives: readonly Bound[] = []): Table {
  const rows = rowsOf(scenario);
  const columns: Column<PointRow>[] = [
    ...identity(rows),
    { label: 'Front', align: 'left', worth: 7, text: standing },
    ...metricColumns(['throughput-per-user', 'throughput-per-gpu'], ESSENTIAL),
    ...metricColumns(COST_IDS, 8),
    ...metricColumns(['duration', 'completed', 'failures'], 2),
    ...metricColumns(['request-throughput'], 3),
    ...metricColumns(['output-throughput'], 6).map(withRepeats),
    ...metricColumns(['total-throughput'], 1),
    ...metricColumns(['ttft', 'tpot'], 5),
    ...metricColumns(['itl', 'e2el'], 4),
    ...metricColumns(
      EXPLAINING.filter((id) => rows.some(({ point }) => point.metrics[id] !== null)),
      3,
    ),
    ...sessionColumns(rows),
    ...missesOf(objectives),
  ];
  return table(columns, rows);
}

/** The configurations of a scenario: their roles, and the best figures that each reaches. */
export function configurationTable({ scenario, front }: ScenarioFront, rows = Number.POSITIVE_INFINITY): Table {
  const onFront = (configuration: Configuration) => front.filter((at) => at.configuration === configuration).length;
  const columns: Column<Configuration>[] = [
    { label: 'Configuration', align: 'left', worth: ESSENTIAL, text: ({ id }) => id },
    { label: 'Serving', align: 'left', worth: 3, text: kindOf },
    roleColumn('Replicas', 'replica'),
    roleColumn('Prefill', 'prefill'),
    roleColumn('Decode', 'decode'),
    gpus((configuration) => configuration),
    { label: 'Points', align: 'right', text: ({ points }) => formatCount(points.length) },
    { label: 'On the front', align: 'right', text: (configuration) => formatCount(onFront(configuration)) },
    best('Best tok/s/GPU', 'throughput-per-gpu'),
    best('Best tok/s/user', 'throughput-per-user'),
  ];
  return table(columns, scenario.configurations.slice(0, rows));
}

/** A row per scenario: what is held constant, the two ends of its front, and what tokens cost. */
export function overviewTable(
  { scenarios, at, readings }: Pick<Report, 'scenarios' | 'at' | 'readings'>,
  rows = Number.POSITIVE_INFINITY,
): Table {
  // A column that says the same about every scenario does not distinguish them.
  const varied = (columns: Column<ScenarioFront>[]) =>
    columns.filter(({ text }) => new Set(scenarios.map(text)).size > 1);
  const named = (
    label: string,
    text: (scenario: ScenarioFront['scenario']) => string | null,
    worth = 6,
  ): Column<ScenarioFront> => ({
    label,
    align: 'left',
    worth,
    text: ({ scenario }) => text(scenario) ?? 'unknown',
  });
  // A row is named after its model or, if all share one, after its accelerator.
  const isOneModel = new Set(scenarios.map(({ scenario }) => scenario.model)).size === 1;
  const columns: Column<ScenarioFront>[] = [
    named('Model', ({ model }) => model, isOneModel ? 8 : ESSENTIAL),
    named('Accelerator', ({ accelerator }) => accelerator, isOneModel ? ESSENTIAL : 8),
    { label: 'ISL', align: 'right', worth: 7, text: ({ scenario }) => formatLength(scenario.isl) },
    { label: 'OSL', align: 'right', worth: 7, text: ({ scenario }) => formatLength(scenario.osl) },
    ...varied([
      named('Quantization', ({ quantization }) => quantization ?? UNKNOWN, 8),
      named('Prefix', ({ prefix }) => prefix ?? UNKNOWN, 8),
      named('Harness', ({ harness }) => harness, 8),
    ]),
    {
      label: 'Configurations',
      align: 'right',
      worth: 2,
      text: ({ scenario }) => formatCount(scenario.configurations.length),
    },
    { label: 'Points', align: 'right', worth: 4, text: (scenario) => formatCount(rowsOf(scenario).length) },
    { label: 'On the front', align: 'right', worth: 3, text: ({ front }) => formatCount(front.length) },
    end('Most tok/s/GPU', ({ y }) => y),
    end('Most tok/s/user', ({ x }) => x),
    {
      label: 'Least cost',
      unit: COST.y.unit,
      align: 'right',
      worth: 7,
      text: ({ scenario }) => formatMoney(leastCost(scenario.configurations)),
    },
    ...at.map((x) => costAt(x, readings)),
  ];
  return table(columns, scenarios.slice(0, rows));
}

/** The lowest cost of tokens at a requested speed. */
function costAt(x: number, readings: Report['readings']): Column<ScenarioFront> {
  const cheapest = (id: string) => readingsOf(readings, id).find((one) => one.x === x)?.cheapest ?? null;
  const text = ({ scenario }: ScenarioFront) => formatMoney(cheapest(scenario.id)?.y ?? null);
  return { label: `Cost at ≥ ${formatRate(x)} tok/s/user`, unit: COST.y.unit, align: 'right', worth: 8, text };
}

/** The lowest cost of tokens at any point of some configurations; null where no cost is known. */
export function leastCost(configurations: readonly Configuration[]): number | null {
  const points = configurations.flatMap((configuration) => configuration.points.filter((one) => !mostlyFailed(one)));
  const known = points.flatMap(({ metrics }) => metrics[COST.y.metric] ?? []);
  return known.length === 0 ? null : known.reduce((least, cost) => Math.min(least, cost));
}

/** Columns that identify a point; an aspect of the load appears if any of the points has it. */
function identity(rows: readonly PointPlace[]): Column<PointPlace>[] {
  // The stage is shown only where nothing else distinguishes the loads.
  const stage: Column<PointPlace> = {
    label: 'Stage',
    align: 'right',
    worth: ESSENTIAL,
    text: ({ point }) => formatCount(point.load.stage),
  };
  const named = rows.every(({ point: { load } }) => load.concurrency !== null || load.rate !== null);
  return [
    { label: 'Configuration', align: 'left', worth: ESSENTIAL, text: ({ configuration }) => configuration.id },
    ...loadColumns<PointPlace>(({ point }) => point.load),
    ...(named ? [] : [stage]),
  ];
}

function standing({ point, front }: PointRow): string {
  if (mostlyFailed(point)) return 'failed';
  return front ? 'yes' : '';
}

function metricColumns(ids: readonly MetricId[], worth = USUAL_WORTH): Column<PointPlace>[] {
  return METRICS.filter(({ id }) => ids.includes(id))
    .sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id))
    .map(({ id, label, unit }) => {
      const text = ({ point }: PointPlace) => formatMetric(id, point.metrics[id]);
      return { label, unit: unit === label ? '' : unit, align: 'right', worth, text };
    });
}

/** The noise of a point is that of the metric which is gated. */
function withRepeats(column: Column<PointPlace>): Column<PointPlace> {
  const metric = 'output-throughput';
  return { ...column, text: ({ point }) => formatMedian(metric, point.metrics[metric], samplesOf(point, metric)) };
}

/** Columns for conversations, if a run reports them. */
function sessionColumns(rows: readonly PointRow[]): Column<PointRow>[] {
  const column = (label: string, unit: string, text: (sessions: Sessions | null) => string) => ({
    ...{ label, unit, align: 'right' as const },
    worth: 2,
    text: ({ point }: PointRow) => text(point.sessions),
  });
  return rows.every(({ point }) => point.sessions === null)
    ? []
    : [
        column('Sessions', '', (sessions) => formatCount(sessions?.count ?? null)),
        column('Turns', '', (sessions) => formatNumber(sessions?.turns ?? null)),
        column('Session duration', 's', (sessions) => formatNumber(sessions?.duration ?? null)),
      ];
}

/** Which service-level objectives a point misses or cannot be shown to meet. */
function missesOf(objectives: readonly Bound[]): Column<PointPlace>[] {
  const missed = ({ point }: PointPlace) =>
    objectives
      .map(({ metric, ...bound }) => ({
        metric,
        bound: { metric, ...bound },
        value: point.metrics[metric as MetricId],
      }))
      .filter(({ bound, value }) => !meets(value, bound))
      .map(({ metric, value }) => `${metricName(metric)}${value === null ? ' unknown' : ''}`)
      .join(', ');
  return objectives.length === 0 ? [] : [{ label: 'Misses', align: 'left', worth: 8, text: missed }];
}

function gpus<Row>(of: (row: Row) => Configuration): Column<Row> {
  return { label: 'GPUs', align: 'right', worth: 7, text: (row) => formatCount(of(row).deployment.gpus) };
}

function best(label: string, id: MetricId): Column<Configuration> {
  const values = ({ points }: Configuration) =>
    points.filter((point) => !mostlyFailed(point)).flatMap(({ metrics }) => metrics[id] ?? []);
  return { label, align: 'right', worth: 8, text: (configuration) => formatNumber(largest(values(configuration))) };
}

function end(label: string, of: (at: FrontPoint) => number): Column<ScenarioFront> {
  return { label, align: 'right', worth: ESSENTIAL, text: ({ front }) => formatNumber(largest(front.map(of))) };
}

function largest(values: readonly number[]): number | null {
  return values.length === 0 ? null : largestOf(values);
}

function roleColumn(label: string, name: RoleName): Column<Configuration> {
  return {
    label,
    align: 'left',
    text: ({ deployment }) => {
      const mixed = new Set(deployment.roles.map(({ accelerator }) => accelerator)).size > 1;
      const roles = deployment.roles.filter(({ role }) => role === name);
      return roles.map((role) => shapeOf(role) + (mixed ? ` on ${role.accelerator ?? 'unknown'}` : '')).join(' + ');
    },
  };
}

/** `2 × TP4`, `4 × TP1 DP8 EP8`: parallelism other than TP where it is not 1. */
function shapeOf({ replicas, tp, ...others }: Role): string {
  const named = (['dp', 'pp', 'ep'] as const).filter((name) => others[name] !== 1);
  const sizes = named.map((name) => ` ${name.toUpperCase()}${others[name] ?? '?'}`);
  return `${replicas ?? '?'} × TP${tp ?? '?'}${sizes.join('')}`;
}
