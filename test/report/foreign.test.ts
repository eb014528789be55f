import { describe, expect, test } from 'vitest';
import { problemsOf, ReportReader } from '../../src/report/read.ts';
import { decode } from '../../src/report/text.ts';
import { TABLES, vllm } from './raw/fixtures.ts';
import { bytesOf, lineOf, problemsIn, readAll, v01, v02, yaml } from './texts.ts';

/** A text with a byte that is no UTF-8 for each ¤ in it. */
function withBytes(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text.replaceAll('¤', '\u00ff'), 'latin1'));
}

const runsIn = (bytes: Uint8Array, path?: string) =>
  readAll(bytes, path === undefined ? {} : { path }).flatMap(({ run }) => run ?? []);
const lossOf = (bytes: Uint8Array, path?: string) =>
  problemsIn(bytes, path === undefined ? {} : { path }).filter(({ severity }) => severity !== 'notice');

describe('one byte that is no UTF-8 costs a warning, and not the run', () => {
  const yamlText = yaml(v01({ 'scenario.load.args.note': 'caf¤' }));
  const jsonText = JSON.stringify(v02({ 'scenario.load.native.args.note': 'caf¤' }), null, 1);
  const rawText = JSON.stringify(vllm({ label: 'caf¤' }), null, 1);

  test.each([
    ['a report in YAML', yamlText, undefined],
    ['one in JSON', jsonText, undefined],
    ['a result of a harness’s own', rawText, 'r/x.json'],
  ])('in %s', (_, text, path) => {
    expect(runsIn(withBytes(text), path)).toHaveLength(1);
    const line = lineOf(text, 'caf¤');
    expect(lossOf(withBytes(text), path)).toMatchObject([
      {
        severity: 'warning',
        code: 'not-utf-8',
        line,
        column: (text.split('\n')[line - 1]?.indexOf('¤') ?? 0) + 1,
        message: 'a byte that is not UTF-8: \ufffd stands for it in what is read; write the file as UTF-8',
      },
    ]);
  });

  test('in a file that is read in pieces', () => {
    const bytes = withBytes(rawText);
    const file = { path: 'r/x.json', bytes: bytes.subarray(0, -9), limit: 64, pieces: () => [bytes] };
    const readings = new ReportReader().read(file);
    expect(readings.flatMap(({ run }) => run ?? [])).toHaveLength(1);
    expect(problemsOf(readings).filter(({ severity }) => severity !== 'notice')).toMatchObject([
      { code: 'not-utf-8', line: lineOf(rawText, 'caf¤') },
    ]);
  });

  test('nothing is said of a file that is no result', () => {
    expect(problemsIn(withBytes('a log: caf¤\n'), { path: 'r/x.txt' })).toEqual([]);
  });
});

describe('in a key or a number it costs the run', () => {
  const number = JSON.stringify(v01({ 'scenario.load.args.max_concurrency': '3¤2' }), null, 1);
  const key = yaml(v01()).replace('max_concurrency', 'max¤concurrency');
  const raw = JSON.stringify(vllm(), null, 1).replace('"max_concurrency"', '"max_concurrenc¤"');

  test.each([
    [
      number,
      undefined,
      'scenario.load.args.max_concurrency: a byte that is not UTF-8 in a number; write the file again',
    ],
    [
      key,
      undefined,
      'scenario.load.args.max\ufffdconcurrency: a byte that is not UTF-8 in a key; write the file again',
    ],
    [raw, 'r/x.json', 'max_concurrenc\ufffd: a byte that is not UTF-8 in a key; write the file again'],
  ])('%#', (text, path, message) => {
    expect(runsIn(withBytes(text), path)).toEqual([]);
    expect(lossOf(withBytes(text), path)).toMatchObject([
      { severity: 'error', code: 'not-text', line: lineOf(text, '¤'), message },
    ]);
  });

  test('in a table, whose columns are keys', () => {
    const [table = ''] = TABLES;
    const [head = '', row = ''] = table.split('\n');
    const cell = row.split(',').findIndex((one) => /^\d+\.\d+$/.test(one));
    const broken = row.split(',').map((one, index) => (index === cell ? one.replace('.', '¤') : one));
    expect(runsIn(bytesOf(`${head}\n${row}\n`), 'r/x.csv')).toHaveLength(1);
    expect(runsIn(withBytes(`${head}\n${broken.join(',')}\n`), 'r/x.csv')).toEqual([]);
  });

  test('a number that no JSON has is broken JSON', () => {
    const text = JSON.stringify(v01(), null, 1).replace('2500', '25¤0');
    expect(runsIn(withBytes(text))).toEqual([]);
    expect(lossOf(withBytes(text))).toMatchObject([{ severity: 'error' }]);
  });
});

describe('what is text', () => {
  test('a replacement character that the file has itself is one', () => {
    expect(decode(bytesOf('caf\ufffd'))).toEqual({ text: 'caf\ufffd', foreign: null });
  });

  test('of more than one such byte in a hundred nobody knows', () => {
    expect(decode(withBytes(`${'a'.repeat(300)}¤¤`))?.foreign).toEqual({ line: 1, column: 301 });
    expect(decode(withBytes(`${'a'.repeat(100)}¤¤`))).toBeNull();
  });

  test('a character that is cut off at the end of a beginning is none', () => {
    expect(decode(bytesOf('aé').subarray(0, 2), true)).toEqual({ text: 'a', foreign: null });
    expect(decode(bytesOf('aé').subarray(0, 2))?.foreign).toEqual({ line: 1, column: 2 });
  });

  test('a byte-order mark alone is an empty file', () => {
    for (const bytes of [
      [0xef, 0xbb, 0xbf],
      [0xff, 0xfe],
      [0xfe, 0xff],
    ]) {
      expect(lossOf(new Uint8Array(bytes))).toMatchObject([{ severity: 'error', code: 'empty-file' }]);
    }
  });

  test('UTF-16 that breaks off in the middle of a character is refused', () => {
    const bytes = new Uint8Array(Buffer.from(`\ufeff${yaml(v01())}`, 'utf16le'));
    expect(lossOf(bytes.subarray(0, -1))).toMatchObject([{ severity: 'error', code: 'not-text' }]);
  });
});
