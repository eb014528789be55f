import { dig } from './lookup.ts';

/*
 * What fields of a run are read from, in a harness's own arguments and beside them: it states no fact besides, in a report
 * no more than in a result of the harness's own.
 */
const FIELDS = new Set([
  ...['num_prompts', 'request_rate', 'max_concurrency', 'burstiness', 'load', 'loadgen', 'data', 'stage', 'treatment'],
  ...['file_type', 'load_parallel', 'model', 'server', 'tokenizer', 'benchmarks'],
]);

/** The same, where it can only be of the load generator's configuration. */
const OWN = new Set([
  ...['models', 'rate', 'profile', 'max_requests', 'max_seconds', 'processor', 'data_args', 'phases', 'datasets'],
  ...['concurrency', 'perf_analyzer', 'output', 'cli_command', 'service', 'accuracy', 'logging'],
  ...['task_id', 'aggregation', 'tasks_completed'],
]);

/** Whether fields of a run are read from values of that name. */
export function isField(name: string): boolean {
  return FIELDS.has(name) || /(input|output|prefix|suffix)[-_]len$|num[-_]prefixes$/.test(name);
}

/** Whether fields of a run are read from arguments of that name. */
export function isOwnField(name: string): boolean {
  return isField(name) || OWN.has(name) || FIELDS.has(name.replaceAll('-', '_'));
}

/** Arguments without the envelope that GuideLLM puts around them. */
export function specified(args: unknown): unknown {
  return dig(args, 'spec') ?? args;
}
