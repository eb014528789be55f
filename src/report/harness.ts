import { word } from './lookup.ts';

/** Spellings in use for one harness. */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ['vllm', 'vllm-benchmark'],
  ['vllm-bench', 'vllm-benchmark'],
  ['inferenceperf', 'inference-perf'],
  ['inferencex', 'inferencemax'],
]);

/** A harness by its usual name; null where none is stated. */
export function harnessName(name: unknown): string | null {
  const text = word(name)?.toLowerCase().replaceAll('_', '-');
  return text === undefined ? null : (ALIASES.get(text) ?? text);
}
