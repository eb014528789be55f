import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { configOf } from '../../src/config.ts';
import { UserError } from '../../src/errors.ts';
import { repeatedKeyIn } from '../../src/report/repeatedkey.ts';
import { vllm } from './raw/fixtures.ts';
import { lineOf, problemsIn, readAll, v01 } from './texts.ts';

const found = (text: string) => repeatedKeyIn(text, JSON.parse(text));

describe('a key that is given twice is found', () => {
  test.each([
    ['{"a":1,"a":2}', 'a', 1, 8],
    ['{"a":1,\n "b":{"c":1,"d":[],\n  "c" : 2}}', 'c', 3, 3],
    ['[{"x":1},{"x":1,"y":{},"x":1}]', 'x', 1, 24],
    ['{"a b":1,"a\\u0020b":2}', 'a b', 1, 10],
    ['{"__proto__":1,"__proto__":2}', '__proto__', 1, 16],
    ['{"":1,"":2}', '', 1, 7],
    ['{"t":"\\"a\\":","a":1,"a":2}', 'a', 1, 21],
    ['{"a\\\\":1,"a\\\\" :2}', 'a\\', 1, 10],
    ['{"a\\\\\\"":1,"a\\\\\\"":2}', 'a\\"', 1, 12],
  ])('in %s', (text, key, line, column) => {
    expect(found(text)).toEqual({ key, position: { line, column } });
  });

  test('and none where there is none, whatever the texts are', () => {
    const value = fc.jsonValue({ noUnicodeString: false });
    fc.assert(
      fc.property(fc.dictionary(fc.oneof(fc.string(), fc.constant('":')), value), fc.nat(3), (document, indent) => {
        expect(found(JSON.stringify(document, null, indent))).toBeNull();
        expect(found(JSON.stringify({ text: JSON.stringify(document), text2: '{"a":1,"a":2}' }))).toBeNull();
      }),
    );
  });

  test('at any depth, in time that grows with the size', () => {
    const deep = `${'{"a":['.repeat(200_000)}{"b":1,"b":2}${']}'.repeat(200_000)}`;
    expect(repeatedKeyIn(deep, { a: [] })).toMatchObject({ key: 'b' });
    const blank = `{"a"${' '.repeat(500_000)}:1,"a":":${':'.repeat(500_000)}"}`;
    expect(found(blank)).toMatchObject({ key: 'a' });
  });
});

test('answers that quote JSON themselves are not examined for it', () => {
  const least = (work: () => unknown) => Math.min(...Array.from({ length: 7 }, () => secondsOf(work)));
  const secondsWith = (answer: string) => {
    const document = { request_rate: 1, generated_texts: Array.from({ length: 3000 }, () => answer.repeat(40)) };
    const text = JSON.stringify(document);
    return least(() => repeatedKeyIn(text, document));
  };
  expect(secondsWith('{"name": "x", "place": "')).toBeLessThan(2.5 * secondsWith('{_name_: _x_, _place_: _'));
});

/** Of the processor. */
function secondsOf(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

/** A text with a key of it given once more, before. */
const doubled = (text: string, key: string) => text.replace(`"${key}"`, `"${key}": 1,\n"${key}"`);

describe('it costs the run, as in YAML', () => {
  test('of a report', () => {
    const text = doubled(JSON.stringify(v01(), null, 2), 'output_tokens_per_sec');
    expect(readAll(text).map(({ run }) => run)).toEqual([null]);
    expect(problemsIn(text)).toMatchObject([
      {
        severity: 'error',
        code: 'not-parsable',
        line: lineOf(text, '"output_tokens_per_sec"', 2),
        message: 'the key "output_tokens_per_sec" is given twice: keep one of them',
      },
    ]);
  });

  test('of a result of a harness’s own', () => {
    const text = doubled(JSON.stringify(vllm(), null, 1), 'mean_ttft_ms');
    const [problem, ...others] = problemsIn(text, { path: 'r/x.json' });
    expect(readAll(text, { path: 'r/x.json' }).every(({ run }) => run === null)).toBe(true);
    expect(others).toEqual([]);
    expect(problem).toMatchObject({
      code: 'not-parsable',
      line: lineOf(text, '"mean_ttft_ms"', 2),
      message: expect.stringContaining('"mean_ttft_ms" is given twice'),
    });
  });

  test('of the line alone where it is one of several', () => {
    const line = JSON.stringify(vllm());
    const text = `${line}\n${line.replace('"mean_ttft_ms":', '"mean_ttft_ms":1,"mean_ttft_ms":')}\n`;
    expect(readAll(text, { path: 'r/x.jsonl' }).filter(({ run }) => run !== null)).toHaveLength(1);
    const [problem] = problemsIn(text, { path: 'r/x.jsonl' });
    expect(problem).toMatchObject({ severity: 'error', code: 'not-parsable', line: 2 });
  });
});

test('a config file is refused', () => {
  expect(() => configOf('{"plots": "none",\n "plots": "all"}', 'c.yml')).toThrow(
    new UserError('c.yml:2:2: the key "plots" is given twice: keep one of them'),
  );
});
