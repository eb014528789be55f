import { isRecord } from '../recognise.ts';
import { aiperf } from './aiperf.ts';
import type { RawFormat } from './format.ts';
import { guidellm } from './guidellm.ts';
import { inferencePerf } from './inferenceperf.ts';
import { inferencex } from './inferencex.ts';
import { sglang } from './sglang.ts';
import { vllm } from './vllm.ts';

/** Result formats of the harnesses; the first that a document fits is its own. */
const FORMATS: readonly RawFormat[] = [guidellm, inferencePerf, aiperf, inferencex, sglang, vllm];

/** Whether a text with such root keys is worth parsing. */
export function mayHoldResult(keys: ReadonlySet<string>): boolean {
  return FORMATS.some(({ mayHold }) => mayHold(keys));
}

/** What GuideLLM's results have near their beginning; their keys at the root are not theirs alone. */
const GUIDELLM = /guidellm_version|generative_benchmark|requests_per_second/;

/** Whether a text with such root keys is a result, so that it is an error where it cannot be parsed. */
export function isSurelyResult(keys: ReadonlySet<string>, text: string): boolean {
  return FORMATS.some((format) => format.mayHold(keys) && (format !== guidellm || GUIDELLM.test(text)));
}

/** Whether the beginning of a large JSON text may be that of a result whose keys come after its lists of requests. */
export function mayHoldLists(keys: ReadonlySet<string>): boolean {
  return ['itls', 'ttfts', 'input_lens', 'generated_texts', 'completed'].some((key) => keys.has(key));
}

/** The format of a document; null where it is no harness's result. */
export function formatOf(document: unknown): RawFormat | null {
  if (!isRecord(document)) return null;
  const keys = new Set(Object.keys(document));
  return FORMATS.find(({ mayHold, holds }) => mayHold(keys) && holds(document)) ?? null;
}
