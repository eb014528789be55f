import { FIGURES } from '../../scripts/figures.ts';
import { gpusOf, parseLabel } from '../../src/run/label.ts';
import { median } from '../../src/run/median.ts';
import type { MetricId } from '../../src/run/metric.ts';
import type { Scenario } from '../../src/scenario/scenario.ts';
import type { Sides } from '../../src/scenario/sides.ts';
import { aConfiguration, aDeployment, aPoint, aScenario, bothSides, someMetrics } from '../builders.ts';
import { aGate } from '../gating.ts';

/*
 * Seeded sweeps of 19 configurations × 6 loads as nights measure them, in models of noise that span what repeats of one
 * job and a repeat on another day show.
 */

/** Standard deviations of a metric's logarithm: of all points of a night alike, of a configuration, of a point, of a run. */
export interface Noise {
  readonly common: number;
  readonly configuration: number;
  readonly point: number;
  readonly run: number;
}

/** Of output throughput: days drift together (A), configurations apart (C), or something of both (B). */
export const NOISE = {
  A: { common: 0.015, configuration: 0, point: 0, run: 0.0055 },
  B: { common: 0.01, configuration: 0.01, point: 0.006, run: 0.0055 },
  C: { common: 0.005, configuration: 0.015, point: 0.006, run: 0.0055 },
} as const satisfies Readonly<Record<string, Noise>>;

/** Of a tail, such as the 99th percentile of TTFT: repeats of one point scatter by 10 to 44%. */
export const TAIL_NOISE: Noise = { common: 0.05, configuration: 0.05, point: 0.05, run: 0.25 };

/** Share of nights that drift besides, and how far at most, either way. */
const BAD_NIGHTS = 0.05;
const BAD_DRIFT = 0.05;

/** True output throughputs of 19 configurations: the published ones, and scaled copies of some to make up the number. */
export const TRUTH = [...Object.entries(FIGURES), ...Object.entries(FIGURES).slice(0, 8)].map(
  ([label, rows], index) => ({
    label: index < 11 ? label : `${label}-PP2`.replace('/', '-PP2/'),
    loads: rows.map(([concurrency, , , output]) => ({ concurrency, output: index < 11 ? output : output * 1.7 })),
  }),
);

/** What became of a point since the earlier runs, as a factor. */
export type Change = (configuration: number, load: number) => number;

const UNCHANGED: Change = () => 1;

/** Numbers from 0 to 1, the same for a seed: mulberry32. */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** A standard normal, by Box and Muller. */
export function normal(uniform: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}

/** How the nights of a trial are measured. */
export interface TrialDesign {
  /** Runs of each point in a night. */
  readonly repeats?: number;
  /** The metric that varies; 100 at every point unless it is output throughput. */
  readonly metric?: MetricId;
}

/** The sweep as one night measures it. */
export function aNight(
  noise: Noise,
  uniform: () => number,
  change: Change = UNCHANGED,
  { repeats = 1, metric = 'output-throughput' }: TrialDesign = {},
): Scenario {
  const bad = uniform() < BAD_NIGHTS ? BAD_DRIFT * (2 * uniform() - 1) : 0;
  const common = noise.common * normal(uniform) + bad;
  return aScenario(
    TRUTH.map(({ label, loads }, configuration) => {
      const own = common + noise.configuration * normal(uniform);
      const gpus = gpusOf(parseLabel(label) ?? []) ?? 1;
      const points = loads.map(({ concurrency, output }, load) => {
        const drift = own + noise.point * normal(uniform) + Math.log(change(configuration, load));
        const factors = Array.from({ length: repeats }, () => Math.exp(drift + noise.run * normal(uniform)));
        const metrics = (factor: number) => metricsOf(metric, factor, { output, concurrency, gpus });
        const samples = factors.map(metrics);
        return aPoint(concurrency, metrics(median(factors) ?? 1), { samples });
      });
      return aConfiguration(aDeployment({ label, gpus }), points);
    }),
  );
}

interface Truth {
  readonly output: number;
  readonly concurrency: number;
  readonly gpus: number;
}

function metricsOf(metric: MetricId, factor: number, { output, concurrency, gpus }: Truth) {
  const measured = metric === 'output-throughput' ? output * factor : output;
  return someMetrics({
    'throughput-per-user': measured / concurrency,
    'throughput-per-gpu': measured / gpus,
    [metric]: 100 * factor,
    'output-throughput': measured,
  });
}

/** A candidate after so many unchanged nights, the newest first. */
export function aTrial(
  noise: Noise,
  uniform: () => number,
  { earlier, change, ...measured }: TrialDesign & { readonly earlier: number; readonly change?: Change },
): Sides {
  const nights = Array.from({ length: earlier }, () => aNight(noise, uniform, UNCHANGED, measured));
  const candidate = aNight(noise, uniform, change, measured);
  return { ...bothSides(nights[0] ?? null, candidate), earlier: nights };
}

/** The gate as it is without options. */
export const DEFAULTS = aGate();
