import { describe, expect, test } from 'vitest';
import { FactCollector, type FactSource } from '../../src/report/factcollector.ts';
import { FACT_KINDS, type FactKind } from '../../src/run/facts.ts';

/*
 * What is kept of all that a file states, and what a difference of it means: IDENTITY.md 2.
 */

/** `setup: a=1, b=2; occasion: date=x` */
function facts(source: FactSource, value: unknown, prefix = ''): string {
  const { facts: all } = new FactCollector().add(source, value, prefix);
  const said = (kind: FactKind) => [...all[kind]].map(([name, text]) => `${name}=${text}`).join(', ');
  return FACT_KINDS.filter((kind) => all[kind].size > 0)
    .map((kind) => `${kind}: ${said(kind)}`)
    .join('; ');
}

/** Of which kind one key is; null where it is not kept. */
function kindOf(source: FactSource, key: string, value: unknown = 'x'): FactKind | null {
  const { facts: all } = new FactCollector().add(source, { [key]: value });
  return FACT_KINDS.find((kind) => all[kind].size > 0) ?? null;
}

describe('of arguments all shapes the setup', () => {
  test.each<[string, unknown]>([
    ['--block-size', 16],
    ['--enforce-eager', ''],
    ['--max-num-seqs', 256],
    ['max_model_len', '16000'],
    ['VLLM_USE_V1', '1'],
    ['--kv-transfer-config', '{"a":1}'],
    ['--speculative-config', { method: 'eagle' }],
    ['anything-else', 0.25],
    ['--no-prefix-caching', null],
    ['--enable-x', true],
    ['--enable-x', false],
    ['--max-concurrency', 8],
    ['--compilation-config', { level: 3 }],
    ['--hf-overrides', 'x'],
  ])('%s', (key, value) => {
    expect(kindOf('arguments', key, value)).toBe('setup');
  });

  test.each(['--port', '--seed', 'PWD', 'KUBERNETES_SERVICE_PORT', 'run_uid', '--output-dir', 'LOG_DIR'])(
    '%s tells nothing',
    (key) => {
      expect(kindOf('arguments', key, 'x')).toBe('occasion');
    },
  );

  test.each(['image', 'VLLM_COMMIT', 'HOSTNAME', 'node_name', 'cuda_version', 'DRIVER', '--image-tag'])(
    '%s is what changed',
    (key) => {
      expect(kindOf('arguments', key, 'x')).toBe('environment');
    },
  );
});

describe('beside figures', () => {
  test.each<[string, unknown, FactKind]>([
    ['scheduler', 'fcfs', 'setup'],
    ['prefix_caching', true, 'setup'],
    ['max_num_seqs', 256, 'setup'],
    ['gpu_memory_utilization', 0.9, 'setup'],
    ['block_size', 16, 'setup'],
    ['dcp_size', 2, 'setup'],
    ['my_figure', 3.5, 'occasion'],
    ['dataset_name', 'random', 'workload'],
    ['random_range_ratio', 0.5, 'workload'],
    ['ignore_eos', true, 'workload'],
    ['image', 'vllm:1', 'environment'],
    ['vllm_version', '0.11', 'environment'],
    ['commit', 'abc', 'environment'],
    ['hostname', 'a', 'environment'],
    ['date', '20260901', 'occasion'],
    ['seed', 3, 'occasion'],
    ['output_file', 'x.json', 'occasion'],
    ['user_concurrency', 8, 'occasion'],
    ['whatever', '2026-05-01T10:00:00Z', 'occasion'],
    ['whatever', 'b6a1f3c2-1111-2222-3333-444455556666', 'occasion'],
    ['whatever', '2026-05-01', 'occasion'],
  ])('%s of %j: %s', (key, value, kind) => {
    expect(kindOf('beside', key, value)).toBe(kind);
  });

  test("a sweep's overrides are of the setup, also numbers", () => {
    expect(facts('beside', { compilation_config: { level: 3 }, 'compilation_config.mode': 2 })).toBe(
      'setup: compilation_config.level=3, compilation_config.mode=2',
    );
  });

  test('a list with an entry a request, or of numbers, states nothing', () => {
    const lists = { latencies: Array.from({ length: 100 }, String), few: [1, 2, 3], words: ['a', 'b'] };
    expect(facts('beside', lists)).toBe('setup: words=["a","b"]');
  });
});

describe("a load generator's", () => {
  test.each<[string, unknown, FactKind]>([
    ['backend', 'openai', 'setup'],
    ['endpoint', '/v1/completions', 'setup'],
    ['dataset', 'sharegpt', 'workload'],
    ['random_range_ratio', 0.1, 'workload'],
    ['num_workers', 4, 'occasion'],
    ['rate', 'x', 'occasion'],
    ['num_prompts', '100', 'occasion'],
    ['max_seconds', 'x', 'occasion'],
    ['warmup', 'x', 'occasion'],
    ['tokenizer', 'x', 'occasion'],
    ['target', 'http://x', 'occasion'],
  ])('%s of %j: %s', (key, value, kind) => {
    expect(kindOf('harness', key, value)).toBe(kind);
  });

  test('own affairs, however deep, tell nothing', () => {
    expect(facts('harness', { storage: { path: { kind: 'x' } }, report: { verbosity: 'high' } })).toBe(
      'occasion: report.verbosity=high, storage.path.kind=x',
    );
  });
});

describe('what would open something never leaves the machine', () => {
  test.each([
    ...['token', 'HF_TOKEN', '--hf-token', 'api_key', 'OPENAI_API_KEY', 'apikey', 'password', 'DB_PASSWORD'],
    ...['secret', 'client_secret', 'AWS_ACCESS_KEY', 'private_key', 'credentials', 'Authorization', 'passwd', 'auth'],
  ])('%s', (key) => {
    expect(facts('arguments', { [key]: 'S3CRET' })).not.toContain('S3CRET');
    expect(facts('beside', { deep: { [key]: 'S3CRET' } })).not.toContain('S3CRET');
    expect(facts('arguments', { [key]: { deep: 'S3CRET' } })).not.toContain('S3CRET');
  });

  test.each(['http://user:S3CRET@host/x', 'https://S3CRET@host'])('in %s', (url) => {
    expect(facts('arguments', { endpoint_of: url })).not.toContain('S3CRET');
  });

  test.each<[string, unknown]>([
    ['flags as text', '--hf-token S3CRET --block-size 16'],
    ['flags with an equals sign', '--hf-token=S3CRET --block-size 16'],
    ['a list of flags', ['--hf-token', 'S3CRET', '--block-size', '16']],
    ['a list with an equals sign', ['--hf-token=S3CRET', '--block-size', '16']],
  ])('%s', (_, value) => {
    expect(facts('arguments', value)).toBe('setup: --block-size=16');
  });

  test.each<[string, unknown]>([
    ['a key of several words', { HUGGING_FACE_HUB_TOKEN_2: 'S3CRET' }],
    ['plural', { api_keys: 'S3CRET', tokens_secret_key: 'S3CRET' }],
    ['AWS', { AWS_SECRET_ACCESS_KEY_ID: 'S3CRET' }],
    ['camel case', { hfToken: 'S3CRET' }],
    ['camel case of two words', { accessToken: 'S3CRET' }],
    ['pass', { DB_PASS: 'S3CRET' }],
    ['a header', { header: 'Authorization: Bearer S3CRET' }],
    ['a list of mappings', { env: [{ name: 'HF_TOKEN', value: 'S3CRET' }] }],
    ['a mapping in a list', { extra: [{ api_key: 'S3CRET' }] }],
    ['a command as one text under a key', { args: '--model x --api-key S3CRET' }],
    ['a list of flags under a key', { args: ['--model', 'x', '--api-key', 'S3CRET'] }],
    ['JSON as text', { '--kv-transfer-config': '{"token":"S3CRET"}' }],
    ['the second URL of a text', { endpoint_of: 'http://a:b@x,http://c:S3CRET@y' }],
    ["vLLM's own option", { '--api-key': 'S3CRET' }],
    ["vLLM's own option in a text", '--model x --api-key S3CRET'],
    ["vLLM's own option in a list", ['--model', 'x', '--api-key=S3CRET']],
    ['other keys with a dash', { '--private-key': 'S3CRET' }],
    ['a URL in a list', { endpoints_of: ['http://u:S3CRET@x'] }],
    ['a query', { endpoint_of: 'http://x?api_key=S3CRET' }],
    ['a plain value of a token', { whatever: 'hf_S3CRETabcdefghijklmnopqrstuvwxyz' }],
  ])('also %s', (_, value) => {
    expect(facts('arguments', value)).not.toContain('S3CRET');
  });
});

test('a long text costs no time', () => {
  const long = `${'a'.repeat(200_000)} token ${'"'.repeat(100_000)}`;
  expect(facts('arguments', { a: long })).toContain('a=aaa');
});

describe('flags come to the same', () => {
  const expected = facts('arguments', { '--block-size': 16, '--enforce-eager': '', '--dtype': 'auto' });

  test.each<[string, unknown]>([
    ['as text', '--block-size 16 --enforce-eager --dtype auto'],
    ['with equals signs', '--block-size=16 --enforce-eager --dtype=auto'],
    ['over several lines', '--block-size 16\n  --enforce-eager\n\t--dtype auto '],
    ['as a list', ['--block-size', '16', '--enforce-eager', '--dtype', 'auto']],
    ['as a list with a number', ['--block-size', 16, '--enforce-eager', '--dtype', 'auto']],
    ['in another order', ['--dtype=auto', '--enforce-eager', '--block-size=16']],
  ])('%s', (_, value) => {
    expect(expected).toBe('setup: --block-size=16, --dtype=auto, --enforce-eager=');
    expect(facts('arguments', value)).toBe(expected);
  });

  test('with numbers of tokens as text, which are no secret', () => {
    const list = ['--max-num-batched-tokens', '8192', '--max-num-seqs', '64'];
    for (const value of [list, list.join(' '), '--max-num-batched-tokens=8192 --max-num-seqs 64']) {
      expect(facts('arguments', value)).toBe('setup: --max-num-batched-tokens=8192, --max-num-seqs=64');
    }
  });

  test('with what is no option by its place', () => {
    expect(facts('arguments', ['serve', 'model', '--x', 'y', 'z'])).toBe('setup: --x=y, 0=serve, 1=model, 4=z');
  });

  test('and a flag that is given twice has both values', () => {
    expect(facts('arguments', '--env a=1 --env b=2')).toContain('a=1');
  });

  test('and a value in quotes is one, as it is in a list', () => {
    const value = '{"level": 3, "mode": 1}';
    expect(facts('arguments', `--config '${value}' --x 1`)).toBe(facts('arguments', ['--config', value, '--x', '1']));
  });

  test('a negative number is a value', () => {
    expect(facts('arguments', '--top-k -1')).toBe('setup: --top-k=-1');
  });
});

describe('values', () => {
  test.each<[string, unknown, string]>([
    ['nested mappings are flattened', { a: { b: { c: 1 }, d: 'x' } }, 'setup: a.b.c=1, a.d=x'],
    ['lists are kept in whole', { a: ['x', { b: 1 }] }, 'setup: a=["x",{"b":1}]'],
    ['keys of mappings in lists have no order', { a: [{ c: 2, b: 1 }] }, 'setup: a=[{"b":1,"c":2}]'],
    ['spaces around a text do not count', { a: '  x ' }, 'setup: a=x'],
    ['a flag alone', { a: null, b: '' }, 'setup: a=, b='],
    ['switches', { a: true, b: false }, 'setup: a=true, b=false'],
    ['zero', { a: 0 }, 'setup: a=0'],
    ['nothing', {}, ''],
    ['an empty mapping', { a: {} }, ''],
    ['an empty list', { a: [] }, 'setup: a=[]'],
    ['names of programs', JSON.parse('{"__proto__": "x", "constructor": "y"}'), 'setup: __proto__=x, constructor=y'],
    ['numbers as numbers and as text', { a: '16' }, 'setup: a=16'],
  ])('%s', (_, value, expected) => {
    expect(facts('arguments', value)).toBe(expected);
  });

  test.each([null, undefined, 3, true])('%s states nothing', (value) => {
    expect(facts('beside', value)).toBe('');
    expect(facts('arguments', value)).toBe('');
  });

  test('a long one is kept by its beginning and a hash, so that another end is another value', () => {
    const long = 'x'.repeat(5000);
    const [one, other] = [facts('arguments', { a: `${long}1` }), facts('arguments', { a: `${long}2` })];
    expect(one.length).toBeLessThan(400);
    expect(one).not.toBe(other);
  });

  test.each<[string, unknown]>([
    ['pad_token', '<pad>'],
    ['max_num_batched_tokens', '8192'],
    ['chunked_prefill_tokens', 'auto'],
    ['num_token', '8'],
    ['max_image_token', 512],
    ['skip_special_token', true],
  ])('%s is kept', (key, value) => {
    expect(kindOf('arguments', key, value)).toBe('setup');
  });

  test('have a prefix before their names', () => {
    expect(facts('arguments', { '--x': 1 }, 'prefill vllm ')).toBe('setup: prefill vllm --x=1');
  });

  test('that are read elsewhere are left out, at the root alone', () => {
    const { facts: all } = new FactCollector().add(
      'beside',
      { known: 'x', a: { known: 'y' } },
      '',
      (key) => key === 'known',
    );
    expect([...all.setup]).toEqual([['a.known', 'y']]);
  });
});
