import { METRICS, type MetricId } from '../run/metric.ts';
import type { PlacedPoint } from '../scenario/placedpoint.ts';

/** What is compared along one axis. */
export interface Axis {
  readonly metric: MetricId;
  /** Whether it is divided by the number of GPUs of the configuration. */
  readonly isPerGpu: boolean;
  readonly better: 'higher' | 'lower';
  /**
   * What is linear between neighbouring loads: the value or, for a cost, its reciprocal (tokens per dollar).
   */
  readonly line: 'value' | 'reciprocal';
  /** `Mean TTFT`, without its unit. */
  readonly label: string;
  readonly unit: string;
}

/** Two axes that are traded off against each other. */
export interface Plane {
  readonly x: Axis;
  readonly y: Axis;
}

/** One for each plane; pictures, options and views are named after them. */
export type PlaneId = (typeof ROWS)[number]['id'];

/** A plane that users can ask for. */
export interface NamedPlane extends Plane {
  readonly id: PlaneId;
}

const PER_USER = axis('throughput-per-user');
const PER_GPU = axis('throughput-per-gpu');
const TOTAL_PER_GPU: Axis = {
  metric: 'total-throughput',
  isPerGpu: true,
  better: 'higher',
  line: 'value',
  label: 'input and output tok/s/GPU',
  unit: 'tok/s/GPU',
};

/** tok/s/user against tok/s/GPU: the default plane of fronts. */
export const TRADEOFF = { id: 'tradeoff', x: PER_USER, y: PER_GPU } as const;

/** tok/s/user against the cost of tokens, in which different accelerators can be compared. */
export const COST = { id: 'cost', x: PER_USER, y: axis('cost') } as const;

/** To add a plane, add a row here. */
const ROWS = [
  TRADEOFF,
  { id: 'ttft', x: axis('ttft'), y: PER_GPU },
  { id: 'ttft-p99', x: axis('ttft-p99'), y: PER_GPU },
  { id: 'tpot', x: axis('tpot'), y: PER_GPU },
  { id: 'tpot-p99', x: axis('tpot-p99'), y: PER_GPU },
  { id: 'e2el', x: axis('e2el'), y: PER_GPU },
  { id: 'e2el-p99', x: axis('e2el-p99'), y: PER_GPU },
  { id: 'total', x: PER_USER, y: TOTAL_PER_GPU },
  COST,
  { id: 'energy', x: PER_USER, y: axis('tokens-per-joule') },
] as const satisfies readonly (Plane & { readonly id: string })[];

/** The planes that users can ask for. */
export const PLANES: readonly NamedPlane[] = ROWS;

/** tok/s/user against output tok/s, for comparing the curves of whole configurations. */
export const CAPACITY: Plane = { x: PER_USER, y: axis('output-throughput') };

/** A metric of the table as an axis; it must have a better direction. */
function axis<Id extends MetricId>(metric: Id): Axis & { readonly metric: Id } {
  const row = METRICS.find(({ id }) => id === metric);
  if (!row?.better) throw new Error(`${metric} cannot be an axis`);
  const { better, label, unit, purchase } = row;
  return { metric, isPerGpu: false, better, line: purchase === null ? 'value' : 'reciprocal', label, unit };
}

/** Value of a point along an axis; null if unknown. */
export function valueOn({ metric, isPerGpu }: Axis, { configuration, point }: PlacedPoint): number | null {
  const value = point.metrics[metric];
  if (!isPerGpu || value === null) return value;
  const { gpus } = configuration.deployment;
  return gpus === null || gpus <= 0 ? null : value / gpus;
}

/** How much better the first of two values along an axis is; positive if it is the better one. */
export function advantage({ better }: Axis, a: number, b: number): number {
  return better === 'higher' ? a - b : b - a;
}
