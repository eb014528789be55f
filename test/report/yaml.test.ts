import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { load } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { parse as slowParse } from 'yaml';
import { MAX_DEPTH } from '../../src/report/parseresult.ts';
import { ReportReader } from '../../src/report/read.ts';
import { locatorOf, MAX_ALIASES } from '../../src/report/wholeyaml.ts';
import { parse } from '../../src/report/yaml.ts';
import { sharedData, withoutSharedData } from '../shared.ts';
import { times } from '../thorough.ts';
import { bytesOf, codesIn, lineOf, problemsIn, read, runOf, v01, v02, yaml } from './texts.ts';

const whole = yaml(v01());

describe('forms of one report that say the same', () => {
  const expected = runOf(whole);
  const json = JSON.stringify(v01());

  test.each([
    ['CRLF', whole.replaceAll('\n', '\r\n')],
    ['a byte-order mark', `\ufeff${whole}`],
    ['both', `\ufeff${whole.replaceAll('\n', '\r\n')}`],
    ['document marks', `---\n${whole}...\n`],
    ['comments', `# a\n\n${whole.replaceAll(/$/gm, ' # b')}`],
    ['no line end at the end', whole.trimEnd()],
    ['blanks at the end of lines', whole.replaceAll('\n', '  \n')],
    ['JSON', json],
    ['indented JSON', JSON.stringify(v01(), null, 2)],
    ['JSON with tabs', JSON.stringify(v01(), null, '\t')],
    ['JSON with a byte-order mark', `\ufeff${json}`],
    ['flow-style YAML', `# flow\n${json.replace('"version":', 'version: ')}`],
    ['a very long line', `${json.slice(0, -1)},"metadata":${JSON.stringify('x'.repeat(300_000))}}`],
  ])('%s', (_, text) => {
    expect(runOf(text)).toEqual(expected);
    expect(codesIn(text)).toEqual([]);
  });

  test('UTF-16 with a byte-order mark, as PowerShell redirects it', () => {
    for (const text of [whole, json, `${json}\r\n`]) {
      const little = Buffer.from(`\ufeff${text}`, 'utf16le');
      for (const bytes of [little, Buffer.from(little).swap16()]) {
        expect(runOf(new Uint8Array(bytes))).toEqual(expected);
      }
    }
  });

  test('other names of a file say the same, if the text says that it is a report', () => {
    for (const path of ['result.yaml', 'out.yml', 'a/b/inference-perf.partial.stage_0.yaml', 'x.json']) {
      expect(runOf(whole, { path })).toEqual({ ...expected, files: [{ shown: path, path, place: '' }] });
      expect(runOf(json, { path })).toEqual({ ...expected, files: [{ shown: path, path, place: '' }] });
    }
  });

  test('numbers that Python writes are read as numbers', () => {
    const text = whole.replace('mean: 400', 'mean: 4.0e+02').replace('mean: 12400', 'mean: 1.24e4');
    expect(runOf(text)).toEqual(expected);
  });
});

describe('JSON as Python writes it', () => {
  const json = (value: string, indent?: number | string) =>
    JSON.stringify(v01({ 'metrics.latency.time_to_first_token.stddev': 'HERE' }), null, indent).replace(
      '"HERE"',
      value,
    );

  test.each([
    ['NaN', 'found what is not a number'],
    ['Infinity', 'found an infinite number'],
    ['-Infinity', 'expected a number from 0 up'],
  ])('bare %s is that number', (value, found) => {
    for (const indent of [undefined, 2, '\t']) {
      const text = json(value, indent);
      expect(problemsIn(text, { path: 'r/run.json' })).toContainEqual(
        expect.objectContaining({
          severity: 'warning',
          code: 'bad-statistic',
          line: lineOf(text, 'stddev'),
          message: expect.stringContaining(found),
        }),
      );
      expect(runOf(text, { path: 'r/run.json' }).measured.ttft?.mean).toBe(400);
    }
  });

  test('costs the run as a mean', () => {
    const text = JSON.stringify(v02()).replace('"mean":2500', '"mean":NaN');
    expect(codesIn(text, { path: 'r/run.json' })).toEqual(['bad-number']);
  });

  test('may hold escapes and long strings beside them', () => {
    const text = `${json('NaN').slice(0, -1)},"metadata":{"a\\/b":"\\ud83d\\ude00 \\"{x","l":${JSON.stringify('y'.repeat(9000))}}}`;
    expect(codesIn(text, { path: 'r/run.json' })).toEqual(['bad-statistic']);
  });

  test('in a string it is text', () => {
    expect(codesIn(JSON.stringify(v01({ 'metrics.throughput.total_tokens_per_sec': 'NaN' })))).toEqual(['wrong-type']);
  });
});

describe('limits', () => {
  const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;

  test('of depth: an error where it is passed', () => {
    const text = `${whole}x: ${nested(MAX_DEPTH + 1)}\n`;
    expect(problemsIn(text)).toMatchObject([{ severity: 'error', code: 'limit', line: lineOf(text, 'x: [') }]);
    expect(read(`${whole}x: ${nested(MAX_DEPTH - 2)}\n`).run).not.toBeNull();
  });

  test.each([
    ['JSON', `{"version":"0.1","metrics":${nested(MAX_DEPTH)}}`],
    ['JSON without end', `{"version":"0.1","metrics":${'['.repeat(100_000)}`],
    ['YAML without end', `version: 0.1\nmetrics: ${'['.repeat(100_000)}`],
  ])('of depth in %s', (_, text) => {
    expect(problemsIn(text, { path: 'r/x.json' })).toMatchObject([{ severity: 'error', code: 'limit' }]);
  });

  test('nesting after a mistake does not end the program', () => {
    expect(codesIn(`version: 0.1\nmetrics: [}\nx: ${'['.repeat(20_000)}`)).toEqual(['not-parsable']);
  });

  const shared = (aliases: number) =>
    `${yaml(v01()).replace('count\n', '&u count\n')}metadata: [${Array(aliases).fill('*u').join(', ')}]\n`;

  test('of aliases', () => {
    expect(read(shared(MAX_ALIASES)).run).not.toBeNull();
    expect(problemsIn(shared(MAX_ALIASES + 1))).toMatchObject([{ severity: 'error', code: 'limit' }]);
  });

  test('an alias stands for what it names', () => {
    const text = whole
      .replace('time_to_first_token:', 'time_to_first_token: &t')
      .replace(/request_latency:\n( +\w+: .*\n)+/, 'request_latency: *t\n');
    expect(runOf(text).measured.e2el).toMatchObject({ mean: 400, p99: 500 });
  });

  const laughs = ['a0: &a0 [x, x, x, x, x, x, x, x, x]']
    .concat(Array.from({ length: 8 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array(9).fill(`*a${i}`).join(', ')}]`))
    .join('\n');

  test.each([
    ['where nobody reads them', `${laughs}\n${whole}`],
    [
      'in arguments',
      `${laughs}\n${yaml(v01({ 'scenario.platform': { engine: [{ name: 'vllm', args: 'HERE' }] } })).replace('HERE', '*a8')}`,
    ],
    ['in themselves', `metadata: &m {more: *m}\n${whole}`],
    ['in themselves, in arguments', yaml(v01({ 'scenario.load.args': 'HERE' })).replace('args: HERE', 'args: &a [*a]')],
  ])('aliases multiplied %s are refused, fast', (_, text) => {
    const start = performance.now();
    expect(problemsIn(text)).toMatchObject([{ severity: 'error', code: 'limit' }]);
    expect(performance.now() - start).toBeLessThan(2000);
  });

  test('a star in a text is no alias, and many values are fine without', () => {
    const many = yaml(
      v02({ 'results.observability': { series: Array.from({ length: 120_000 }, (_, i) => i), pattern: '*' } }),
    );
    expect(read(many).run).not.toBeNull();
  }, 20_000);

  test('of size: an error for what looks like a report', () => {
    const reader = new ReportReader();
    const file = { bytes: bytesOf(whole.slice(0, 900)), limit: 32 * 2 ** 20 };
    expect(reader.read({ ...file, path: 'benchmark_report.yaml' })[0]?.located).toMatchObject([
      { finding: { severity: 'error', code: 'limit', message: expect.stringContaining('32 MiB') }, position: null },
    ]);
    expect(reader.read({ ...file, bytes: bytesOf(`version: "0.1"\n${file.bytes}`), path: 'x.yaml' })[0]?.kind).toBe(
      'other',
    );
    expect(reader.read({ ...file, bytes: bytesOf('version: "0.2"\nresults:\n  y'), path: 'x.yaml' })[0]?.kind).toBe(
      'report',
    );
  });

  test('a head cut within a character is text all the same', () => {
    const bytes = bytesOf('version: "0.2"\nresults: é').slice(0, -1);
    const [reading] = new ReportReader().read({ path: 'x.yaml', bytes, limit: 1 });
    expect(reading?.located).toMatchObject([{ finding: { code: 'limit' } }]);
  });

  test('strings of many MiB and without end are recognised in one pass', () => {
    const start = performance.now();
    for (const text of [
      `{"a":"${'x'.repeat(8e6)}"}`,
      `{"a":"${'\\"x'.repeat(1e6)}`,
      `{"a":[${'{"b":"c"},'.repeat(1e6)}`,
    ]) {
      expect(read(text, { path: 'r/requests.json' }).kind).toBe('other');
    }
    expect(performance.now() - start).toBeLessThan(5000);
  }, 20_000);
});

describe('where a value is', () => {
  const text = 'a:\n  - x: 1\n    y: {z: 2}\n  - "q": 3\nb: null\n';
  test.each([
    [[], 1, 1],
    [['a'], 1, 1],
    [['a', 0], 2, 5],
    [['a', 0, 'y'], 3, 5],
    [['a', 0, 'y', 'z'], 3, 9],
    [['a', 1, 'q'], 4, 5],
    [['b'], 5, 1],
    [['b', 'c'], 5, 1],
    [['a', 7], 1, 1],
    [['c'], 1, 1],
  ])('%j', (path, line, column) => {
    expect(locatorOf(text).find(path)).toEqual({ line, column });
  });

  test('lines count the same whatever ends them', () => {
    expect(locatorOf(text.replaceAll('\n', '\r\n')).find(['a', 1, 'q'])).toEqual({ line: 4, column: 5 });
  });

  test('nothing is nowhere', () => {
    expect(locatorOf('').find(['a'])).toBeNull();
  });
});

const fast = (text: string) => {
  const parsed = parse(text);
  return 'document' in parsed ? parsed.document : parsed.unreadable;
};
const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 1, maxLength: 18 });
const sign = fc.constantFrom('', '-', '+');
const number = fc.oneof(
  fc.tuple(sign, digits).map((parts) => parts.join('')),
  fc.tuple(sign, digits, fc.constant('.'), fc.option(digits, { nil: '' })).map((parts) => parts.join('')),
  fc.tuple(sign, fc.constant('.'), digits).map((parts) => parts.join('')),
  fc
    .tuple(sign, digits, fc.constantFrom('', '.', '.5'), fc.constantFrom('e', 'E'), sign, fc.nat(400))
    .map((parts) => parts.join('')),
  fc.tuple(fc.constantFrom('0x', '0o', '0b', '0X', '00', '0', '1_0', '1:'), digits).map((parts) => parts.join('')),
  fc.double().map((value) => String(value)),
  fc.constantFrom(
    '.inf',
    '-.inf',
    '+.inf',
    '.Inf',
    '.INF',
    '.nan',
    '.NaN',
    '.NAN',
    'NaN',
    'Infinity',
    'inf',
    'nan',
    '-0',
    '-0.0',
    '1.',
    '.',
    '-',
    '+',
    'e5',
    '1e',
    '0x',
    '0xfg',
  ),
);
const word = fc.oneof(
  fc.constantFrom(
    'true',
    'True',
    'TRUE',
    'yes',
    'no',
    'on',
    'off',
    'y',
    'null',
    'Null',
    '~',
    'NULL',
    'False',
    '2025-11-05',
    '2025-11-05T18:00:42Z',
    '1:30:00',
    '=',
    '<<',
    '0.9.0.1',
    '1_000',
  ),
  fc.stringMatching(/^[A-Za-z0-9._/+-]{1,12}$/),
);

describe('both readers give the same values', () => {
  test('for generated scalars', () => {
    fc.assert(
      fc.property(fc.oneof(number, word), (scalar) => {
        fc.pre(!/^(-|\?|---|\.\.\.)$/.test(scalar));
        // What passes the largest number is text to one and infinite to the other: no number of a report to both.
        fc.pre(!/^[-+]?[\d.]/.test(scalar) || Number.isFinite(Number(scalar)) || Number.isNaN(Number(scalar)));
        const text = `value: ${scalar}\nlist: [${scalar}]\n`;
        expect(fast(text)).toEqual(slowParse(text, { version: '1.2', schema: 'core', logLevel: 'silent' }));
      }),
      { numRuns: times(1000, 3000) },
    );
  });

  test('for JSON numbers as JSON reads them', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 3 }), (json) => {
        fc.pre(!json.includes('__proto__'));
        expect(fast(`{"x":${json}}`)).toEqual(slowParse(`{"x":${json}}`, { uniqueKeys: false }));
      }),
    );
  });

  test.skipIf(withoutSharedData)('for the real files', () => {
    const files = [...filesBelow(sharedData('reports')), ...filesBelow(sharedData('sweeps')).slice(0, 12)];
    expect(files.length).toBeGreaterThan(20);
    for (const file of files) {
      const text = readFileSync(file, 'utf8');
      expect(load(text), file).toEqual(slowParse(text));
    }
  });
});

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.yaml'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
