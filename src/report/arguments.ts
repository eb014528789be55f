import { dig } from './lookup.ts';

/*
 * Names of values that fields of a run are read from, among a harness's own arguments and beside them. Such values do
 * not become facts as well, in a report any more than in a harness's own result.
 */
const FIELDS = new Set([
  ...['num_prompts', 'request_rate', 'max_concurrency', 'burstiness', 'load', 'loadgen', 'data', 'stage', 'treatment'],
  ...['file_type', 'load_parallel', 'model', 'server', 'tokenizer', 'benchmarks'],
]);

/** The same, for names that have this meaning only in the load generator's configuration. */
const OWN = new Set([
  ...['models', 'rate', 'profile', 'max_requests', 'max_seconds', 'processor', 'data_args', 'phases', 'datasets'],
  ...['concurrency', 'perf_analyzer', 'output', 'cli_command', 'service', 'accuracy', 'logging'],
  ...['task_id', 'aggregation', 'tasks_completed'],
]);

/** Whether fields of a run are read from values with that name. */
export function isField(name: string): boolean {
  return FIELDS.has(name) || /(input|output|prefix|suffix)[-_]len$|num[-_]prefixes$/.test(name);
}

/** Whether fields of a run are read from arguments with that name. */
export function isOwnField(name: string): boolean {
  return isField(name) || OWN.has(name) || FIELDS.has(name.replaceAll('-', '_'));
}

/** Arguments without the envelope that GuideLLM wraps them in. */
export function specified(args: unknown): unknown {
  return dig(args, 'spec') ?? args;
}
