import { type Explaining, NO_EXPLAINING, type Sessions } from '../run/run.ts';
import { dig, positive, word } from './lookup.ts';
import { isRecord } from './recognise.ts';

/*
 * What a report v0.2 observed of the servers, and what it tells of sessions. Source: schema_v0_2.py and
 * metrics_processor.py of llm-d-benchmark. Statistics of the servers are of the stage only where the report says so:
 * else one scrape was of all stages.
 */

/** What is known of the engines and of the load, by which observations are understood. */
interface Observed {
  /** Engines that served, with their replicas; null where unknown. */
  readonly engines: readonly (number | null)[];
  /** Whether the run had one stage, so that what is of the run is of the stage. */
  readonly isOneStage: boolean;
}

/** Figures that explain others, of those that a report observed. */
export function explainingIn(observability: unknown, { engines, isOneStage }: Observed): Explaining {
  const components = listIn(observability, 'components');
  const isOfStage = isOneStage || dig(observability, 'time_series_interval', 'statistics_scope') === 'stage';
  return {
    ...NO_EXPLAINING,
    cacheHitRate: (isOfStage ? scrapedHitRate(observability) : null) ?? hitRateOf(components),
    power: powerOf(components, engines),
  };
}

/** Local prefix cache, over all pods, else of the only one: rates of several cannot be averaged. */
function scrapedHitRate(observability: unknown): number | null {
  const entry = dig(observability, 'vllm_prefix_cache_hit_rate');
  const pods = listIn(entry, 'components');
  return shareIn(dig(entry, 'aggregated')) ?? (pods.length === 1 ? shareIn(dig(pods[0], 'statistics')) : null);
}

function hitRateOf(components: readonly unknown[]): number | null {
  const rates = components.flatMap((component) => shareIn(dig(component, 'aggregate', 'cache_hit_rate')) ?? []);
  return rates.length === 1 ? (rates[0] ?? null) : null;
}

/** Of all engines together, or nothing: an entry is of a component, or with `replica_id` of one replica. */
function powerOf(components: readonly unknown[], engines: readonly (number | null)[]): number | null {
  const stated = components.filter((component) => dig(component, 'aggregate', 'power_consumption') !== undefined);
  const watts = stated.map((component) => {
    const power = dig(component, 'aggregate', 'power_consumption');
    return dig(power, 'units') === 'Watts' ? positive(dig(power, 'mean')) : null;
  });
  const areReplicas = stated.some((component) => word(dig(component, 'replica_id')) !== null);
  const expected = engines.reduce<number | null>(
    (sum, replicas) =>
      sum === null || (areReplicas && replicas === null) ? null : sum + (areReplicas ? (replicas ?? 0) : 1),
    0,
  );
  if (stated.length === 0 || stated.length !== expected) return null;
  return watts.reduce<number | null>((sum, one) => (sum === null || one === null ? null : sum + one), 0);
}

const SHARES: ReadonlyMap<unknown, number> = new Map([
  ['percent', 0.01],
  ['fraction', 1],
  ['ratio', 1],
]);

/** The mean of a portion, 0 to 1; null without a unit, or where it is none. */
function shareIn(statistics: unknown): number | null {
  const [mean, factor] = [dig(statistics, 'mean'), SHARES.get(dig(statistics, 'units'))];
  if (typeof mean !== 'number' || factor === undefined) return null;
  const share = mean * factor;
  return share >= 0 && share <= 1 ? share : null;
}

/** Seconds in one of a unit. */
const SECONDS: ReadonlyMap<unknown, number> = new Map([
  ['s', 1],
  ['ms', 0.001],
]);

/** Conversations that a report tells of; null where it tells of none. */
export function sessionsIn(performance: unknown): Sessions | null {
  const sessions = dig(performance, 'sessions');
  if (!isRecord(sessions)) return null;
  const { events_per_session: turns, session_duration: duration } = sessions;
  const [mean, factor] = [positive(dig(duration, 'mean')), SECONDS.get(dig(duration, 'units'))];
  return {
    count: positive(sessions.total),
    turns: positive(dig(turns, 'mean')),
    duration: mean === null || factor === undefined ? null : mean * factor,
  };
}

function listIn(value: unknown, name: string): readonly unknown[] {
  const list = dig(value, name);
  return Array.isArray(list) ? list : [];
}
