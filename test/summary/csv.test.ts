import fc from 'fast-check';
import { expect, test } from 'vitest';
import { METRICS } from '../../src/run/metric.ts';
import { csvParts } from '../../src/summary/csv.ts';
import type { CountedRun } from '../../src/summary/report.ts';
import {
  aDeployment,
  aLatency,
  aLoad,
  aMeasurement,
  aReport,
  aRole,
  aRun,
  disaggregated,
  unknownDeployment,
} from '../builders.ts';

function csv(...runs: CountedRun[]): string {
  return [...csvParts(aReport([], { runs }))].join('');
}

/** RFC 4180, read character by character. */
function parse(text: string): string[][] {
  const rows: string[][] = [];
  for (const [, field = '', end] of text.matchAll(/("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n)/g)) {
    const row = rows.at(-1);
    const value = field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field;
    if (row === undefined || row.at(-1) === '\r\n') rows.push([value]);
    else row.push(value);
    if (end === '\r\n') rows.at(-1)?.push('\r\n');
  }
  return rows.map((row) => row.slice(0, -1));
}

/** The row of one run by the names of its columns. */
function record(run: CountedRun): Record<string, string> {
  const [head = [], row = []] = parse(csv(run));
  return Object.fromEntries(head.map((name, i) => [name, row[i] ?? 'missing']));
}

test('rows are made one by one, since there may be many thousands', () => {
  const run = { run: aRun(), scenario: 's', configuration: 'c' };
  const runs = [run, Object.defineProperty({ ...run }, 'run', { get: () => expect.fail('made with the first') })];
  const parts = csvParts(aReport([], { runs }));
  expect(parse(`${parts.next().value}${parts.next().value}`)).toHaveLength(2);
  expect(() => parts.next()).toThrow('made with the first');
});

test('the header names file, scenario, configuration, roles, load and every metric id', () => {
  const [head] = parse(csv());
  expect(head?.slice(0, 8)).toEqual([
    ...['file', 'scenario', 'configuration'],
    ...['prefill_replicas', 'prefill_tp', 'prefill_dp', 'prefill_pp', 'prefill_ep'],
  ]);
  expect(head?.slice(18, 22)).toEqual(['gpus', 'concurrency', 'concurrency_source', 'rate']);
  expect(head?.slice(22)).toEqual(METRICS.map(({ id }) => id));
});

test('a row holds unrounded numbers, and nothing for what is unknown', () => {
  const measured = aMeasurement({ outputThroughput: 2380.8123, ttft: aLatency(4277.123456) });
  const run = aRun({ deployment: disaggregated(), load: aLoad(128), measured });
  expect(record({ run, scenario: 's', configuration: '1P-TP8/1D-TP8' })).toMatchObject({
    file: 'reports/run.yaml',
    prefill_replicas: '1',
    decode_tp: '8',
    replica_tp: '',
    gpus: '16',
    concurrency: '128',
    concurrency_source: 'reported',
    rate: '',
    'throughput-per-gpu': String(2380.8123 / 16),
    ttft: '4277.123456',
    'ttft-p99': '',
    completed: '',
  });
  const nothing = record({
    run: aRun({ deployment: unknownDeployment, load: aLoad(null) }),
    scenario: 's',
    configuration: 'unknown',
  });
  expect(Object.values(nothing).filter((field) => field !== '')).toEqual([
    'reports/run.yaml',
    's',
    'unknown',
    'unknown',
  ]);
});

test('unlike engines of one role keep their own figures', () => {
  const roles = [aRole({ tp: 4 }), aRole({ tp: 8, replicas: null })];
  const run = aRun({ deployment: aDeployment({ roles }) });
  expect(record({ run, scenario: 's', configuration: 'c' })).toMatchObject({
    replica_tp: '4 + 8',
    replica_replicas: '2 + ?',
  });
});

test('a text that a spreadsheet would run gets an apostrophe, a negative number does not', () => {
  for (const start of ['=', '+', '-', '@', '\t', '\r']) {
    const run = aRun({ file: `${start}cmd|' /C calc'!A0` });
    expect(record({ run, scenario: 's', configuration: 'c' }).file).toBe(`'${start}cmd|' /C calc'!A0`);
  }
  const run = aRun({ measured: aMeasurement({ duration: -1.5, completed: Number.NaN }) });
  expect(record({ run, scenario: 's', configuration: 'c' })).toMatchObject({ duration: '-1.5', completed: '' });
});

/** A text as its cell holds it. */
const written = (text: string) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

test('whatever the names, they come back from the file', () => {
  const name = fc.oneof(fc.string(), fc.constantFrom('a,b', 'a"b', '"', 'a\r\nb', '\n', '=1+1', ''));
  fc.assert(
    fc.property(name, name, (file, configuration) => {
      const { file: read, configuration: other, osl } = record({ run: aRun({ file }), scenario: 's', configuration });
      expect(read).toBe(written(file));
      expect(other).toBe(written(configuration));
      expect(osl).toBe('');
    }),
  );
});
