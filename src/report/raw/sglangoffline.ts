import { z } from 'zod';
import type { Run } from '../../run/run.ts';
import { assemble, UNSTATED } from '../assemble.ts';
import { FactCollector } from '../factcollector.ts';
import type { Findings } from '../finding.ts';
import { harness } from '../harness.ts';
import { validate } from '../validate.ts';
import { perRequest } from './flat.ts';
import { ONE_RUN, type RawEntry, type RawFormat, refused } from './format.ts';
import { noteAllAtOnce } from './offline.ts';

/*
 * Results of SGLang's `bench_offline_throughput`, a document a line: an engine without a server, to which all prompts are
 * given at once. It states neither model nor deployment. Source: python/sglang/benchmark/offline_throughput.py, before
 * 2026 python/sglang/bench_offline_throughput.py, in sgl-project/sglang.
 */

const quantity = z.number().nonnegative();
const schema = z.lazy(() =>
  z.looseObject({
    backend: z.string().nullish(),
    successful_requests: quantity,
    total_latency: quantity,
    total_input_tokens: quantity.nullish(),
    total_output_tokens: quantity.nullish(),
    request_throughput: quantity,
    input_throughput: quantity.nullish(),
    output_throughput: quantity,
    total_throughput: quantity.nullish(),
  }),
);

const OFFLINE: RawFormat = {
  name: 'SGLang bench_offline_throughput',
  mayHold: (keys) => keys.has('successful_requests') && keys.has('total_latency'),
  isSure: (text) => /"(total_input_tokens|request_throughput)"/.test(text),
  holds: ({ output_throughput: output, request_throughput: requests }) =>
    output !== undefined && requests !== undefined,
  entries: ONE_RUN,
  read,
};

/**
 * Its latencies and rates separate prefill and decode in ways that depend on the version, which its files do not state.
 */
const ONE_BATCH = refused({
  name: 'SGLang bench_one_batch',
  mayHold: (keys) => ['run_name', 'batch_size', 'input_len', 'output_len'].every((key) => keys.has(key)),
  isSure: (text) => /"(overall_throughput|prefill_throughput|prefill_latency|last_ttft)"/.test(text),
  holds: ({ overall_throughput: overall, prefill_throughput: prefill, prefill_latency: time, last_ttft: last }) =>
    [overall, prefill, time, last].some((value) => value !== undefined),
  refusal: {
    code: 'unreadable-format',
    message:
      'one-batch result, not read: depending on the version, which it does not state, output_throughput covers decoding alone or everything; use sglang.bench_serving, which measures loads',
  },
});

export const SGLANG_OFFLINE = harness('sglang-throughput', 'SGLang bench_offline_throughput', {
  formats: [OFFLINE, ONE_BATCH],
});

function read({ document, file, root }: RawEntry, findings: Findings): Run | null {
  const result = validate(schema, document, findings, root);
  if (result === null) return null;
  noteAllAtOnce(findings, 'use sglang.bench_serving, which measures loads');
  const { successful_requests: completed } = result;
  return assemble(
    {
      ...UNSTATED,
      file,
      harness: SGLANG_OFFLINE,
      facts: new FactCollector().add('beside', document, '', isKnown).facts,
      prompts: completed,
      duration: result.total_latency,
      requests: {
        total: completed,
        input_length: perRequest(result.total_input_tokens, completed),
        output_length: perRequest(result.total_output_tokens, completed),
        countsAttempts: false,
      },
      latency: { path: root, ttft: null, tpot: null, itl: null, e2el: null },
      throughput: {
        path: root,
        output: result.output_throughput,
        input: result.input_throughput ?? null,
        total: result.total_throughput ?? null,
        requests: result.request_throughput,
      },
    },
    findings,
  );
}

/** Figures. */
function isKnown(key: string): boolean {
  return /^(successful_requests|total_latency)$|^total_|_throughput$/.test(key);
}
