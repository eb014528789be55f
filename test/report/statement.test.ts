import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { parseOptions, type RawOptions } from '../../src/options.ts';
import { fileOf } from '../../src/run/run.ts';
import { runIn } from '../world.ts';
import { vllmAt } from './raw/fixtures.ts';
import { host, v01, yaml } from './texts.ts';

const result = (concurrency: number) => JSON.stringify(vllmAt(concurrency));
const FILES = { 'bench/2r/c8.json': result(8), 'bench/1p1d/c16.json': result(16) };

/** Deployments by file, and what is said, without what is unknown. */
async function told(files: Readonly<Record<string, string>>, options: RawOptions = {}, config: string | null = null) {
  const folder = mkdtempSync(join(tmpdir(), 'pareto-report-said-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const { outcome } = await runIn(
    folder,
    { reports: ['bench'], plots: 'none', ...options },
    () => {},
    config && join(folder, config),
  );
  const { runs, problems } = outcome.report;
  return {
    deployments: runs.map(({ run }) => {
      const { deployment, model } = run;
      return [fileOf(run), deployment.label, deployment.gpus, deployment.accelerator, model?.split('/')[1]];
    }),
    said: problems
      .filter(({ severity }) => severity !== 'notice')
      .map(({ code, file, line, message }) => [code, file, line, message]),
  };
}
const MODEL = 'Llama-3.1-8B-Instruct';

describe('entries of the config file with match', () => {
  test('state what results leave out, by path; a label is read back into GPUs', async () => {
    const overrides = [
      { match: 'bench/**', accelerator: 'H100', configuration: '1R-TP1' },
      { match: './bench/1p1d/*', configuration: '1P-TP2/1D-TP4' },
    ];
    expect(await told(FILES, { overrides })).toEqual({
      deployments: [
        ['bench/1p1d/c16.json', '1P-TP2/1D-TP4', 6, 'H100', MODEL],
        ['bench/2r/c8.json', '1R-TP1', 1, 'H100', MODEL],
      ],
      said: [],
    });
  });

  test('come before the options of all runs, whose GPUs are not joined with their label', async () => {
    const overrides = [{ match: 'bench/2r/**', configuration: '2R-TP4' }];
    const { deployments, said } = await told(FILES, { overrides, gpus: '16', accelerator: 'A100' });
    expect(deployments).toEqual([
      ['bench/1p1d/c16.json', null, 16, 'A100', MODEL],
      ['bench/2r/c8.json', '2R-TP4', 8, 'A100', MODEL],
    ]);
    expect(said).toEqual([]);
  });

  test('a name that is no label leaves the GPUs to be stated', async () => {
    const overrides = [{ match: 'bench/2r/**', configuration: 'tuned', gpus: 4 }];
    const { deployments } = await told(FILES, { overrides, gpus: '16' });
    expect(deployments.map(([, label, gpus]) => [label, gpus])).toEqual([
      [null, 16],
      ['tuned', 4],
    ]);
  });

  test('do not change what a report states, and say so; one that matches nothing is said', async () => {
    const files = { 'bench/r.yaml': yaml(v01({ 'scenario.host': host({ replica: 2 }) })) };
    const overrides = [
      { match: 'bench/*', configuration: '4R-TP4', accelerator: 'A100', model: 'x/y' },
      { match: 'bnech/*', gpus: 3 },
    ];
    const { deployments, said } = await told(files, { overrides });
    expect(deployments).toEqual([['bench/r.yaml', '2R-TP4', 8, 'H100', 'Llama-3.1-70B-Instruct']]);
    expect(said.map(([code]) => code)).toEqual([
      'overruled-option',
      'overruled-option',
      'overruled-option',
      'unmatched-scope',
    ]);
    expect(said.map(([, , , message]) => message)).toContain(
      'report states 2R-TP4: overrides (match bench/*), “4R-TP4”, is ignored (1 report)',
    );
  });

  test('lie among entries of the gate', () => {
    const overrides = [
      { match: 'a/**', gpus: 8 },
      { configuration: '2R-*', thresholds: { ttft: '+5%' } },
    ];
    const options = parseOptions([{ values: { reports: ['x'], overrides }, nameOf: String }]);
    expect(options.statements).toMatchObject([{ match: 'a/**', gpus: 8 }]);
    expect(options.overrides).toMatchObject([{ scope: { configuration: '2R-*' } }]);
  });

  test.each([
    [{ match: 'a', gpus: 'x' }, 'overrides: expected a whole number above 0, found “x”'],
    [{ match: 'a', gpus: 1.5 }, 'overrides: expected a whole number above 0, found “1.5”'],
    [
      { match: 'a', configuration: '0R-TP4' },
      'overrides: expected a configuration such as 2R-TP4, or 1P-TP8/1D-TP8 of prefill and decode, with numbers from 1 up and at most 1,000,000 GPUs; or a name, found “0R-TP4”',
    ],
    [{ match: '' }, 'overrides: expected a glob on paths, found nothing'],
    [
      { match: 'a', gpu: 1 },
      'overrides: unknown key gpu: did you mean gpus? keys are match, configuration, accelerator, gpus, model',
    ],
    [
      { scenaro: 'a', thresholds: { ttft: '+5%' } },
      'overrides: unknown key scenaro: did you mean scenario? keys are scenario, configuration, concurrency, rate, thresholds',
    ],
  ])('%o is a mistake', (entry, message) => {
    expect(() => parseOptions([{ values: { reports: ['x'], overrides: [entry] }, nameOf: String }])).toThrow(
      new UserError(message),
    );
  });
});

describe('a pareto-report.yml beside results', () => {
  const beside = 'accelerator: H100\nmodel: a/b\noverrides:\n  - match: "1p1d/**"\n    configuration: 1P-TP1/1D-TP1\n';

  test('holds for its folder and those below, the nearest first', async () => {
    const files = {
      ...FILES,
      'bench/pareto-report.yml': beside,
      'bench/2r/pareto-report.yaml': 'configuration: 2R-TP1\naccelerator: H200\n',
    };
    expect((await told(files)).deployments).toEqual([
      ['bench/1p1d/c16.json', '1P-TP1/1D-TP1', 2, 'H100', MODEL],
      ['bench/2r/c8.json', '2R-TP1', 2, 'H200', MODEL],
    ]);
  });

  test('is found where a file or a glob is named', async () => {
    const files = { ...FILES, 'bench/2r/pareto-report.yml': 'gpus: 3\n' };
    for (const reports of [['bench/2r/c8.json'], ['bench/*/*.json']]) {
      const { deployments } = await told(files, { reports });
      expect(deployments.find(([file]) => file === 'bench/2r/c8.json')).toEqual([
        'bench/2r/c8.json',
        null,
        3,
        null,
        MODEL,
      ]);
    }
  });

  test('holds from above the path that is given, within the working folder; what it says of others is no mistake', async () => {
    const files = { ...FILES, 'bench/pareto-report.yml': beside, 'pareto-report.yml': 'gpus: 9\n' };
    for (const reports of [['bench/2r'], ['bench/2r/c8.json'], ['bench/2r/*.json'], ['./bench/2r/../2r']]) {
      const { deployments, said } = await told(files, { reports });
      expect(deployments).toEqual([['bench/2r/c8.json', null, 9, 'H100', MODEL]]);
      expect(said.map(([code]) => code)).not.toContain('unmatched-scope');
    }
    expect((await told({ ...files, 'bench/x.txt': '' }, { reports: ['bench/1p1d'] })).deployments).toEqual([
      ['bench/1p1d/c16.json', '1P-TP1/1D-TP1', 2, 'H100', MODEL],
    ]);
  });
});

test('one that is too large is refused, and not read in part', async () => {
  const large = `gpus: 3\n${'#'.repeat(2 ** 20)}\n`;
  const { deployments, said } = await told({ ...FILES, 'bench/pareto-report.yml': large });
  expect(deployments.map(([, , gpus]) => gpus)).toEqual([null, null]);
  expect(said).toEqual([
    ['limit', 'bench/pareto-report.yml', null, 'larger than 1 MiB, too large for statements: none of it is read'],
  ]);
});

test('of both endings in one folder, one is read', async () => {
  const both = { 'bench/pareto-report.yaml': 'gpus: 7\n', 'bench/pareto-report.yml': 'gpus: 3\n' };
  const { deployments, said } = await told({ ...FILES, ...both });
  expect(deployments.map(([, , gpus]) => gpus)).toEqual([3, 3]);
  expect(said).toEqual([
    [
      'unlike-statements',
      'bench/pareto-report.yaml',
      null,
      'not read, because bench/pareto-report.yml is next to it: merge the two',
    ],
  ]);
});

describe('what is wrong with a pareto-report.yml beside results is said', () => {
  test('a mistake refuses it, with the place, and results are read without it', async () => {
    const { deployments, said } = await told({ ...FILES, 'bench/pareto-report.yml': 'accelerator: H100\ngpus: -2\n' });
    expect(deployments.map(([, , gpus, accelerator]) => [gpus, accelerator])).toEqual([
      [null, null],
      [null, null],
    ]);
    expect(said).toEqual([
      ['bad-number', 'bench/pareto-report.yml', 2, 'gpus: expected a whole number above 0, found -2'],
    ]);
    const unknown = await told({ ...FILES, 'bench/pareto-report.yml': 'acelerator: H100\n' });
    expect(unknown.said).toEqual([
      ['unknown-key', 'bench/pareto-report.yml', 1, 'unknown key acelerator: not read; did you mean accelerator?'],
    ]);
    const cut = await told({ ...FILES, 'bench/pareto-report.yml': 'gpus: [\n' });
    expect(cut.said).toEqual([
      ['not-parsable', 'bench/pareto-report.yml', 2, expect.stringContaining('not valid YAML')],
    ]);
  });

  test('nothing of the config file, and of an empty one', async () => {
    const config = 'thresholds: { ttft: +5% }\ngpus: 8\n';
    for (const [text, name] of [
      ['', null],
      ['# nothing yet\n', null],
      [config, 'bench/pareto-report.yml'],
    ] as const) {
      const { deployments, said } = await told({ ...FILES, 'bench/pareto-report.yml': text }, {}, name);
      expect(deployments.map(([, , gpus]) => gpus)).toEqual([null, null]);
      expect(said).toEqual([]);
    }
  });

  test('options of the config file are not read in it', async () => {
    const text = 'gpus: 8\nlabel: 1R-TP8\noverrides:\n  - match: "2r/*"\n    thresholds: {}\n';
    const { deployments, said } = await told({ ...FILES, 'bench/pareto-report.yml': text });
    expect(deployments.map(([, label, gpus]) => [label, gpus])).toEqual([
      [null, 8],
      [null, 8],
    ]);
    const file = 'bench/pareto-report.yml';
    expect(said).toEqual([
      ['unknown-key', file, 2, expect.stringContaining('takes configuration, accelerator, gpus, model and overrides')],
      ['unknown-key', file, 5, expect.stringContaining('unknown key overrides[0].thresholds')],
    ]);
  });

  test('a list, and a match that matches nothing', async () => {
    const list = await told({ ...FILES, 'bench/pareto-report.yml': '- match: "2r/*"\n  gpus: 8\n' });
    expect(list.said).toEqual([
      [
        'wrong-type',
        'bench/pareto-report.yml',
        1,
        expect.stringContaining('found a list: put its entries under overrides'),
      ],
    ]);
    const text = 'overrides:\n  - match: "2r/*"\n    gpus: 8\n  - match: "bench/1p1d/*"\n    gpus: 2\n';
    const { said } = await told({ ...FILES, 'bench/pareto-report.yml': text });
    expect(said).toEqual([
      [
        'unmatched-scope',
        'bench/pareto-report.yml',
        4,
        'overrides: no run was read from a file that matches bench/1p1d/*, relative to bench/',
      ],
    ]);
  });
});

test('no name in a pareto-report.yml is passed over in silence', async () => {
  const within = await told({
    ...FILES,
    'bench/pareto-report.yml': '__proto__: H100\noverrides: [{match: "2r/*", __proto__: 2}]\n',
  });
  expect(within.said).toEqual([
    ['unknown-key', 'bench/pareto-report.yml', 1, expect.stringContaining('unknown key __proto__: not read')],
    [
      'unknown-key',
      'bench/pareto-report.yml',
      2,
      expect.stringContaining('unknown key overrides[0].__proto__: not read'),
    ],
  ]);
});

test.each([
  ['accelerator: TODO\n', 'accelerator: fill in TODO', 1],
  ['gpus: 8\noverrides:\n  - match: "*"\n    gpus: TODO\n', 'overrides[0].gpus: fill in TODO', 4],
])('a placeholder in a file beside results is refused: %j', async (text, message, line) => {
  const { said } = await told({ ...FILES, 'bench/pareto-report.yml': text });
  expect(said).toContainEqual(['wrong-type', 'bench/pareto-report.yml', line, message]);
});

test('two accelerators of prefill and decode are those of each, as a report states them', async () => {
  const options = { label: '1P-TP8/1D-TP8', accelerator: 'H100 + A100', price: 'H100=2,A100=1' };
  const folder = mkdtempSync(join(tmpdir(), 'pareto-report-roles-'));
  mkdirSync(join(folder, 'bench'));
  writeFileSync(join(folder, 'bench/c8.json'), result(8));
  const { outcome } = await runIn(folder, { reports: ['bench'], plots: 'none', html: 'none', ...options });
  const [run] = outcome.report.runs;
  expect(run?.run.deployment.accelerator).toBe('H100 + A100');
  expect(run?.run.deployment.roles.map(({ role, accelerator }) => [role, accelerator])).toEqual([
    ['prefill', 'H100'],
    ['decode', 'A100'],
  ]);
  const [point] = outcome.report.scenarios[0]?.scenario.configurations[0]?.points ?? [];
  const perGpu = point?.metrics['throughput-per-gpu'] ?? 0;
  expect(point?.metrics.cost).toBeCloseTo((1e6 * 1.5) / 3600 / perGpu, 9);
  const aggregated = { ...options, label: '2R-TP8' };
  const other = await runIn(folder, { reports: ['bench'], plots: 'none', html: 'none', ...aggregated });
  expect(other.outcome.report.problems.map(({ code }) => code)).toContain('unknown-cost');
});

test('of a free name it is said that it says no GPUs', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pareto-report-free-'));
  mkdirSync(join(folder, 'bench'));
  writeFileSync(join(folder, 'bench/c8.json'), result(8));
  const { outcome } = await runIn(folder, { reports: ['bench'], plots: 'none', html: 'none', label: 'nonsense' });
  const messages = outcome.report.problems.map(({ code, message }) => `${code}: ${message}`);
  expect(messages.join('\n')).toMatch(
    /^unknown-gpus: GPUs not stated, and the name “nonsense” does not say how many, so there is no tok/m,
  );
});
