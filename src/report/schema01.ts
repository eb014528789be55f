import { z } from 'zod';
import { LENGTH_UNITS, statistics, TIME_UNITS, TOKEN_TIME_UNITS } from './statistics.ts';

/*
 * Report v0.1 of llm-d-benchmark. `nullish` fields may be absent; `unread` ones are known but not read, or read with
 * care elsewhere because harnesses fill them as they please. −1 is a converter's “unknown”.
 */
const unread = z.unknown().optional();
const text = z.string().nullish();
const quantity = z.number().nonnegative();
/** −1 and, for counts, the products that converters compute from it. */
const countOrUnknown = z.number().int().nullish();
const parallelism = z.number().int().min(-1).nullish();

const accelerator = z.lazy(() =>
  z.object({
    model: text,
    memory: unread,
    count: countOrUnknown,
    parallelism: z
      .object({
        dp: parallelism,
        tp: parallelism,
        pp: parallelism,
        ep: parallelism,
        dpLocal: unread,
        workers: unread,
        metadata: unread,
      })
      .nullish(),
    metadata: unread,
  }),
);

const engine = z.lazy(() =>
  z.object({
    name: text,
    version: z.union([z.string(), z.number()], 'text').nullish(),
    args: unread,
    metadata: unread,
  }),
);

const scenario = z.lazy(() =>
  z.object({
    description: unread,
    host: z
      .object({
        accelerator: z.array(accelerator).nullish(),
        type: z.array(z.enum(['replica', 'prefill', 'decode'])).nullish(),
        metadata: unread,
      })
      .nullish(),
    platform: z.object({ engine: z.array(engine).nullish(), metadata: unread }).nullish(),
    model: z.object({ name: z.string(), quantization: text, adapters: unread, metadata: unread }),
    load: z.object({ name: z.string(), generator: unread, type: unread, args: unread, metadata: unread }),
    metadata: unread,
  }),
);

// One schema for each unit, as the library compiles a check of some 20 KB for each.
const length = statistics(LENGTH_UNITS);
const time = statistics(TIME_UNITS);
const tokenTime = statistics(TOKEN_TIME_UNITS).nullish();

const metrics = z.lazy(() =>
  z.object({
    description: unread,
    time: z.object({ duration: quantity, start: unread, stop: unread, metadata: unread }),
    requests: z.object({
      total: quantity,
      failures: quantity.nullish(),
      incomplete: quantity.nullish(),
      input_length: length,
      output_length: length,
      metadata: unread,
    }),
    latency: z.object({
      time_to_first_token: time,
      normalized_time_per_output_token: tokenTime,
      time_per_output_token: tokenTime,
      inter_token_latency: tokenTime,
      request_latency: time.nullish(),
      metadata: unread,
    }),
    throughput: z.object({
      total_tokens_per_sec: quantity,
      input_tokens_per_sec: quantity.nullish(),
      output_tokens_per_sec: quantity.nullish(),
      requests_per_sec: quantity.nullish(),
      metadata: unread,
    }),
    service: unread,
    resources: unread,
    metadata: unread,
  }),
);

export const reportV01 = z.lazy(() => z.object({ version: unread, metadata: unread, scenario, metrics }));
export type ReportV01 = z.infer<typeof reportV01>;
