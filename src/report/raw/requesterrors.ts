import { isRecord } from '../recognise.ts';

/*
 * `errors` of `benchmark_serving` and its descendants: an entry a request, empty where it succeeded. Sources:
 * vllm/benchmarks/serve.py in vllm-project/vllm (`--save-detailed`), python/sglang/benchmark/serving.py in
 * sgl-project/sglang (`--output-details`).
 */

/** How many entries a list of errors has, and how many of them are not empty. */
export interface ErrorCount {
  readonly entries: number;
  readonly failed: number;
}

/** The single entry that represents the list in a large file, whose texts are not kept. */
export function countedErrors({ entries, failed }: ErrorCount): string {
  return JSON.stringify({ [ENTRIES]: entries, [FAILED]: failed });
}

const ENTRIES = 'entries of the list';
const FAILED = 'of them not empty';

/** What a list of errors counts; null if there is none, or if it is not a list of texts. */
export function countErrors(errors: unknown): ErrorCount | null {
  if (!Array.isArray(errors) || errors.length === 0) return null;
  const [first] = errors as unknown[];
  if (errors.length === 1 && isRecord(first)) {
    const { [ENTRIES]: entries, [FAILED]: failed } = first;
    return typeof entries === 'number' && typeof failed === 'number' ? { entries, failed } : null;
  }
  if (!errors.every((error) => typeof error === 'string' || error === null)) return null;
  return { entries: errors.length, failed: errors.filter((error) => error !== null && error !== '').length };
}

/**
 * Failed requests according to a list of errors with one entry per request; null if it does not say: shorter lists
 * contain kinds of errors, or were cut.
 */
export function failuresByErrors(errors: ErrorCount | null, completed: number): number | null {
  return errors !== null && errors.entries === completed + errors.failed ? errors.failed : null;
}
