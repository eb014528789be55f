import { describe, expect, test } from 'vitest';
import { benchmark, guidellm } from './raw/fixtures.ts';
import { AGGREGATE, readAll, runOf, v01, v02 } from './texts.ts';

/*
 * A harness's own result, and reports v0.1 and v0.2 made of it, come to the same words for what requests have in common.
 */

type Data = Readonly<Record<string, unknown>>;

function raw(data: unknown, version: 1 | 2 = 2) {
  const document = guidellm(version, [benchmark({ type_: 'concurrent', streams: 8 })], data);
  const [reading] = readAll(JSON.stringify(document), { path: 'g.json' });
  return reading?.run?.workload;
}

/** As llm-d's converter writes it: the first bucket, and the turns. */
function standardized({ prefix_buckets: buckets, turns }: Data) {
  const [bucket] = (buckets ?? []) as Data[];
  const fixed = (value: unknown) => ({ distribution: 'fixed', value });
  return {
    'scenario.load.standardized.tool': 'guidellm',
    'scenario.load.standardized.input_seq_len': fixed(512),
    'scenario.load.standardized.prefix': bucket && {
      prefix_len: fixed(bucket.prefix_tokens),
      ...{ num_groups: 1, num_users_per_group: 1, num_prefixes: bucket.prefix_count ?? 1 },
    },
    'scenario.load.standardized.multi_turn': turns && { enabled: true, max_turns: fixed(turns) },
    [`${AGGREGATE}.requests.input_length`]: { units: 'count', mean: 9000 },
  };
}

const synthetic = { prompt_tokens: 512, output_tokens: 64 };

describe("GuideLLM's data", () => {
  const native = (data: unknown) => ({ spec: { data: [data] } });

  test.each([
    [{}, null],
    [{ prefix_buckets: [{ prefix_tokens: 4000, prefix_count: 5000 }] }, '4000 tokens, 5000 groups'],
    [{ prefix_buckets: [{ prefix_tokens: 4000 }] }, '4000 tokens, 1 groups'],
    [{ turns: 3 }, 'multi-turn of 3'],
    [{ prefix_buckets: [{ prefix_tokens: 40, prefix_count: 2 }], turns: 3 }, '40 tokens, 2 groups, multi-turn of 3'],
  ])('%j: the same from all', (changes, prefix) => {
    const data = { ...synthetic, ...changes };
    const longer = prefix === null ? {} : { isl: expect.objectContaining({ requested: null }) };
    expect(raw(data)).toMatchObject({ prefix, ...longer });
    const v1 = v01({ 'scenario.load': { name: 'guidellm', args: native(data) } });
    expect(runOf(v1).workload).toMatchObject({ prefix, ...longer });
    expect(runOf(v02(standardized(data))).workload).toMatchObject({ prefix, ...longer });
    const both = { ...standardized(data), 'scenario.load.native.config': native(data) };
    expect(runOf(v02(both)).workload).toMatchObject({ prefix, ...longer });
  });

  test.each([
    [{ prefix_buckets: [{ prefix_tokens: 0 }] }, null],
    [
      {
        prefix_buckets: [
          { bucket_weight: 70, prefix_tokens: 400 },
          { bucket_weight: 30, prefix_tokens: 0 },
        ],
      },
      '70 of 400 tokens, 1 groups, 30 of 0 tokens, 1 groups',
    ],
    [{ turns: 3, first_prompt_tokens: 2000 }, 'multi-turn of 3, first prompt of 2000 tokens'],
    [{ first_prompt_tokens: 2000 }, null],
    [{ turns: 3, branches: [{ at_turn: 1, turns: 2 }] }, 'multi-turn of 3, 1 branches'],
  ])('%j: in words of its own', (changes, prefix) => {
    const data = { ...synthetic, ...changes };
    expect(raw(data)?.prefix).toBe(prefix);
    const both = { ...standardized(data), 'scenario.load.native.config': native(data) };
    expect(runOf(v02(both)).workload.prefix).toBe(prefix);
  });

  test('as text, in JSON and otherwise', () => {
    const buckets = { ...synthetic, prefix_buckets: [{ prefix_tokens: 40, prefix_count: 2 }] };
    expect(raw(buckets, 1)?.prefix).toBe('40 tokens, 2 groups');
    const flat = "{'prompt_tokens': 512, 'prefix_tokens': 40, 'prefix_count': 2, 'turns': 2}";
    const args = { data: [flat] };
    expect(runOf(v01({ 'scenario.load': { name: 'guidellm', args } })).workload.prefix).toBe(
      '40 tokens, 2 groups, multi-turn of 2',
    );
  });

  test('a benchmark has its own', () => {
    const spec = { data: [synthetic] };
    const args = { spec, benchmarks: [{}, { 'data[0].turns': 4, 'data[9].turns': 9, [`${'a.'.repeat(50_000)}b`]: 1 }] };
    const load = { name: 'guidellm', args, metadata: { stage: 1 } };
    expect(runOf(v01({ 'scenario.load': load })).workload).toMatchObject({
      isl: { requested: null },
      prefix: 'multi-turn of 4',
    });
  });
});

describe("inference-perf's data", () => {
  const converted = (data: unknown) =>
    runOf(v01({ 'scenario.load': { name: 'inference-perf', args: { data } } })).workload;
  const shared = { system_prompt_len: 800, question_len: { mean: 200 }, output_len: 100 };

  test.each([
    ['older names', { num_groups: 4, num_prompts_per_group: 8 }],
    ["today's names", { num_unique_system_prompts: 4, num_users_per_system_prompt: 8 }],
  ])('%s of a shared prefix', (_, numbers) => {
    const data = { type: 'shared_prefix', shared_prefix: { ...shared, ...numbers } };
    expect(converted(data)).toMatchObject({
      isl: { requested: 1000 },
      osl: { requested: 100 },
      prefix: '800 tokens, 4 groups, 8 per group',
    });
  });

  test('turns make prompts longer, and a prefix of another kind of data is a default', () => {
    const chat = { type: 'shared_prefix', shared_prefix: { ...shared, enable_multi_turn_chat: true } };
    expect(converted(chat)).toMatchObject({ isl: { requested: null }, prefix: '800 tokens, multi-turn' });
    expect(converted({ type: 'random', shared_prefix: { ...shared, num_groups: 10 } }).prefix).toBeNull();
    expect(converted({ type: 'otel_trace_replay' }).prefix).toBe('multi-turn');
  });
});
