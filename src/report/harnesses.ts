import type { FollowingFigures } from '../run/run.ts';
import { following, type Harness, harness, type NamePatterns, type OwnReport, type StatedFigures } from './harness.ts';
import { word } from './lookup.ts';
import { AIPERF, GENAI_PERF } from './raw/aiperf.ts';
import { EVALSCOPE } from './raw/evalscope.ts';
import type { RawFormat } from './raw/format.ts';
import { GENAI_BENCH } from './raw/genaibench.ts';
import { GUIDELLM } from './raw/guidellm.ts';
import { INFERENCE_PERF } from './raw/inferenceperf.ts';
import { INFERENCEX } from './raw/inferencex.ts';
import { LLAMA_BENCHY } from './raw/llamabenchy.ts';
import { LLMPERF } from './raw/llmperf.ts';
import { LMDEPLOY } from './raw/lmdeploy.ts';
import { SGLANG } from './raw/sglang.ts';
import { SGLANG_OFFLINE } from './raw/sglangoffline.ts';
import { TRTLLM_BENCH } from './raw/trtllm.ts';
import { VLLM } from './raw/vllm.ts';
import { VLLM_LATENCY, VLLM_THROUGHPUT } from './raw/vllmoffline.ts';
import { isRecord } from './recognise.ts';

/** One row per harness; a document belongs to the first one with a format that it fits. */
export const HARNESSES: readonly Harness[] = [
  GUIDELLM,
  INFERENCE_PERF,
  AIPERF,
  GENAI_PERF,
  INFERENCEX,
  TRTLLM_BENCH,
  SGLANG,
  SGLANG_OFFLINE,
  LMDEPLOY,
  VLLM,
  VLLM_THROUGHPUT,
  VLLM_LATENCY,
  LLMPERF,
  EVALSCOPE,
  GENAI_BENCH,
  LLAMA_BENCHY,
  harness('fmperf', 'fmperf', { hasStages: true }),
  harness('nop', 'nop', { isEmpty: true }),
];

const BY_NAME = new Map(
  HARNESSES.flatMap((one) => [one.name, ...one.aliases].map((name) => [spelled(name), one] as const)),
);

/** The harness with a name in any spelling; an unknown one has no special properties; null if none is named. */
export function harnessOf(name: unknown): Harness | null {
  const text = word(name);
  if (text === null) return null;
  const spelling = spelled(text);
  return BY_NAME.get(spelling) ?? harness(spelling, text, { hasStages: true });
}

/** What follows from figures that the named harness measured. */
export function followingOf(name: string | null, stated: StatedFigures): FollowingFigures {
  return following(harnessOf(name), stated);
}

/** What the names of files and folders say in general, whichever harness wrote them. */
export function namings<Kind extends keyof NamePatterns>(kind: Kind): readonly RegExp[] {
  return HARNESSES.flatMap(({ naming }) => naming[kind] ?? []);
}

/** What a file with that name describes, if it is a v0.2 report that a harness wrote itself; otherwise null. */
export function ownReport(name: string): OwnReport | null {
  for (const one of HARNESSES) {
    const own = one.ownReport(name);
    if (own !== null) return own;
  }
  return null;
}

function spelled(name: string): string {
  return name.toLowerCase().replaceAll(/[_ ]/g, '-');
}

const ALL_FORMATS = HARNESSES.flatMap(({ formats }) => formats);
const FORMATS = ALL_FORMATS.filter(({ isTable }) => isTable !== true);
const TABLES = ALL_FORMATS.filter(({ isTable }) => isTable === true);

/** The format of a table with these columns; null if it is not a harness's result. */
export function tableFormatOf(columns: ReadonlySet<string>): RawFormat | null {
  return TABLES.find(({ mayHold }) => mayHold(columns)) ?? null;
}

/** Names of files that accompany a result and state what it leaves out. */
export const SUPPLEMENT_NAMES: readonly string[] = FORMATS.flatMap(({ supplements }) => supplements ?? []);

/** Whether a text with these root keys is worth parsing. */
export function mayHoldResult(keys: ReadonlySet<string>): boolean {
  return FORMATS.some(({ mayHold }) => mayHold(keys));
}

/** Whether a text with these root keys is certainly a result, so that it is an error if it cannot be parsed. */
export function isSurelyResult(keys: ReadonlySet<string>, text: string): boolean {
  return FORMATS.some(({ mayHold, isSure }) => mayHold(keys) && (isSure?.(text) ?? true));
}

/** Whether the beginning of a large JSON text may be that of a result whose keys follow its lists of requests. */
export function mayHoldLists(keys: ReadonlySet<string>): boolean {
  return ['itls', 'ttfts', 'input_lens', 'generated_texts', 'completed'].some((key) => keys.has(key));
}

/** The format of a document; null if it is not a harness's result. */
export function formatOf(document: unknown): RawFormat | null {
  if (!isRecord(document)) return null;
  const keys = new Set(Object.keys(document));
  return FORMATS.find(({ mayHold, holds }) => mayHold(keys) && holds(document)) ?? null;
}
