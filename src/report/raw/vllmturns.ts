import type { Sessions } from '../../run/run.ts';
import type { FactCollector } from '../factcollector.ts';
import { positive } from '../lookup.ts';
import { closedLoop, type LoadSource, type RequestedLoad, stated } from '../requestedload.ts';

/*
 * What vLLM's benchmark client in Rust writes of conversations, in which a turn is a request. The concurrency is of
 * requests in flight: a conversation that waits between its turns is not one of them. Source:
 * rust/src/bench/src/output/json.rs and multi_turn.rs in vllm-project/vllm.
 */

type Document = Readonly<Record<string, unknown>>;

export function isOfTurns(document: Document): boolean {
  return document.mode === 'multi_turn' || document.multi_turn_concurrency !== undefined;
}

/** The load of conversations; null if none is stated. */
export function loadOfTurns(source: LoadSource): RequestedLoad | null {
  const concurrency = stated(source, 'multi_turn_concurrency');
  return concurrency === null ? null : closedLoop(concurrency);
}

export function sessionsIn(document: Document): Sessions | null {
  if (!isOfTurns(document)) return null;
  const duration = positive(document.avg_conversation_duration_ms);
  return {
    count: first(document, ['conversations_completed', 'completed_conversations', 'num_conversations']),
    turns: first(document, ['avg_turns_completed', ...TURNS]),
    duration: duration === null ? null : duration / 1000,
  };
}

const TURNS = ['turns_per_conversation', 'num_turns'];

/** What conversations are like, by present and former names. */
const WORKLOAD: readonly (readonly [string, readonly string[]])[] = [
  ['turns', TURNS],
  ['ms between turns', ['inter_turn_delay_ms', 'multi_turn_delay_ms']],
  ['global prefix ratio', ['prefix_global_ratio', 'multi_turn_prefix_global_ratio']],
  ['conversation prefix ratio', ['prefix_conversation_ratio', 'multi_turn_prefix_conversation_ratio']],
];

/** Adds what distinguishes conversations from others. */
export function addTurns(document: Document, facts: FactCollector): void {
  if (!isOfTurns(document)) return;
  for (const [name, keys] of WORKLOAD) facts.fact('workload', name, first(document, keys));
  if (document.no_history_accumulation === true) facts.fact('workload', 'turns repeat those before', false);
}

function first(document: Document, keys: readonly string[]): number | null {
  for (const key of keys) {
    const number = positive(document[key]);
    if (number !== null) return number;
  }
  return null;
}

/** Root keys that are read here, and figures of conversations. */
export function isOfTurnsKey(key: string): boolean {
  return KEYS.has(key) || WORKLOAD.some(([, names]) => names.includes(key));
}

const KEYS = new Set([
  ...['mode', 'multi_turn_concurrency', 'num_conversations', 'conversations_completed', 'conversations_failed'],
  ...['completed_conversations', 'failed_conversations', 'avg_turns_completed', 'avg_conversation_duration_ms'],
  ...['per_turn_metrics', 'no_history_accumulation', 'prefix_unique_ratio'],
]);
