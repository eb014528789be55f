import { mostlyFailed } from '../pareto/front.ts';
import type { Reading } from '../pareto/frontreading.ts';
import { COST } from '../pareto/plane.ts';
import { placeKeyOf } from '../regression/regressed.ts';
import { changeOf } from '../regression/row.ts';
import { COST_IDS } from '../run/costmetric.ts';
import { METRICS, type MetricId } from '../run/metric.ts';
import type { Problem } from '../run/problem.ts';
import { type PlacedPoint, placedPoints } from '../scenario/placedpoint.ts';
import type { Configuration, Point, Scenario } from '../scenario/scenario.ts';
import { isElsewhere } from '../summary/best.ts';
import { leastCost } from '../summary/columns.ts';
import type { Exhibit } from '../summary/exhibit.ts';
import {
  formatBound,
  formatChange,
  formatCount,
  formatMetric,
  formatMoney,
  formatNumber,
} from '../summary/numberformat.ts';
import { giverOf, kindOf, loadOf } from '../summary/phrase.ts';
import { problemUrl } from '../summary/problemlink.ts';
import { placeOf } from '../summary/problemorder.ts';
import type { JudgementPayload } from './payload.ts';
import type { Scene } from './scene.ts';
import { Sheet, type SheetColumn } from './sheet.tsx';

/** Metrics of points that are always shown; the others on request. */
const USUAL: readonly MetricId[] = [
  ...(['throughput-per-user', 'throughput-per-gpu', 'output-throughput', 'ttft', 'ttft-p99'] as const),
  ...COST_IDS,
  ...(['tpot', 'tpot-p99', 'e2el', 'e2el-p99', 'failure-rate'] as const),
];

interface PointsProps {
  readonly scene: Scene;
  readonly name: string;
  readonly points: readonly PlacedPoint[];
  readonly before: ReadonlyMap<string, Point>;
  /** Name of the baseline. */
  readonly against: string;
  readonly isWhole: boolean;
  readonly picked: string | null;
  readonly onPick: (key: string) => void;
}

/** Points with what was measured at them, and how their output throughput changed. */
export function PointSheet({ scene, name, points, before, against, isWhole, picked, onPick }: PointsProps) {
  const front = new Set(scene.shown.front.map(({ point }) => point));
  const standing = (placed: PlacedPoint) => {
    const { point } = placed;
    if (mostlyFailed(point)) return 'mostly failed';
    if (scene.missed.has(placeKeyOf(placed))) return 'misses an objective';
    if (scene.unjudged.has(placeKeyOf(placed))) return 'objective not known';
    return front.has(point) ? 'on the front' : '';
  };
  const change = (placed: PlacedPoint) =>
    changeOf(
      before.get(placeKeyOf(placed))?.metrics['output-throughput'] ?? null,
      placed.point.metrics['output-throughput'],
    );
  const metrics = METRICS.filter(
    ({ id }) => (isWhole || USUAL.includes(id)) && points.some(({ point }) => point.metrics[id] !== null),
  );
  const columns: SheetColumn<PlacedPoint>[] = [
    { id: 'configuration', label: 'Configuration', align: 'left', value: ({ configuration }) => configuration.id },
    { id: 'load', label: 'Load', align: 'left', value: ({ point }) => loadOf(point.load) },
    { id: 'standing', label: 'Front', align: 'left', value: standing },
    ...metrics.map(({ id, label, unit }): SheetColumn<PlacedPoint> => {
      return {
        ...{ id, label, align: 'right', unit: unit === label ? '' : unit },
        value: ({ point }) => point.metrics[id],
        text: ({ point }) => formatMetric(id, point.metrics[id]),
      };
    }),
    ...(before.size === 0
      ? []
      : [
          {
            ...{ id: 'change', label: 'Output throughput', unit: `against the ${against}`, align: 'right' as const },
            value: change,
            text: (placed: PlacedPoint) => formatChange(change(placed)),
          },
        ]),
  ];
  return (
    <Sheet
      {...{ name, columns, rows: points, keyOf: placeKeyOf, picked }}
      onPick={(placed: PlacedPoint) => onPick(placeKeyOf(placed))}
    />
  );
}

/** What is available at round speeds. */
export function ReadingSheet({ scene: { readings, baseline }, against }: Pick<PointsProps, 'scene' | 'against'>) {
  type SceneReading = Scene['readings'][number];
  const giver = (reading: Reading | null) => (reading === null ? 'nothing is that fast' : giverOf(reading));
  const figure = (id: string, label: string, value: (at: SceneReading) => number | null): SheetColumn<SceneReading> => {
    return { id, label, unit: 'tok/s/GPU', align: 'right', value, text: (at) => formatNumber(value(at)) };
  };
  const money = (id: string, label: string, value: (at: SceneReading) => number | null): SheetColumn<SceneReading> => {
    return { id, label, unit: COST.y.unit, align: 'right', value, text: (at) => formatMoney(value(at)) };
  };
  const change = ({ reading, before }: SceneReading) => changeOf(before?.y ?? null, reading?.y ?? null);
  const columns: SheetColumn<SceneReading>[] = [
    { id: 'speed', label: 'At least', unit: 'tok/s/user', align: 'right', value: ({ x }) => x },
    figure('throughput-per-gpu', 'Most', ({ reading }) => reading?.y ?? null),
    { id: 'by', label: 'By', align: 'left', value: ({ reading }) => giver(reading) },
    ...(readings.some(({ cost }) => cost !== null) ? [money('cost', 'Cost', ({ cost }) => cost)] : []),
    ...(readings.some(isElsewhere)
      ? [
          money('least-cost', 'Least cost', ({ cheapest }) => cheapest?.y ?? null),
          {
            ...{ id: 'cheapest', label: 'Cheapest', align: 'left' as const },
            value: ({ cheapest }: SceneReading) => (cheapest === null ? '' : giverOf(cheapest)),
          },
        ]
      : []),
    ...(baseline === null
      ? []
      : [
          figure('baseline', against, ({ before }) => before?.y ?? null),
          {
            ...{ id: 'change', label: 'Change', align: 'right' as const },
            value: change,
            text: (at: SceneReading) => formatChange(change(at)),
          },
          {
            id: 'baseline-by',
            label: `${against} by`,
            align: 'left' as const,
            value: ({ before }: SceneReading) => giver(before),
          },
        ]),
  ];
  if (readings.length === 0) return null;
  return (
    <section>
      <h3>tok/s/GPU at equal tok/s/user</h3>
      <p class="muted">
        The most tok/s/GPU at which every user gets at least that speed: interpolated between neighbouring loads of a
        configuration, or measured at a point that is that fast.
      </p>
      <Sheet {...{ name: 'readings', columns, rows: readings, keyOf: ({ x }: SceneReading) => String(x) }} />
    </section>
  );
}

/** Points of a scenario by key. */
export function byKey(scenario: Scenario | undefined): Map<string, Point> {
  return new Map((scenario === undefined ? [] : placedPoints(scenario)).map((one) => [placeKeyOf(one), one.point]));
}

interface ConfigurationsProps {
  readonly scene: Scene;
  readonly only: readonly string[];
  readonly onIsolate: (id: string) => void;
}

/** Configurations with the best figures that each reaches. */
export function ConfigurationSheet({ scene, only, onIsolate }: ConfigurationsProps) {
  const { configurations } = scene.scenario;
  const onFront = new Map<string, number>();
  for (const { configuration } of scene.shown.front)
    onFront.set(configuration.id, (onFront.get(configuration.id) ?? 0) + 1);
  const best = (id: MetricId) => (one: Configuration) => {
    const known = one.points.flatMap((point) => (mostlyFailed(point) ? [] : (point.metrics[id] ?? [])));
    return known.length === 0 ? null : known.reduce((a, b) => Math.max(a, b));
  };
  const most = (id: MetricId, label: string, unit: string): SheetColumn<Configuration> => {
    const value = best(id);
    return { id, label, unit, align: 'right', value, text: (one) => formatNumber(value(one)) };
  };
  const cost: SheetColumn<Configuration> = {
    ...{ id: 'cost', label: 'Least cost', unit: COST.y.unit, align: 'right' },
    value: (one) => leastCost([one]),
    text: (one) => formatMoney(leastCost([one])),
  };
  const columns: SheetColumn<Configuration>[] = [
    { id: 'configuration', label: 'Configuration', align: 'left', value: ({ id }) => id },
    { id: 'kind', label: 'Kind', align: 'left', value: kindOf },
    { id: 'variant', label: 'Variant', align: 'left', value: ({ variant }) => variant ?? '' },
    { id: 'gpus', label: 'GPUs', align: 'right', value: ({ deployment }) => deployment.gpus },
    { id: 'points', label: 'Loads', align: 'right', value: ({ points }) => points.length },
    { id: 'front', label: 'On the front', align: 'right', value: ({ id }) => onFront.get(id) ?? 0 },
    most('throughput-per-gpu', 'Most', 'tok/s/GPU'),
    most('throughput-per-user', 'Fastest', 'tok/s/user'),
    most('output-throughput', 'Most output', 'tok/s'),
    ...(configurations.some((one) => leastCost([one]) !== null) ? [cost] : []),
  ];
  return (
    <Sheet
      {...{ name: 'configurations', columns, rows: configurations, keyOf: ({ id }: Configuration) => id }}
      picked={only[0] ?? null}
      onPick={({ id }) => onIsolate(id)}
    />
  );
}

/** Everything that was compared, row by row. */
export function RowSheet({ rows }: Pick<JudgementPayload, 'rows'>) {
  type Row = JudgementPayload['rows'][number];
  const figure = (id: 'baseline' | 'candidate', label: string): SheetColumn<Row> => {
    return { id, label, align: 'right', value: (row) => row[id], text: (row) => formatMetric(row.metric, row[id]) };
  };
  const columns: SheetColumn<Row>[] = [
    { id: 'verdict', label: 'Verdict', align: 'left', value: ({ verdict }) => verdict },
    { id: 'configuration', label: 'Configuration', align: 'left', value: ({ configuration }) => configuration },
    { id: 'concurrency', label: 'Concurrency', align: 'right', value: ({ concurrency }) => concurrency },
    { id: 'rate', label: 'Rate', unit: 'requests/s', align: 'right', value: ({ rate }) => rate },
    { id: 'metric', label: 'Metric', align: 'left', value: ({ metric }) => metric },
    figure('baseline', 'Baseline'),
    figure('candidate', 'Candidate'),
    {
      ...{ id: 'change', label: 'Change', align: 'right' },
      value: ({ change }) => change,
      text: ({ change }) => formatChange(change),
    },
    {
      id: 'bound',
      label: 'Bound',
      align: 'right',
      value: ({ bound }) => bound,
      text: ({ bound }) => formatBound(bound),
    },
  ];
  const keyOf = ({ scenario, configuration, concurrency, rate, metric, verdict }: Row) =>
    JSON.stringify([scenario, configuration, concurrency, rate, metric, verdict]);
  return <Sheet {...{ name: 'compared rows', columns, rows, keyOf }} />;
}

/** A table of the report's own, in its words. */
export function ExhibitSheet({ exhibit: { title, notes, table, hidden } }: { readonly exhibit: Exhibit }) {
  type Line = { readonly cells: readonly string[]; readonly place: number };
  const columns = table.columns.map(({ label, unit, align }, i): SheetColumn<Line> => {
    return {
      ...{ id: label, label, unit: unit ?? '', align },
      value: ({ cells }) => (align === 'right' ? numberIn(cells[i] ?? '') : (cells[i] ?? '')),
      text: ({ cells }) => cells[i] ?? '',
    };
  });
  const rows = table.rows.map((cells, place) => ({ cells, place }));
  return (
    <section>
      <h3>{title}</h3>
      {notes.length > 0 && <p class="muted">{notes.join(' ')}</p>}
      <Sheet {...{ name: title, columns, rows, keyOf: ({ place }: Line) => String(place) }} />
      {hidden > 0 && <p class="muted">and {formatCount(hidden)} more in report.json</p>}
    </section>
  );
}

/** The number in a text such as `−12.1%`, `$5.88`, `< 0.001` or `2,381 (n 3, ±0.6%)`; any other text unchanged. */
function numberIn(text: string): number | string | null {
  if (text === '' || text === '–') return null;
  const [, number = ''] = /^(?:[<≈±] |\$)?([+−±]?[\d,.]+)(?:\s?%| \(.*\))?$/.exec(text) ?? [];
  const value = Number(number.replaceAll(',', '').replace('−', '-').replace('±', ''));
  return number === '' || Number.isNaN(value) ? text : value;
}

/** What was wrong or assumed. */
export function ProblemSheet({ problems }: { readonly problems: readonly Problem[] }) {
  const columns: SheetColumn<Problem>[] = [
    { id: 'severity', label: 'Severity', align: 'left', value: ({ severity }) => severity },
    { id: 'code', label: 'Code', align: 'left', value: ({ code }) => code, link: ({ code }) => problemUrl(code) },
    { id: 'place', label: 'Where', align: 'left', value: placeOf },
    { id: 'message', label: 'What', align: 'left', value: ({ message }) => message },
  ];
  return <Sheet {...{ name: 'problems', columns, rows: problems, keyOf: (one: Problem) => JSON.stringify(one) }} />;
}
