import { dig, positive, word } from './lookup.ts';
import type { LoadV02 } from './schema02.ts';

/** Lengths and prefix that were asked of a harness; null where not stated. */
export interface RequestedWorkload {
  readonly isl: number | null;
  readonly osl: number | null;
  /** Shape of the shared prefix and of the turns, in canonical words. */
  readonly prefix: string | null;
}

/** Nothing is stated as requested. */
export const NOTHING_ASKED: RequestedWorkload = { isl: null, osl: null, prefix: null };

/** What a harness's own arguments ask for. */
export function workloadOfArgs(args: unknown): RequestedWorkload {
  const shared = dig(args, 'data', 'shared_prefix');
  const guide = guidellmData(args);
  const question = positive(dig(shared, 'question_len'));
  const system = positive(dig(shared, 'system_prompt_len'));
  return {
    isl:
      positive(dig(args, 'data', 'input_distribution', 'mean')) ??
      (question === null && system === null ? null : (question ?? 0) + (system ?? 0)) ??
      positive(guide('prompt_tokens')) ??
      byEnding(args, 'input_len'),
    osl:
      positive(dig(args, 'data', 'output_distribution', 'mean')) ??
      positive(dig(shared, 'output_len')) ??
      positive(guide('output_tokens')) ??
      byEnding(args, 'output_len'),
    prefix: prefixShape({
      length: system ?? byEnding(args, 'prefix_len'),
      groups: positive(dig(shared, 'num_groups')),
      perGroup: positive(dig(shared, 'num_prompts_per_group')),
      multiTurn: dig(shared, 'enable_multi_turn_chat') === true,
    }),
  };
}

/**
 * What a v0.2 report states as requested. Some converters write the measured mean there: a fraction, or a value that
 * equals it, is no request, but for a whole number of a fixed distribution, where both are the same.
 */
export function workloadV02(load: LoadV02, measuredIsl: number | null, measuredOsl: number | null): RequestedWorkload {
  const { input_seq_len: input, output_seq_len: output, prefix, multi_turn: turns } = load;
  return {
    isl: requested(input, measuredIsl),
    osl: requested(output, measuredOsl),
    prefix: prefixShape({
      length: positive(prefix?.prefix_len?.value),
      groups: positive(prefix?.num_groups),
      perGroup: positive(prefix?.num_users_per_group),
      multiTurn: turns !== null && turns !== undefined && turns.enabled !== false,
    }),
  };
}

function requested(length: LoadV02['input_seq_len'], measured: number | null): number | null {
  const value = positive(length?.value);
  if (value === null) return null;
  if (!Number.isInteger(value)) return null;
  return value === measured && length?.distribution !== 'fixed' ? null : value;
}

interface Prefix {
  readonly length: number | null;
  readonly groups: number | null;
  readonly perGroup: number | null;
  readonly multiTurn: boolean;
}

/** A prefix in canonical words; null where nothing of it is stated. */
export function prefixShape({ length, groups, perGroup, multiTurn }: Prefix): string | null {
  const parts = [
    length === null ? null : `${length} tokens`,
    groups === null ? null : `${groups} groups`,
    perGroup === null ? null : `${perGroup} per group`,
    multiTurn ? 'multi-turn' : null,
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(', ');
}

/** vLLM's options end alike whatever the data set: `random_input_len`, `--sonnet-input-len`. */
function byEnding(args: unknown, ending: string): number | null {
  if (typeof args !== 'object' || args === null || Array.isArray(args)) return null;
  const dashed = ending.replaceAll('_', '-');
  const key = Object.keys(args).find((name) => name.endsWith(ending) || name.endsWith(dashed));
  return key === undefined ? null : positive(dig(args, key));
}

/** GuideLLM's synthetic data: a mapping, or the text of one (`{'prompt_tokens': 50}`, `prompt_tokens=50,…`). */
function guidellmData(args: unknown): (key: string) => unknown {
  return syntheticData(dig(args, 'spec', 'data') ?? dig(args, 'data'));
}

/** What GuideLLM's description of its data says of a key, whatever its form. */
export function syntheticData(data: unknown): (key: string) => unknown {
  const first = Array.isArray(data) ? data[0] : data;
  const text = word(first);
  if (text === null) return (key) => dig(first, key);
  return (key) => new RegExp(`(?<![A-Za-z_])${key}(?![A-Za-z_])['"]?\\s*[:=]\\s*(\\d+)`).exec(text)?.[1];
}
