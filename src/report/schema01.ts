import { z } from 'zod';
import { LENGTH_UNITS, statistics, TIME_UNITS, TOKEN_TIME_UNITS } from './statistics.ts';

/*
 * Report v0.1 of llm-d-benchmark. `nullish` fields may be absent; what is `any` is known and not read, or read with
 * care elsewhere because harnesses fill it as they like. −1 is a converter's “unknown”.
 */
const any = z.any().optional();
const text = z.string().nullish();
const quantity = z.number().nonnegative();
/** −1 and, for counts, the products that converters make of it. */
const countOrUnknown = z.number().int().nullish();
const parallelism = z.number().int().min(-1).nullish();

const accelerator = z.object({
  model: text,
  memory: any,
  count: countOrUnknown,
  parallelism: z
    .object({
      dp: parallelism,
      tp: parallelism,
      pp: parallelism,
      ep: parallelism,
      dpLocal: any,
      workers: any,
      metadata: any,
    })
    .nullish(),
  metadata: any,
});

const engine = z.object({
  name: text,
  version: z.union([z.string(), z.number()], 'text').nullish(),
  args: z.any().optional(),
  metadata: any,
});

const scenario = z.object({
  description: any,
  host: z
    .object({
      accelerator: z.array(accelerator).nullish(),
      type: z.array(z.enum(['replica', 'prefill', 'decode'])).nullish(),
      metadata: any,
    })
    .nullish(),
  platform: z.object({ engine: z.array(engine).nullish(), metadata: any }).nullish(),
  model: z.object({ name: z.string(), quantization: text, adapters: any, metadata: any }),
  load: z.object({ name: z.string(), generator: any, type: any, args: any, metadata: any }),
  metadata: any,
});

const time = statistics(TIME_UNITS).nullish();
const tokenTime = statistics(TOKEN_TIME_UNITS).nullish();

const metrics = z.object({
  description: any,
  time: z.object({ duration: quantity, start: any, stop: any, metadata: any }),
  requests: z.object({
    total: quantity,
    failures: quantity.nullish(),
    incomplete: quantity.nullish(),
    input_length: statistics(LENGTH_UNITS),
    output_length: statistics(LENGTH_UNITS),
    metadata: any,
  }),
  latency: z.object({
    time_to_first_token: statistics(TIME_UNITS),
    normalized_time_per_output_token: tokenTime,
    time_per_output_token: tokenTime,
    inter_token_latency: tokenTime,
    request_latency: time,
    metadata: any,
  }),
  throughput: z.object({
    total_tokens_per_sec: quantity,
    input_tokens_per_sec: quantity.nullish(),
    output_tokens_per_sec: quantity.nullish(),
    requests_per_sec: quantity.nullish(),
    metadata: any,
  }),
  service: any,
  resources: any,
  metadata: any,
});

export const reportV01 = z.object({ version: any, metadata: any, scenario, metrics });
export type ReportV01 = z.infer<typeof reportV01>;
