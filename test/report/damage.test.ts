import { describe, expect, test } from 'vitest';
import { problemsOf } from '../../src/report/read.ts';
import { DOCUMENTS, python, TABLES, vllm } from './raw/fixtures.ts';
import { bytesOf, readAll, v01, v02, yaml } from './texts.ts';

/*
 * A file that was meant as a result and is damaged is refused by name, whatever its format and whatever happened to it;
 * one that is none is passed over.
 */

const NUL = '\0'.repeat(9);
/** What happens to files, by name. */
const DAMAGES: Readonly<Record<string, (text: string) => Uint8Array>> = {
  'NUL bytes at the end': (text) => bytesOf(`${text}${NUL}`),
  'NUL bytes at the beginning': (text) => bytesOf(`${NUL}${text}`),
  'UTF-16 that is cut off': (text) => new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le')).subarray(0, -1),
  'a line of a log above': (text) => bytesOf(`INFO 11-24 03:12:07 [serve.py:931] saving "results" {\n${text}`),
  'a line in brackets above': (text) => bytesOf(`[2026-11-24 03:12:07] saving\n${text}`),
  'a comment above': (text) => bytesOf(`// night of the 24th\n${text}`),
  'its first bracket lost': (text) => bytesOf(text.replace(/^\s*\{/, '')),
  'marks of a merge': (text) => bytesOf(`<<<<<<< HEAD\n${text}\n=======\n${text}\n>>>>>>> night\n`),
};
const RESULTS = [...DOCUMENTS.map(python), JSON.stringify(v01()), JSON.stringify(v02())].filter((text) =>
  readAll(text, { path: 'r/x.json' }).some(({ run }) => run !== null),
);

const errorsIn = (content: string | Uint8Array, path = 'r/c32.json') =>
  problemsOf(readAll(content, { path })).filter(({ severity }) => severity === 'error');

test('results of many formats are damaged here', () => {
  expect(RESULTS.length).toBeGreaterThan(9);
});

describe.each(Object.keys(DAMAGES))('%s', (name) => {
  const damaged = (text: string) => DAMAGES[name]?.(text) ?? bytesOf(text);

  test.each(RESULTS.map((text) => [text.slice(0, 40), text]))(
    'costs a result its run, with a reason: %s…',
    (_, text) => {
      for (const layout of [text, text.replaceAll(', "', ',\n "')]) {
        const readings = readAll(damaged(layout), { path: 'r/c32.json' });
        expect(readings.flatMap(({ run }) => run ?? [])).toEqual([]);
        expect(problemsOf(readings).map(({ severity }) => severity)).toContain('error');
        expect(errorsIn(damaged(layout), 'r/c32.jsonl')).not.toEqual([]);
      }
    },
  );

  test('costs nothing in a log, or in another kind of JSON', () => {
    expect(errorsIn(damaged(python(vllm())), 'r/server.txt')).toEqual([]);
    expect(errorsIn(damaged(python(vllm())), 'r/server')).toEqual([]);
    expect(errorsIn(damaged('{"name": "bench", "version": "1.0.0", "scripts": {"test": "x"}}'))).toEqual([]);
    expect(errorsIn(damaged('{"vllm:num_requests_running": [1, 2], "kv_cache": {"hits": 3}}'))).toEqual([]);
  });
});

test('the message says what is wrong, and where', () => {
  expect(errorsIn(`INFO saved\n${python(vllm())}`)).toEqual([
    {
      ...{ severity: 'error', code: 'not-parsable', file: 'r/c32.json', line: 1, column: 1 },
      message:
        'has the keys of a benchmark result, but is not JSON: expected { or [, found I; repair the file, or run that benchmark again',
    },
  ]);
  expect(errorsIn(`${JSON.stringify(vllm(), null, 1)}\n${NUL}`)).toMatchObject([
    {
      ...{ code: 'not-text', line: JSON.stringify(vllm(), null, 1).split('\n').length + 1, column: 1 },
      message: 'has the keys of a benchmark result, but also NUL bytes: repair the file, or run that benchmark again',
    },
  ]);
});

test('NUL bytes in a report or a table', () => {
  for (const text of [yaml(v01()), yaml(v02())]) {
    expect(errorsIn(`${text}${NUL}`, 'r/c32.yaml')).toMatchObject([{ code: 'not-text' }]);
  }
  for (const table of TABLES) {
    expect(errorsIn(`${table}${NUL}`, 'r/c32.csv')).toMatchObject([{ code: 'not-text' }]);
    expect(errorsIn(`INFO profiling\n${table}`, 'r/c32.csv')).toMatchObject([{ code: 'not-parsable', line: 2 }]);
  }
  expect(errorsIn(`kind: ConfigMap\n${NUL}`, 'r/config.yaml')).toEqual([]);
});

test('what quotes a result, or holds one further down, is another file', () => {
  const result = JSON.stringify(vllm());
  expect(errorsIn(`kind: ConfigMap\ndata:\n  c32.json: |\n    ${result}\n---\nkind: Job\n`, 'r/jobs.yaml')).toEqual([]);
  expect(errorsIn(`{"all": {"nights": [[${result}]]}}`)).toEqual([]);
  expect(errorsIn(`{"all": {"nights": [[${result}]]}`)).toEqual([]);
  expect(errorsIn(`{"all": ${result}}`)).toEqual([]);
  expect(errorsIn(JSON.stringify(result))).toEqual([]);
});

describe('UTF-16 without a byte-order mark', () => {
  test.each([
    ['a result', python(vllm()), 'r/c32.json'],
    ['a report in YAML', yaml(v01()), 'r/c32.yaml'],
    ['a table', TABLES[0] ?? '', 'r/c32.csv'],
  ])('is read: %s', (_, text, path) => {
    const little = Buffer.from(text, 'utf16le');
    const runs = readAll(text, { path }).map(({ run }) => run);
    for (const bytes of [Buffer.from(little), Buffer.from(little).swap16()]) {
      expect(readAll(new Uint8Array(bytes), { path }).map(({ run }) => run)).toEqual(runs);
    }
  });

  test('is no error in a file that holds anything else', () => {
    expect(errorsIn(new Uint8Array(Buffer.from('{"a": 1}', 'utf16le')))).toEqual([]);
    expect(errorsIn(new Uint8Array([1, 0, 2, 0, 3, 0, 255]))).toEqual([]);
  });
});
