import { z } from 'zod';
import {
  LENGTH_UNITS,
  REQUEST_RATE_UNITS,
  statistics,
  TIME_UNITS,
  TOKEN_RATE_UNITS,
  TOKEN_TIME_UNITS,
} from './statistics.ts';

/*
 * Report v0.2 and v0.2.1 of llm-d-benchmark. The format changed in place without a new version, so what an older
 * revision wrote (`kind` in a component's metadata, `requests_rate`, no `replicas`) is accepted too.
 */
const unread = z.unknown().optional();
const text = z.string().nullish();
const quantity = z.number().nonnegative();
const parallelism = z.number().int().min(-1).nullish();
/** A number that may be `.inf`, meaning that there is no bound. */
const unbounded = z
  .custom<number>((value) => typeof value === 'number' && value >= 0, 'a number from 0 up, or .inf')
  .nullish();

const sequenceLength = z.lazy(() =>
  z.object({
    distribution: text,
    value: quantity.nullish(),
    std_dev: unread,
    min: unread,
    max: unread,
  }),
);

/** ISO 8601 durations in the form that the converters write: days to seconds. */
export const ISO_DURATION =
  /^P(?:(\d+(?:\.\d+)?)D)?(?:T(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;
/** Empty if the harness did not say. */
const duration = z
  .custom<string | number>(
    (value) =>
      typeof value === 'string' ? value === '' || ISO_DURATION.test(value) : quantity.safeParse(value).success,
    'a duration as in ISO 8601, such as PT60S',
  )
  .nullish();

const run = z.lazy(() =>
  z.object({
    uid: z.string(),
    eid: text,
    cid: text,
    pid: text,
    time: z.object({ start: unread, end: unread, duration }).nullish(),
    user: unread,
    description: unread,
    keywords: unread,
  }),
);

const component = z.lazy(() =>
  z.object({
    metadata: z
      .object({
        label: text,
        cfg_id: z.union([z.string(), z.number()], 'text').nullish(),
        kind: text,
        schema_version: unread,
        description: unread,
      })
      .nullish(),
    /** By `kind`; an engine's is `inferenceEngine`. */
    standardized: unread,
    native: z.object({ args: unread, envars: unread, config: unread }).nullish(),
  }),
);

const load = z.lazy(() =>
  z.object({
    metadata: z
      .object({
        cfg_id: unread,
        schema_version: unread,
        description: unread,
        treatment: text,
        treatment_group: unread,
        concurrent_with: z.array(z.unknown()).nullish(),
      })
      .nullish(),
    standardized: z.object({
      tool: z.string(),
      tool_version: text,
      parallelism: quantity.nullish(),
      source: text,
      stage: quantity.nullish(),
      input_seq_len: sequenceLength.nullish(),
      output_seq_len: sequenceLength.nullish(),
      prefix: z
        .object({
          prefix_len: sequenceLength.nullish(),
          num_groups: quantity.nullish(),
          num_users_per_group: quantity.nullish(),
          num_prefixes: quantity.nullish(),
        })
        .nullish(),
      multi_turn: z.object({ enabled: z.boolean().nullish(), max_turns: unread }).nullish(),
      rate_qps: unbounded,
      concurrency: unbounded,
    }),
    native: z.object({ args: unread, envars: unread, config: unread }).nullish(),
  }),
);

// One schema for each unit, as the library compiles a check of some 20 KB for each.
const length = statistics(LENGTH_UNITS).nullish();
const time = statistics(TIME_UNITS).nullish();
const tokenTime = statistics(TOKEN_TIME_UNITS).nullish();
const tokenRate = statistics(TOKEN_RATE_UNITS).nullish();
const requestRate = statistics(REQUEST_RATE_UNITS).nullish();

const aggregate = z.lazy(() =>
  z.object({
    requests: z
      .object({
        total: quantity,
        failures: quantity.nullish(),
        incomplete: quantity.nullish(),
        input_length: length,
        output_length: length,
        request_size: unread,
        multimodal: unread,
      })
      .nullish(),
    latency: z
      .object({
        time_to_first_token: time,
        normalized_time_per_output_token: tokenTime,
        time_per_output_token: tokenTime,
        inter_token_latency: tokenTime,
        request_latency: time,
      })
      .nullish(),
    throughput: z
      .object({
        input_token_rate: tokenRate,
        output_token_rate: tokenRate,
        total_token_rate: tokenRate,
        request_rate: requestRate,
        requests_rate: requestRate,
        image_rate: unread,
        video_rate: unread,
        audio_rate: unread,
      })
      .nullish(),
  }),
);

export const reportV02 = z.lazy(() =>
  z.object({
    version: unread,
    run,
    scenario: z.object({ stack: z.array(component).nullish(), load: load.nullish(), metadata: unread }).nullish(),
    results: z.object({
      request_performance: z.object({ aggregate: aggregate.nullish(), time_series: unread }).nullish(),
      session_performance: unread,
      observability: unread,
      profiling: unread,
      component_health: unread,
    }),
  }),
);
export type ReportV02 = z.infer<typeof reportV02>;

/** The `standardized` part of a component whose kind is `inference_engine`. */
export const inferenceEngine = z.lazy(() =>
  z.object({
    kind: text,
    tool: text,
    tool_version: text,
    /** `aggregate` is what an older revision called `replica`. */
    role: z.enum(['replica', 'prefill', 'decode', 'aggregate', 'aggregated']),
    replicas: z.number().int().min(-1).nullish(),
    model: z.object({ name: text, quantization: text, precision: text, adapters: unread }).nullish(),
    accelerator: z
      .object({
        model: text,
        memory: unread,
        count: z.number().int().min(-1).nullish(),
        parallelism: z
          .object({
            tp: parallelism,
            dp: parallelism,
            dp_local: parallelism,
            workers: parallelism,
            ep: parallelism,
            pp: parallelism,
          })
          .nullish(),
      })
      .nullish(),
  }),
);
export type InferenceEngine = z.infer<typeof inferenceEngine>;
export type LoadV02 = z.infer<typeof load>['standardized'];
