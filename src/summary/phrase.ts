import type { FrontPoint } from '../pareto/front.ts';
import type { Reading } from '../pareto/frontreading.ts';
import { type BoundTarget, readingIn } from '../regression/bound.ts';
import { metricOf } from '../regression/readingkind.ts';
import type { Row } from '../regression/row.ts';
import { factWords } from '../run/factwords.ts';
import { type Load, reportedConcurrency } from '../run/load.ts';
import { METRICS } from '../run/metric.ts';
import { grouped } from '../run/number.ts';
import type { Configuration, Scenario } from '../scenario/scenario.ts';
import { plain, shorten } from './escape.ts';
import { formatCount, formatLength, formatNumber, formatPlural, UNKNOWN } from './numberformat.ts';

/** The longest name in a sentence, in characters. */
const NAME_LENGTH = 80;

/** The most names that a sentence lists. */
const MAX_NAMES = 8;

/** For what is judged against an older level, because the newest run alone may have been one bad night. */
export const AGAINST_OLDER = 'against the runs before the newest';

/** A name from outside, shortened to fit a sentence. */
export function nameOf(name: string): string {
  return shorten(plain(name), NAME_LENGTH);
}

/** `meta-llama/Llama-3.1-70B-Instruct on NVIDIA-H100-80GB-HBM3`. */
export function titleOf({ model, accelerator }: Scenario): string {
  return `${nameOf(model ?? 'Unknown model')} on ${nameOf(accelerator ?? 'unknown accelerator')}`;
}

/** What the scenario holds constant apart from model and accelerator: `ISL 9,999`, `OSL 1,000`, `vllm-benchmark`. */
export function conditionsOf({ isl, osl, quantization, prefix, workload, harness }: Scenario): string[] {
  return [
    isl === null ? 'ISL unknown' : `ISL ${formatLength(isl)}`,
    osl === null ? 'OSL unknown' : `OSL ${formatLength(osl)}`,
    ...(quantization === null ? [] : [nameOf(quantization)]),
    ...(prefix === null ? [] : [`prefix ${nameOf(prefix)}`]),
    ...[...workload].map(([name, value]) => nameOf(factWords(name, value))),
    nameOf(harness ?? 'unknown harness'),
  ];
}

/** Names separated by commas; beyond a limit they are counted. */
export function listOf(names: readonly string[]): string {
  const hidden = names.length - MAX_NAMES;
  return hidden > 0 ? `${names.slice(0, MAX_NAMES).join(', ')} and ${formatCount(hidden)} more` : names.join(', ');
}

/** `concurrency 256`, `4 requests/s (at most 64 in flight)`, `stage 3`, `unbounded load (about 33 in flight)`. */
export function loadOf(load: Load): string {
  const { concurrency, rate, condition, stage } = load;
  const reported = reportedConcurrency(load);
  const under = condition === null ? '' : ` (${plain(condition)})`;
  const requested = rate === null ? null : `${formatRate(rate)} ${rate === 1 ? 'request/s' : 'requests/s'}${under}`;
  if (reported !== null) {
    const kept = `concurrency ${formatCount(reported)}`;
    return requested === null ? kept : `${kept}, ${requested}`;
  }
  if (requested !== null) return requested;
  if (stage !== null) return `stage ${formatCount(stage)}`;
  const all = 'unbounded load';
  return concurrency === null ? all : `${all} (about ${formatCount(Math.round(concurrency))} in flight)`;
}

/** A concurrency as shown in a cell, with estimates marked. */
export function formatConcurrency({ concurrency, concurrencySource }: Load): string {
  if (concurrency === null) return UNKNOWN;
  if (concurrencySource === 'reported') return formatCount(concurrency);
  return `≈ ${concurrency < 10 ? formatNumber(concurrency) : formatCount(Math.round(concurrency))}`;
}

/** A requested rate is the user's own figure, so it keeps its digits: `4`, `0.25`, `1,000`. */
export function formatRate(rate: number | null): string {
  return rate === null ? UNKNOWN : grouped(String(Number(rate.toPrecision(6))));
}

/** `1R-TP4 at concurrency 256`. */
export function pointOf({ configuration, point }: Pick<FrontPoint, 'configuration' | 'point'>): string {
  return atLoad(configuration.id, point.load);
}

/** The same from a configuration's id and a load; only the configuration where it is meant as a whole. */
export function atLoad(configuration: string, load: Load | null): string {
  return load === null ? nameOf(configuration) : `${nameOf(configuration)} at ${loadOf(load)}`;
}

/** `1P-TP8/1D-TP8 between 32 and 64`, `1R-TP4 between 4 and 8 requests/s`, or the point that it was measured at. */
export function giverOf({ configuration, between: [from, to] }: Reading, name = nameOf): string {
  const id = name(configuration.id);
  if (from === to) return `${id} at ${loadOf(from.load)}`;
  const [low, high] = [from, to].map(({ load }) => reportedConcurrency(load));
  if (low != null && high != null) return `${id} between ${formatCount(low)} and ${formatCount(high)}`;
  const [slow, fast] = [from, to].map(({ load }) => load.rate);
  if (slow != null && fast != null) return `${id} between ${formatRate(slow)} and ${formatRate(fast)} requests/s`;
  return `${id} between ${loadOf(from.load)} and ${loadOf(to.load)}`;
}

/**
 * The same in a sentence, where no column heading explains the figures: `1P-TP8/1D-TP8 between concurrency 32 and 64`.
 */
export function giverInWords(reading: Reading, name = nameOf): string {
  const [low, high] = reading.between.map(({ load }) => reportedConcurrency(load));
  if (reading.between[0] === reading.between[1] || low == null || high == null) return giverOf(reading, name);
  return `${name(reading.configuration.id)} between concurrency ${formatCount(low)} and ${formatCount(high)}`;
}

/** `aggregated`, `disaggregated`, or `unknown`. */
export function kindOf({ deployment }: Configuration): 'aggregated' | 'disaggregated' | 'unknown' {
  if (deployment.disaggregated === null) return 'unknown';
  return deployment.disaggregated ? 'disaggregated' : 'aggregated';
}

/** `19 configurations, 114 points`. */
export function sizeOf({ configurations }: Scenario): string {
  const points = configurations.reduce((sum, configuration) => sum + configuration.points.length, 0);
  return `${formatPlural(configurations.length, 'configuration')}, ${formatPlural(points, 'point')}`;
}

/** A metric in a sentence: `output throughput`, `mean TTFT`, `tok/s/GPU`, `front`. */
export function metricName(id: BoundTarget): string {
  const reading = readingIn(id);
  if (reading !== null) return `${metricName(metricOf(reading.read))} at ${formatRate(reading.speed)} tok/s/user`;
  if (id === 'curve') return 'throughput at equal tok/s/user';
  const label = METRICS.find((metric) => metric.id === id)?.label ?? id;
  // Abbreviations keep their capitals.
  return /^[A-Z][a-z]/.test(label) ? `${label.charAt(0).toLowerCase()}${label.slice(1)}` : label;
}

/** A metric in a cell, with its unit: `Output throughput (tok/s)`. */
export function metricLabel(id: Row['metric']): string {
  if (id === 'capacity') return 'Capacity (tok/s)';
  if (id === 'curve') return 'Throughput at equal tok/s/user (tok/s)';
  const metric = METRICS.find((other) => other.id === id);
  if (metric === undefined) return id;
  return metric.unit === '' || metric.unit === metric.label ? metric.label : `${metric.label} (${metric.unit})`;
}
