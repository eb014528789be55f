import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { problemsOf, type Reading, ReportReader } from '../../../src/report/read.ts';
import { times } from '../../thorough.ts';
import { anything, expectSound, placesIn } from '../anything.ts';
import { bytesOf, readAll, yaml } from '../texts.ts';
import {
  agents,
  aggregate,
  aiperf,
  benchmark,
  DOCUMENTS,
  earlyAiperf,
  guidellm,
  python,
  sglang,
  TABLES,
  trtllm,
  vllm,
  vllmAt,
} from './fixtures.ts';

const PATH = 'results/x.json';
const places = DOCUMENTS.flatMap((document, index) => placesIn(document).map((place) => ({ index, place })));

/** What is read of a text is sound; what is no result any more may be nothing. */
function sound(text: string): Reading[] {
  const readings = readAll(text, { path: PATH });
  for (const reading of readings) if (reading.kind === 'report') expectSound(reading);
  return readings;
}

function put(document: unknown, place: string, value: unknown): unknown {
  const copy = structuredClone(document) as Record<string, unknown>;
  const steps = place.split('.');
  const parent = steps.slice(0, -1).reduce<Record<string, unknown>>((inner, step) => inner[step] as typeof inner, copy);
  parent[steps.at(-1) ?? ''] = value;
  return copy;
}

test('anything anywhere in a result gives a sound run, or a reason', () => {
  fc.assert(
    fc.property(fc.constantFrom(...places), anything, ({ index, place }, value) => {
      sound(python(put(DOCUMENTS[index], place, value)));
    }),
    { numRuns: times(200, 600) },
  );
});

test('anything in a cell of a table gives a sound run, or a reason', () => {
  const cell = fc.oneof(fc.constantFrom('', '-', 'nan', 'inf', '-1', '0', '1e400', '"a,b"', '"', 'many'), fc.string());
  fc.assert(
    fc.property(fc.constantFrom(...TABLES), fc.nat(40), cell, (table, place, value) => {
      const [names = '', row = ''] = table.split('\n');
      const cells = row.split(',');
      sound(`${names}\n${cells.with(place % cells.length, value).join(',')}\n`);
    }),
    { numRuns: times(70, 200) },
  );
});

test('a result cut off, or with bytes of it lost, gives a sound run, or a reason', () => {
  const texts = [...DOCUMENTS.map(python), ...TABLES, yaml(guidellm(2, [benchmark({ type_: 'synchronous' })]))];
  fc.assert(
    fc.property(fc.nat(texts.length - 1), fc.nat(4000), fc.nat(40), fc.boolean(), (index, start, length, toEnd) => {
      const text = texts[index] ?? '';
      sound(text.slice(0, start) + (toEnd ? '' : text.slice(start + length)));
    }),
    { numRuns: times(100, 300) },
  );
});

const problems = (text: string, path = PATH) =>
  problemsOf(readAll(text, { path }))
    .filter(({ severity }) => severity !== 'notice')
    .map(({ severity, code, line, column, message }) => [`${severity} ${code}`, line, column, message]);

describe('what costs a result its run, with the place', () => {
  const at = (text: string, key: string) => text.indexOf(`"${key}"`) + 1;

  test.each([
    [
      'a number as text',
      { output_throughput: '400' },
      'output_throughput',
      'error wrong-type',
      'expected a number from 0 up, found the text “400”',
    ],
    [
      'a negative mean',
      { mean_ttft_ms: -1 },
      'mean_ttft_ms',
      'error bad-number',
      'expected a number from 0 up, found -1',
    ],
    [
      'a load that is no number',
      { max_concurrency: 'many' },
      'max_concurrency',
      'error wrong-type',
      'expected a number from 0 up, found the text “many”',
    ],
  ])('%s', (_, changes, key, code, message) => {
    const text = JSON.stringify(vllm(changes));
    expect(problems(text)).toEqual([[code, 1, at(text, key), `vLLM bench serve: ${key}: ${message}`]]);
  });

  test('NaN, which Python writes', () => {
    expect(problems(python(vllm({ mean_ttft_ms: Number.NaN })))).toEqual([
      [
        'error bad-number',
        1,
        1,
        'vLLM bench serve: mean_ttft_ms: expected a number from 0 up, found what is not a number',
      ],
    ]);
    expect(problems(python(vllm({ p99_ttft_ms: Number.NaN })))).toEqual([
      ['warning bad-statistic', 1, 1, 'p99_ttft_ms: expected a number from 0 up, found what is not a number; left out'],
    ]);
  });

  test('a missing field says what the file was recognised as', () => {
    expect(problems(JSON.stringify(vllm({ duration: undefined, completed: undefined })))).toMatchObject([
      ['error missing-field', 1, 1, 'vLLM bench serve: duration is missing: expected a number from 0 up'],
      ['error missing-field', 1, 1, 'vLLM bench serve: completed is missing: expected a number from 0 up'],
    ]);
  });
});

describe('several documents', () => {
  const lines = [vllm(), vllm({ duration: 'x' }), vllmAt(8)].map((document) => JSON.stringify(document));

  test('a bad one costs its own run, and its line is told', () => {
    const readings = readAll(lines.join('\n'), { path: PATH });
    expect(readings.map(({ run }) => run?.load.concurrency ?? null)).toEqual([32, null, 8]);
    expect(problems(lines.join('\n'))).toMatchObject([
      ['error wrong-type', 2, expect.any(Number), expect.stringContaining('duration')],
    ]);
  });

  test('one that is cut off costs itself', () => {
    const text = `${lines[0]}\n${lines[2]?.slice(0, 100)}`;
    expect(readAll(text, { path: PATH }).map(({ run }) => run?.load.concurrency ?? null)).toEqual([32, null]);
    expect(problems(text)).toEqual([['error not-parsable', 2, 101, 'cut off in model_id: the document does not end']]);
  });

  test('one in the middle that is cut off costs itself, and so does the first', () => {
    for (const end of [100, lines[0]?.indexOf('Llama') ?? 0]) {
      const cut = lines[0]?.slice(0, end);
      const middle = readAll([lines[0], cut, lines[2]].join('\n'), { path: PATH });
      expect(middle.map(({ run }) => run?.load.concurrency ?? null)).toEqual([32, 8, null]);
      expect(problems([lines[0], cut, lines[2]].join('\n'))).toEqual([
        ['error not-parsable', 2, end + 1, expect.stringMatching(/^cut off in model_id: expected the rest of the doc/)],
      ]);
      expect(problems([cut, lines[0], cut, lines[2]].join('\n')).map(([, line]) => line)).toEqual([1, 3]);
    }
  });

  test('one that is no JSON costs itself, and a comma too many nothing', () => {
    const text = [lines[0]?.replace('"duration":50', '"duration" "50"'), lines[2]?.replace(/}$/, ',}')].join('\n');
    expect(readAll(text, { path: PATH }).map(({ run }) => run?.load.concurrency ?? null)).toEqual([8, null]);
    expect(problems(text)).toEqual([
      ['error not-parsable', 1, expect.any(Number), expect.stringContaining('not valid YAML')],
    ]);
  });

  test('a list holds what is a result, and the rest is counted', () => {
    const text = JSON.stringify([vllm(), 3, { a: 1 }]);
    expect(readAll(text, { path: PATH }).map(({ run }) => run?.load.concurrency ?? null)).toEqual([32, null]);
    expect(problems(text)).toMatchObject([
      ['warning not-a-report', null, null, '2 of 3 entries are not benchmark results: left out'],
    ]);
    expect(readAll('[]', { path: PATH })).toMatchObject([{ kind: 'other' }]);
  });

  test('one that is nested too deep costs itself', () => {
    const deep = JSON.stringify(vllm()).replace(/}$/, `,"x":${'['.repeat(9999)}${']'.repeat(9999)}}`);
    for (const text of [deep, `[${deep},${deep}]`]) {
      expect(readAll(text, { path: PATH }).flatMap(({ run }) => run ?? [])).toEqual([]);
      expect(problems(text)).toMatchObject([
        ['error limit', 1, expect.any(Number), expect.stringContaining('nesting')],
      ]);
    }
  });

  test('a byte-order mark, Windows line ends, and documents without a line between them', () => {
    for (const text of [`\ufeff${lines[0]}\r\n${lines[2]}\r\n`, `${lines[0]}${lines[2]}`]) {
      expect(readAll(text, { path: PATH }).map(({ run }) => run?.load.concurrency)).toEqual([32, 8]);
    }
  });
});

describe('a large file', () => {
  const whole = (text: string, size: number, encode = bytesOf): Reading[] => {
    const bytes = encode(text);
    function* pieces() {
      for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size);
    }
    return new ReportReader().read({ path: PATH, bytes: bytes.slice(0, 700), limit: 800, pieces });
  };
  const request = { prompt: 'say ", ] or }', output: '\\', tokens: [1, 2, 3] };
  const requests = { successful: Array(50).fill(request), errored: [], incomplete: [], total: null };
  const document = guidellm(2, [
    benchmark({ type_: 'synchronous' }, { requests }),
    benchmark({ type_: 'constant', rate: 5 }, { requests }),
  ]);

  test('is read in pieces, and comes to the same', () => {
    const small = readAll(JSON.stringify(document), { path: PATH }).map(({ run }) => run);
    const utf16 = (text: string) => new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le'));
    for (const encode of [bytesOf, utf16]) {
      for (const size of [65, 1000]) {
        expect(whole(JSON.stringify(document), size, encode).map(({ run }) => run)).toEqual(small);
      }
    }
  });

  test('that is cut off says where', () => {
    const [reading, ...others] = whole(JSON.stringify(document).slice(0, -2000), 512);
    expect(others).toEqual([]);
    expect(problemsOf(reading ? [reading] : [])).toMatchObject([
      {
        severity: 'error',
        code: 'not-parsable',
        line: 1,
        message: expect.stringContaining('cut off in benchmarks[1].requests.successful['),
      },
    ]);
  });

  test('is known by its lists where its figures come after them', () => {
    const { request_throughput, output_throughput, total_token_throughput, model_id, num_prompts, ...first } = vllm();
    const figures = { request_throughput, output_throughput, total_token_throughput, model_id, num_prompts };
    const [reading] = whole(JSON.stringify({ itls: Array(999).fill([0.1]), ...first, ...figures }), 300);
    expect(reading?.run?.load.concurrency).toBe(32);
  });

  test('in YAML is refused, and one that is no result is another file', () => {
    const problem = {
      severity: 'error',
      code: 'limit',
      message: expect.stringContaining('in YAML: write it as JSON'),
    };
    expect(problemsOf(whole(yaml(document), 512))).toMatchObject([problem]);
    expect(whole(JSON.stringify({ benchmarks: Array(99).fill({ name: 'BM_x' }) }), 512)).toMatchObject([
      { kind: 'other' },
    ]);
  });
});

describe('a model of the wrong type costs a result its run, with the place', () => {
  const { server_info } = sglang() as { server_info: object };
  const backend = { strategy: { type_: 'synchronous' }, backend: { model: 7 } };

  test.each([
    [vllm({ model_id: 7 }), 'model_id'],
    [vllm({ model_id: ['a'] }), 'model_id'],
    [sglang({ server_info: { ...server_info, model_path: 7 } }), 'server_info.model_path'],
    [sglang({ server_info: { decode: [{ model_path: [] }] } }), 'server_info.decode[0].model_path'],
    [guidellm(2, [benchmark({ type_: 'synchronous' }, { config: backend })]), 'benchmarks[0].config.backend.model'],
    [aiperf({ input_config: { models: { items: [{ name: 7 }] } } }), 'input_config.models.items[0].name'],
    [aiperf({ input_config: { models: [7] } }), 'input_config.models[0]'],
    [aggregate({ model: 7 }), 'model'],
    [agents({ model: 7 }), 'model'],
    [trtllm({ engine: { model: 7 } }), 'engine.model'],
    [earlyAiperf({ input_config: { models: [7] } }), 'input_config.models[0]'],
  ])('%#: %s', (document, place) => {
    const text = JSON.stringify(document, null, 1);
    expect(readAll(text, { path: PATH }).map(({ run }) => run)).toEqual([null]);
    const [error, ...others] = problems(text);
    expect(error).toEqual([
      'error wrong-type',
      expect.any(Number),
      expect.any(Number),
      expect.stringMatching(/expected text, found (7|a list)$/),
    ]);
    expect(String(error?.[3])).toContain(`: ${place}: `);
    expect(others).toEqual([]);
  });
});
