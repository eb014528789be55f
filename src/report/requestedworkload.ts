import { dig, positive, word } from './lookup.ts';
import { isRecord } from './recognise.ts';
import type { LoadV02 } from './schema02.ts';
import { ofStage } from './stages.ts';

/** Lengths and prefix that were requested of a harness; null where not stated. */
export interface RequestedWorkload {
  readonly isl: number | null;
  readonly osl: number | null;
  /** Shape of the shared prefix and of the turns, in canonical words. */
  readonly prefix: string | null;
  /** Whether lengths are drawn from a range, so that the length a report states is not the mean. */
  readonly isDrawn?: boolean;
}

/** A workload about which nothing is stated as requested. */
export const NOTHING_ASKED: RequestedWorkload = { isl: null, osl: null, prefix: null };

/** What a harness's own arguments request, for a load stage where that has its own. */
export function workloadOfArgs(args: unknown, stage: number | null = null): RequestedWorkload {
  const data = dig(specOf(args, stage), 'data');
  const ask = syntheticData(data);
  const guide = syntheticWorkload(ask);
  const sessions = SESSION_DATA.test(word(dig(data, 'type')) ?? '');
  const shared = sharedPrefix(data, sessions);
  const option = options(args);
  return {
    isl: positive(dig(data, 'input_distribution', 'mean')) ?? shared.isl ?? guide.isl ?? option.isl,
    osl: positive(dig(data, 'output_distribution', 'mean')) ?? shared.osl ?? guide.osl ?? option.osl,
    prefix: shared.prefix ?? guide.prefix ?? option.prefix,
    isDrawn: option.isDrawn === true,
  };
}

/** Data sets of inference-perf that are recorded conversations. */
const SESSION_DATA = /_replay$/;

/**
 * Prefixes that users share in inference-perf. The present names for the numbers of prefixes and of users follow the
 * older ones; values that do not belong to the data set's kind are defaults. Source:
 * inference_perf/config/datagen/config.py in kubernetes-sigs/inference-perf.
 */
function sharedPrefix(data: unknown, sessions: boolean): RequestedWorkload {
  const type = word(dig(data, 'type'));
  const shared = type === null || type === 'shared_prefix' ? dig(data, 'shared_prefix') : null;
  const [system, question] = [meanOf(dig(shared, 'system_prompt_len')), meanOf(dig(shared, 'question_len'))];
  const groups = positive(dig(shared, 'num_unique_system_prompts')) ?? positive(dig(shared, 'num_groups'));
  const users = positive(dig(shared, 'num_users_per_system_prompt')) ?? positive(dig(shared, 'num_prompts_per_group'));
  const multiTurn = sessions || dig(shared, 'enable_multi_turn_chat') === true;
  // Later turns repeat the earlier ones.
  const isKnown = !multiTurn && (system !== null || question !== null);
  return {
    isl: isKnown ? (system ?? 0) + (question ?? 0) : null,
    osl: meanOf(dig(shared, 'output_len')),
    prefix: prefixShape({ ...NO_PREFIX, length: system, groups, perGroup: perGroupOf(groups, users), multiTurn }),
  };
}

/** A number, or the mean of a distribution. */
function meanOf(length: unknown): number | null {
  return positive(length) ?? positive(dig(length, 'mean'));
}

/** One user of one prefix is what is written where nobody requested any. */
function perGroupOf(groups: number | null, users: number | null): number | null {
  return groups === 1 && users === 1 ? null : users;
}

/**
 * What GuideLLM's synthetic data requests. With a shared prefix or several turns, a prompt is longer than what was
 * requested. Source: src/guidellm/schemas/data/deserializers/synthetic.py in vllm-project/guidellm.
 */
export function syntheticWorkload(ask: (key: string) => unknown): RequestedWorkload {
  const buckets = bucketsOf(ask);
  const turns = positive(ask('turns')) ?? 1;
  const [first, branches] = [positive(ask('first_prompt_tokens')), ask('branches')];
  const [only] = buckets.length === 1 ? buckets : [];
  return {
    isl: buckets.length > 0 || turns > 1 ? null : positive(ask('prompt_tokens')),
    osl: positive(ask('output_tokens')),
    prefix: prefixShape({
      ...(only ?? NO_PREFIX),
      ...{ multiTurn: turns > 1, turns },
      more: [
        ...(buckets.length > 1 ? buckets.map((bucket) => `${bucket.weight} of ${prefixShape(bucket)}`) : []),
        ...(turns > 1 && first !== null ? [`first prompt of ${first} tokens`] : []),
        ...(Array.isArray(branches) && branches.length > 0 ? [`${branches.length} branches`] : []),
      ],
    }),
  };
}

/** Prefixes by bucket, each with its weight; none if all are empty. */
function bucketsOf(ask: (key: string) => unknown): (Prefix & { readonly weight: number })[] {
  const listed = ask('prefix_buckets');
  const flat = { prefix_tokens: ask('prefix_tokens'), prefix_count: ask('prefix_count') };
  const stated = Array.isArray(listed) && listed.length > 0 ? listed.slice(0, MOST_BUCKETS) : [flat];
  const buckets = stated.map((bucket) => ({
    ...NO_PREFIX,
    length: positive(dig(bucket, 'prefix_tokens')) ?? 0,
    groups: positive(dig(bucket, 'prefix_count')) ?? 1,
    weight: positive(dig(bucket, 'bucket_weight')) ?? 100,
  }));
  return buckets.every(({ length }) => length === 0) ? [] : buckets;
}

/** How many buckets are distinguished. */
const MOST_BUCKETS = 20;

/**
 * What a v0.2 report states as requested. Some converters write the measured mean there: a fraction, or a value equal
 * to the measured one, is not a request, except for a whole number from a fixed distribution, where both are the same.
 */
export function workloadV02(load: LoadV02, measuredIsl: number | null, measuredOsl: number | null): RequestedWorkload {
  const { input_seq_len: input, output_seq_len: output, prefix, multi_turn: turns } = load;
  const length = positive(prefix?.prefix_len?.value);
  const [groups, prefixes] = [positive(prefix?.num_groups), positive(prefix?.num_prefixes)];
  const multiTurn = hasTurns(load);
  return {
    isl: wholePrompt(requested(input, measuredIsl), length ?? 0, multiTurn, measuredIsl),
    osl: requested(output, measuredOsl),
    prefix: prefixShape({
      ...NO_PREFIX,
      ...{ length, multiTurn, turns: positive(dig(turns?.max_turns, 'value')) },
      groups: length === null || groups === null ? null : groups * (prefixes ?? 1),
      perGroup: length === null ? null : perGroupOf(groups, positive(prefix?.num_users_per_group)),
    }),
  };
}

/**
 * A requested length, if it is that of the whole prompt: GuideLLM's covers only what follows the prefix, and may be
 * that of a single turn; the measured length tells.
 */
function wholePrompt(asked: number | null, prefix: number, multiTurn: boolean, measured: number | null): number | null {
  if (asked === null || (prefix === 0 && !multiTurn)) return asked;
  if (measured === null) return asked > prefix && !multiTurn ? asked : null;
  const isOfAll = Math.abs(asked - measured) <= Math.abs(asked + prefix - measured);
  const isOfTurns = !multiTurn || Math.abs(asked - measured) <= ONE_TURN * measured;
  return asked > prefix && isOfAll && isOfTurns ? asked : null;
}

/** A requested length further than this from the measured one is that of a turn, without the earlier ones. */
const ONE_TURN = 0.1;

/** Whether requests continue earlier ones, and so are longer than what was requested. */
export function hasTurns({ multi_turn: turns }: LoadV02): boolean {
  return turns !== null && turns !== undefined && turns.enabled !== false;
}

function requested(length: LoadV02['input_seq_len'], measured: number | null): number | null {
  const value = positive(length?.value);
  if (value === null) return null;
  if (!Number.isInteger(value)) return null;
  return value === measured && length?.distribution !== 'fixed' ? null : value;
}

interface Prefix {
  readonly length: number | null;
  /** How many prefixes there are in all. */
  readonly groups: number | null;
  readonly perGroup: number | null;
  readonly multiTurn: boolean;
  readonly turns?: number | null;
  /** What else shapes the prompts, in words. */
  readonly more?: readonly string[];
}

/** A prefix about which nothing is stated. */
export const NO_PREFIX: Prefix = { length: null, groups: null, perGroup: null, multiTurn: false };

const MULTI_TURN = 'multi-turn';

/** Whether a prefix in canonical words is that of conversations. */
export function isMultiTurn(prefix: string | null): boolean {
  return prefix?.includes(MULTI_TURN) ?? false;
}

/** A prefix in canonical words; null if nothing about it is stated. */
export function prefixShape({ length, groups, perGroup, multiTurn, turns, more = [] }: Prefix): string | null {
  const parts = [
    length === null ? null : `${length} tokens`,
    groups === null ? null : `${groups} groups`,
    perGroup === null ? null : `${perGroup} per group`,
    multiTurn ? `${MULTI_TURN}${(turns ?? 1) > 1 ? ` of ${turns}` : ''}` : null,
    ...more,
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(', ');
}

/**
 * vLLM's options end in the same way for every data set: `random_input_len`, `--sonnet-input-len`. With random prompts
 * the prefix is added, with sonnets it is included; repeated prefixes have a suffix instead. Lengths drawn from a range
 * are measured rather than requested. Source: vllm/benchmarks/datasets.py.
 */
function options(args: unknown): RequestedWorkload {
  const suffix = byEnding(args, 'suffix_len');
  const length = byEnding(args, 'prefix_len');
  const before = suffix !== null || byEnding(args, 'random_prefix_len') !== null ? (length ?? 0) : 0;
  const own = byEnding(args, 'input_len') ?? suffix;
  const range = byEnding(args, 'range_ratio');
  const isDrawn = range !== null && range < 1;
  return {
    isl: own === null || isDrawn ? null : own + before,
    osl: isDrawn ? null : byEnding(args, 'output_len'),
    prefix: prefixShape({ ...NO_PREFIX, length, groups: byEnding(args, 'num_prefixes') }),
    isDrawn,
  };
}

function byEnding(args: unknown, ending: string): number | null {
  if (!isRecord(args)) return null;
  const key = Object.keys(args).find((name) => name.replaceAll('-', '_').endsWith(ending));
  return key === undefined ? null : positive(args[key]);
}

/**
 * What GuideLLM's description of its data says about a key, in any form: `{'prompt_tokens': 50}`, `prompt_tokens=50,…`.
 */
export function syntheticData(data: unknown): (key: string) => unknown {
  const first: unknown = Array.isArray(data) ? data[0] : data;
  const text = word(first);
  if (text === null) return (key) => dig(first, key);
  const parsed = jsonIn(text);
  if (parsed !== null) return (key) => dig(parsed, key);
  return (key) => new RegExp(`(?<![A-Za-z_])${key}(?![A-Za-z_])['"]?\\s*[:=]\\s*(\\d+)`).exec(text)?.[1];
}

function jsonIn(text: string): unknown {
  if (!text.startsWith('{')) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** GuideLLM's specification with the changes for one benchmark; the arguments themselves if they have none. */
export function specOf(args: unknown, stage: number | null): unknown {
  return dig(ofStage(args, stage), 'spec') ?? args;
}
