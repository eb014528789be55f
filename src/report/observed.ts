import { type ExplainingFigures, NO_EXPLAINING, type Sessions } from '../run/run.ts';
import { dig, positive, word } from './lookup.ts';
import { isRecord } from './recognise.ts';

/*
 * What a v0.2 report observed on the servers, and what it says about sessions. Source: schema_v0_2.py and
 * metrics_processor.py of llm-d-benchmark. Server statistics belong to the stage only if the report says so; otherwise
 * one scrape covered all stages.
 */

/** What is known about the engines and the load, which decides the meaning of observations. */
interface ObservationContext {
  /** How many engines served, replicas included; null if unknown. */
  readonly engines: readonly (number | null)[];
  /** Whether the run had a single stage, so that figures of the run are those of the stage. */
  readonly isOneStage: boolean;
}

/** Explanatory figures that a report observed. */
export function explainingIn(observability: unknown, { engines, isOneStage }: ObservationContext): ExplainingFigures {
  const components = listIn(observability, 'components');
  const isOfStage = isOneStage || dig(observability, 'time_series_interval', 'statistics_scope') === 'stage';
  return {
    ...NO_EXPLAINING,
    cacheHitRate: (isOfStage ? scrapedHitRate(observability) : null) ?? hitRateOf(components),
    power: powerOf(components, engines),
  };
}

/** The local prefix cache, over all pods, otherwise of the only one: rates of several cannot be averaged. */
function scrapedHitRate(observability: unknown): number | null {
  const entry = dig(observability, 'vllm_prefix_cache_hit_rate');
  const pods = listIn(entry, 'components');
  return shareIn(dig(entry, 'aggregated')) ?? (pods.length === 1 ? shareIn(dig(pods[0], 'statistics')) : null);
}

function hitRateOf(components: readonly unknown[]): number | null {
  const rates = components.flatMap((component) => shareIn(dig(component, 'aggregate', 'cache_hit_rate')) ?? []);
  return rates.length === 1 ? (rates[0] ?? null) : null;
}

/** For all engines together, or nothing: an entry covers a component or, with `replica_id`, one replica. */
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

/** The mean of a fraction, 0 to 1; null without a unit, or if it is not a fraction. */
function shareIn(statistics: unknown): number | null {
  const [mean, factor] = [dig(statistics, 'mean'), SHARES.get(dig(statistics, 'units'))];
  if (typeof mean !== 'number' || factor === undefined) return null;
  const share = mean * factor;
  return share >= 0 && share <= 1 ? share : null;
}

/** How many seconds one of a unit is. */
const SECONDS: ReadonlyMap<unknown, number> = new Map([
  ['s', 1],
  ['ms', 0.001],
]);

/** Conversations that a report describes; null if there are none. */
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
