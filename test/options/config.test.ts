import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { configOf, readConfig, USUAL_CONFIGS } from '../../src/config.ts';
import { UserError } from '../../src/errors.ts';
import { DiskSource, type Source } from '../../src/input/files.ts';
import { bytesOf } from '../report/texts.ts';

test('options by name', () => {
  expect(configOf('gpus: 8\nfilter:\n  - model=*70B*\nlabel: 2R-TP4\n', 'c.yml').values).toEqual({
    gpus: 8,
    filter: ['model=*70B*'],
    label: '2R-TP4',
  });
});

test('a list goes by its singular and its plural, its entries too', () => {
  const text =
    'report: [a]\nfilters: [model=x]\nbaselines: [b]\nthreshold: ttft=+5%\noverride: [{rate: 2, threshold: {}}]\n';
  expect(configOf(text, 'c.yml').values).toEqual({
    reports: ['a'],
    filter: ['model=x'],
    baseline: ['b'],
    thresholds: 'ttft=+5%',
    overrides: [{ rate: 2, thresholds: {} }],
  });
  expect(configOf('filter: [model=x]\nfilters: [model=y]\n', 'c.yml').values).toEqual({
    filter: ['model=x', 'model=y'],
  });
});

test.each(['', ' \n', '# nothing yet\n#gpus: 8\n', '\ngpus:\n'])('%j states nothing', (text) => {
  expect(Object.values(configOf(text, 'c.yml').values).filter((value) => value !== null)).toEqual([]);
});

describe('a mistake is told with file, line and column', () => {
  test.each([
    [
      'an unknown option',
      'plots: none\ngpu: 4\n',
      'c.yml:2:1: unknown option gpu: did you mean gpus? options are reports, ',
    ],
    ['a bad value', 'plots: none\n\ngpus: many\n', 'c.yml:3:1: gpus: expected a whole number above 0, found “many”'],
    ['a bad choice', 'only: both\n', 'c.yml:1:1: only: expected aggregated or disaggregated, found “both”'],
    ['a list of another thing', 'filter: [a]\n', 'c.yml:1:10: filter[0]: expected KEY=GLOB, '],
    ['no list', 'plots: all\nreports: 8\n', 'c.yml:2:1: reports: expected a path, or a list of them, found “8”'],
    [
      'a misspelt metric',
      'thresholds:\n  output-throughputs: -10%\n',
      'c.yml:2:3: thresholds.output-throughputs: unknown metric “output-throughputs”: did you mean output-throughput?',
    ],
    [
      'a bound without a sign',
      'thresholds: {ttft: 15%}\n',
      'c.yml:1:14: thresholds.ttft: ttft: expected -10% (largest fall), +15%',
    ],
    [
      'contradictory bounds',
      'thresholds:\n  ttft: [">= 500", "<= 200"]\n',
      'c.yml:2:3: thresholds.ttft: ttft: no value is both >= 500 and <= 200',
    ],
    ['an unknown failure', 'fail-on: [regressions]\n', 'c.yml:1:1: fail-on: expected a list of regression, missing'],
    ['broken YAML', 'gpus: 8\nfilter: [\n', 'c.yml:3:1: not valid YAML: '],
    ['the same key twice', 'gpus: 8\ngpus: 4\n', 'c.yml:2:1: '],
    [
      'both names of what cannot be joined',
      'thresholds: {}\nthreshold: {ttft: +5%}\n',
      'c.yml:2:1: threshold: expected one of thresholds and threshold, found both; join them',
    ],
    [
      'both names in an entry',
      'overrides:\n  - {thresholds: {}, threshold: {}}\n',
      'c.yml:2:22: overrides[0].threshold: expected one of thresholds and threshold, found both',
    ],
    ['a mistake under the other name', 'filters: [a]\n', 'c.yml:1:11: filters[0]: expected KEY=GLOB, '],
    ['two documents', 'gpus: 8\n---\ngpus: 4\n', 'c.yml:2:1: '],
    ['a list', '- gpus\n', 'c.yml:1:1: expected options by name'],
    ['a word', 'gpus\n', 'c.yml:1:1: expected options by name'],
    ['a name from within', '__proto__: {gpus: 8}\n', 'c.yml:1:1: unknown option __proto__'],
    ...[
      'thresholds: {__proto__: -10%}',
      'slo: {__proto__: "<= 2"}',
      'price: {__proto__: 2}',
      'overrides: [{scenario: a, thresholds: {ttft: +5%, __proto__: -10%}}]',
    ].map((line): [string, string, string] => [line, `${line}\n`, '__proto__: nothing has this name; leave it out']),
    [
      'such a name in an entry',
      'overrides: [{match: a, gpus: 8, __proto__: 1}]\n',
      'c.yml:1:33: overrides[0].__proto__: unknown key __proto__: keys are match, ',
    ],
    [
      'an entry of nothing',
      'overrides: [null]\n',
      'overrides[0]: expected a mapping with thresholds, or with match, found nothing',
    ],
    ['a loss of nothing', 'accept:\n  -\n', 'c.yml:2:4: accept[0]: expected a mapping, found nothing'],
    ['a list in a list', 'overrides: [[]]\n', 'expected a mapping with thresholds, or with match'],
    [
      'a speed of nothing',
      'at: [null]\n',
      'at[0]: expected a number of tok/s/user above 0, or a list of them, found nothing',
    ],
  ])('%s', (_, text, message) => {
    expect(() => configOf(text, 'c.yml')).toThrow(expect.objectContaining({ name: 'UserError' }));
    expect(() => configOf(text, 'c.yml')).toThrow(message);
  });
});

describe('a mistake in an entry is told with its place in it', () => {
  test.each([
    [
      'an unknown key of an override',
      'overrides:\n  - scenarios: "*"\n    thresholds: {}\n',
      'c.yml:2:5: overrides[0].scenarios: unknown key scenarios: did you mean scenario? keys are scenario, ',
    ],
    [
      'an unknown key of an acceptance',
      'accept:\n  - {bound: -20%, reasn: known, reason: known, until: 2026-12-01}\n',
      'c.yml:2:19: accept[0].reasn: unknown key reasn: did you mean reason? keys are ',
    ],
    [
      'a bound that is a number',
      'thresholds:\n  ttft: +5%\n  output-throughput: -10\n',
      'c.yml:3:3: thresholds.output-throughput: expected a bound, or a list of bounds, found “-10”',
    ],
    [
      'a front of a configuration',
      'overrides:\n  - configuration: 2R-TP4\n    thresholds: {front: -20%}\n',
      'c.yml:2:5: overrides[0].configuration: front is of a whole scenario: leave out configuration',
    ],
  ])('%s', (_, text, message) => {
    expect(() => configOf(text, 'c.yml')).toThrow(expect.objectContaining({ name: 'UserError' }));
    expect(() => configOf(text, 'c.yml')).toThrow(message);
  });
});

describe('what is misspelt, misplaced or left to be filled in is told with its place', () => {
  test.each([
    [
      'a misspelt key of an acceptance that is missing for it',
      'accept:\n  - {bound: -20%, reason: known, untill: 2026-12-01}\n',
      'c.yml:2:34: accept[0].untill: unknown key untill: did you mean until? keys are ',
    ],
    ['an unquoted bound', 'slo:\n  throughput-per-user: >= 30\n', 'c.yml:2:25: quote it: ">= 30"'],
    ['one before a comment', 'slo:\n  goodput: >=3.5  # of all\n', ': quote it: ">=3.5"'],
    ['one in a list', 'thresholds:\n  ttft:\n    - >= 3\n', ': quote it: ">= 3"'],
    ['another text of many lines', 'output: >out\n', 'c.yml:1:10: not valid YAML: '],
    [
      'a placeholder',
      'plots: none\noverrides:\n  - match: a\n    gpus: TODO\n',
      'c.yml:4:5: overrides[0].gpus: fill in TODO',
    ],
    ['an input of the Action', 'mode: report\n', 'c.yml:1:1: unknown option mode: it is only in the Action'],
    [
      'never beside others',
      'fail-on: [never, missing]\n',
      'c.yml:1:1: fail-on: never stands alone; leave out the others',
    ],
    [
      'an accepted front of a load',
      'accept:\n  - {metric: front, rate: 2, bound: -20%, reason: known, until: 2026-12-01}\n',
      'c.yml:2:21: accept[0].rate: front is of a whole scenario: leave out rate',
    ],
    [
      'a day that no month has',
      'accept:\n  - {bound: -20%, reason: known, until: 2027-02-31}\n',
      'c.yml:2:34: accept[0].until: expected a day',
    ],
    [
      'the same scope twice',
      'overrides:\n  - {configuration: a, thresholds: {}}\n  - {configuration: a, thresholds: {}}\n',
      'c.yml:3:5: overrides[1]: entry 2 has the scope of entry 1',
    ],
    ['an objective that is a change', 'slo:\n  ttft: +5%\n', 'c.yml:2:3: slo.ttft: an objective is a value'],
    [
      'an acceptance without an end',
      'accept:\n  - {bound: -20%, reason: known}\n',
      'c.yml:2:5: accept[0].until: expected a day, such as 2026-12-31, found nothing',
    ],
    [
      'an acceptance until never',
      'accept:\n  - {bound: -20%, reason: known, until: 2026-13-01}\n',
      'c.yml:2:34: accept[0].until: expected a day',
    ],
    [
      'an acceptance of a value',
      'accept:\n  - {bound: ">= 3", reason: known, until: 2026-12-01}\n',
      'c.yml:2:6: accept[0].bound: a loss is accepted as a change',
    ],
    [
      'an acceptance of any loss',
      'accept:\n  - {bound: +20%, reason: known, until: 2026-12-01}\n',
      'c.yml:2:6: accept[0].bound: output-throughput: +20% bounds a rise, which is better here',
    ],
  ])('%s', (_, text, message) => {
    expect(() => configOf(text, 'c.yml')).toThrow(expect.objectContaining({ name: 'UserError' }));
    expect(() => configOf(text, 'c.yml')).toThrow(message);
  });
});

describe('which file', () => {
  const source = (content: Readonly<Record<string, string>>): Source => ({
    find: async (paths) => ({
      files: paths
        .filter((path) => path in content)
        .map((path) => ({ path, named: true, isStream: false, absolute: path, location: path, place: '', depth: 0 })),
      unsearched: paths.filter((path) => !(path in content)).map((path) => ({ path, kind: 'none', reason: 'none' })),
      beside: [],
      above: [],
    }),
    unfound: () => [],
    read: async ({ path }) => ({ bytes: bytesOf(content[path] ?? ''), limit: null }),
    isOnDisk: () => false,
  });

  test('none', async () => {
    expect(await readConfig(null, source({}))).toMatchObject({ values: {}, file: null });
  });

  test.each(USUAL_CONFIGS)('the usual one, with either ending, if it is there: %s', async (file) => {
    expect(await readConfig(null, source({ [file]: 'gpus: 8' }))).toMatchObject({ values: { gpus: 8 }, file });
  });

  test('both endings are one too many', async () => {
    const both = source(Object.fromEntries(USUAL_CONFIGS.map((file) => [file, 'gpus: 8'])));
    await expect(readConfig(null, both)).rejects.toThrow(
      'config: expected one of .github/pareto-report.yml and .github/pareto-report.yaml, found both; keep one of them',
    );
  });

  test('the named one instead', async () => {
    const config = await readConfig(
      'mine.yml',
      source({ [String(USUAL_CONFIGS[0])]: 'gpus: 8', 'mine.yml': 'gpus: 4' }),
    );
    expect(config).toMatchObject({ values: { gpus: 4 }, file: 'mine.yml' });
  });

  test('in UTF-16 too, and in nothing but text', async () => {
    const encoded = (bytes: Uint8Array): Source => ({
      ...source({ 'c.yml': '' }),
      read: async () => ({ bytes, limit: null }),
    });
    const config = await readConfig('c.yml', encoded(Buffer.from('\ufeffgpus: 4', 'utf16le')));
    expect(config.values).toEqual({ gpus: 4 });
    await expect(readConfig('c.yml', encoded(new Uint8Array([0xff])))).rejects.toThrow(
      'c.yml:1:1: expected text in UTF-8',
    );
  });

  test('the other ending of YAML may have been meant', async () => {
    await expect(readConfig('mine.yml', source({ 'mine.yaml': '' }), (name) => `--${name}`)).rejects.toThrow(
      '--config mine.yml: expected a file, found none; did you mean mine.yaml?',
    );
  });

  test('an option in it is named by its line, by the key that it has there', () => {
    const { nameOf } = configOf('gpus: 8\n\ninteractivity: 30\n', 'c.yml');
    expect([nameOf('at'), nameOf('gpus')]).toEqual(['c.yml:3:1: interactivity', 'c.yml:1:1: gpus']);
  });

  test('the named one must be there', async () => {
    await expect(readConfig('mine.yml', source({}))).rejects.toThrow('config mine.yml: expected a file, found none');
  });
});

describe('a config file that is there and cannot be read is never none', () => {
  let cwd: string;
  beforeEach(async () => {
    cwd = await realpath(await mkdtemp(join(tmpdir(), 'pareto-config-')));
    await mkdir(join(cwd, '.github'));
  });
  afterEach(() => rm(cwd, { recursive: true, force: true }));

  const usual = (ending = 'yml') => join(cwd, `.github/pareto-report.${ending}`);
  const cases: readonly (readonly [string, () => Promise<unknown>, RegExp])[] = [
    ['a folder', () => mkdir(usual()), /expected a file that can be read, found a folder/],
    ['a broken link', () => symlink('gone', usual()), /expected a file that can be read, found a broken link/],
    ['a link to itself', () => symlink('pareto-report.yml', usual()), /expected a file that can be read, found ELOOP/],
    ['no text', () => writeFile(usual(), new Uint8Array([0xff, 0])), /expected text in UTF-8, found other bytes/],
    ['too large', () => writeFile(usual(), '#'.repeat(2 ** 20 + 1)), /expected a file .*, found more than 1 MiB/],
    ...(process.platform === 'linux'
      ? [
          [
            'what the system refuses',
            () => symlink('/proc/self/mem', usual()),
            /expected a file .*, found EIO/,
          ] as const,
        ]
      : []),
  ];

  test.each(cases)('%s', async (_, make, sentence) => {
    await make();
    const source = new DiskSource(cwd);
    for (const path of [null, '.github/pareto-report.yml']) {
      const refused = await readConfig(path, source).catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(UserError);
      expect((refused as Error).message).toMatch(sentence);
      expect((refused as Error).message).toContain('.github/pareto-report.yml');
    }
  });

  test('nor where the other ending is readable', async () => {
    await mkdir(usual());
    await writeFile(usual('yaml'), 'gpus: 8');
    await expect(readConfig(null, new DiskSource(cwd))).rejects.toThrow('found a folder');
  });

  test.skipIf(process.platform === 'win32' || process.getuid?.() === 0)('one that may not be read', async () => {
    await writeFile(usual(), 'gpus: 8', { mode: 0 });
    await expect(readConfig(null, new DiskSource(cwd))).rejects.toThrow('found EACCES');
  });

  test('the two names may be one file', async () => {
    await writeFile(usual(), 'gpus: 8');
    await symlink('pareto-report.yml', usual('yaml'));
    expect(await readConfig(null, new DiskSource(cwd))).toMatchObject({ values: { gpus: 8 }, file: usual() });
  });

  test('none where .github itself is something else', async () => {
    await rm(join(cwd, '.github'), { recursive: true });
    await writeFile(join(cwd, '.github'), '');
    expect(await readConfig(null, new DiskSource(cwd))).toMatchObject({ values: {}, file: null });
  });
});
