import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Findings } from '../../src/report/finding.ts';
import { followingOf } from '../../src/report/harnesses.ts';
import { readOwn } from '../../src/report/own.ts';
import { factsOf } from '../../src/run/facts.ts';
import { deploymentOf, namedDeployment, unknownDeployment } from '../../src/run/label.ts';
import type { Problem } from '../../src/run/problem.ts';
import { NO_EXPLAINING, type Run } from '../../src/run/run.ts';
import { decodeSweep, encodeSweep, type Sweep, sweepSchema } from '../../src/run/sweep.ts';
import { aLatency, aLength, aLoad, aMeasurement, aRole, aRun, disaggregated } from '../builders.ts';
import { v01, yaml } from '../report/texts.ts';
import { jsonOf, runIn } from '../world.ts';

/*
 * The record of a sweep in `report.json`: what goes in comes out, and whatever else is read is refused in words.
 */

type Tree = Record<string, unknown>;

const RUNNER = { os: 'Linux', arch: 'X64', image: 'ubuntu24', imageVersion: '20261109.72.1' };

const sweep = (...runs: readonly Run[]): Sweep => ({
  ...{ tool: 'pareto-report', commit: null, commitLost: false, measuredAt: null, runner: null },
  runs,
});

/** As it comes out of a file. */
function json(of: Sweep): Tree {
  return JSON.parse(JSON.stringify(encodeSweep(of)));
}

const roundTrip = (of: Sweep): Sweep => decodeSweep(sweepSchema.parse(json(of)), followingOf);

const facts = factsOf({
  setup: [
    ['vllm --block-size', '16'],
    ['constructor', '__proto__'],
    ['', ''],
    ['测试', '🙂'.repeat(100)],
  ],
  workload: [['dataset_name', 'random']],
  environment: [['image', 'x']],
  occasion: [['date', '2026-05-01']],
});

describe('a run comes out as it went in:', () => {
  test.each<[string, Partial<Run>]>([
    ['a plain one', {}],
    [
      'one of which nothing is known',
      { ...nothing(), deployment: unknownDeployment({ gpus: null, accelerator: null }) },
    ],
    ['prefill and decode', { deployment: disaggregated() }],
    [
      'unlike engines of one role',
      { deployment: deploymentOf([aRole(), aRole({ tp: 8, accelerator: 'A100' })], null) },
    ],
    ['unknown parallelism', { deployment: deploymentOf([aRole({ replicas: null, tp: null, ep: null })], null) }],
    ['assumed replicas', { deployment: deploymentOf([aRole({ replicas: 1 })], 4, true) }],
    ['a name', { deployment: namedDeployment('tuned · kernels', { gpus: 3, accelerator: null }) }],
    ['a name like a label', { deployment: namedDeployment('unknown', { gpus: null, accelerator: 'H100' }) }],
    [
      'a load at a rate',
      { load: aLoad(null, { rate: 2.5, limit: 64, condition: 'at most 64 in flight', stage: 0, prompts: 1 }) },
    ],
    ['a load that the harness found', { load: aLoad(null, { rate: 2.5, isFound: true }) }],
    ['an estimate', { load: aLoad(0.1 + 0.2, { concurrencySource: 'estimated' }) }],
    ['facts of every kind', { facts }],
    ['figures to the last digit', { measured: everything() }],
    ['power of some GPUs', { measured: aMeasurement({ explaining: { ...NO_EXPLAINING, power: 800, powerGpus: 2 } }) }],
    ['zeros', { measured: aMeasurement({ failures: 0, outputThroughput: 0, ttft: aLatency(0) }) }],
    ['what is derived', { measured: everything(), derived: ['outputThroughput', 'totalThroughput', 'isl', 'osl'] }],
    [
      'lengths with errors',
      { workload: { isl: aLength(1, null, 0), osl: aLength(null, null, 1e-300), prefix: '1 tokens' } },
    ],
    ['names of programs', { model: '__proto__', harness: 'constructor', treatment: 'toString', quantization: '' }],
    ['a moment', { measuredAt: '2026-05-01T10:00:00.000Z', harnessVersion: '0.1' }],
  ])('%s', (_, overrides) => {
    const run = aRun(overrides);
    const { isl, osl } = run.measured;
    const { workload } = run;
    const whole = {
      ...run,
      workload: { ...workload, isl: { ...workload.isl, measured: isl }, osl: { ...workload.osl, measured: osl } },
    };
    expect(roundTrip(sweep(whole)).runs).toEqual([whole]);
  });

  test.each([
    ['with a place', { shown: 'results/a/x.json', path: 'a/x.json', place: 'results' }],
    ['elsewhere', { shown: '../../x.json', path: 'x.json', place: '..' }],
    ['whose path is not the end of what is shown', { shown: 'x', path: 'a/b/x.json', place: 'p' }],
    ['of a pipe', { shown: '/dev/fd/63', path: '', place: '' }],
    ['named alike', { shown: 'x.json', path: 'x.json', place: '' }],
  ])('a file %s', (_, file) => {
    const [run] = roundTrip(sweep(inFile(file))).runs;
    expect(run?.files).toEqual([file]);
  });

  test('several files', () => {
    const files = ['a', 'b'].map((name) => ({ shown: `r/${name}.json`, path: `${name}.json`, place: 'r' }));
    expect(roundTrip(sweep({ ...aRun(), files })).runs[0]?.files).toEqual(files);
  });

  test('and what is said of all', () => {
    const whole = {
      tool: 't 1',
      commit: 'abc',
      commitLost: false,
      measuredAt: '2026-05-01T10:00:00Z',
      runner: RUNNER,
      runs: [],
    };
    expect(roundTrip(whole)).toEqual(whole);
  });
});

function inFile(file: Run['files'][number]): Run {
  return { ...aRun(), files: [file] };
}

function nothing(): Partial<Run> {
  const unknown = aLength(null, null);
  return { harness: null, model: null, workload: { isl: unknown, osl: unknown, prefix: null }, load: aLoad(null) };
}

function everything() {
  const latency = { mean: 1 / 3, p50: 1e-12, p90: 1e300, p95: 0.1, p99: 5e-324 };
  const counts = {
    duration: 0.1 + 0.2,
    completed: 2 ** 53,
    failures: 0,
    attempts: 1,
    isl: 9999.123456789,
    osl: 1000 / 7,
  };
  const rates = { outputThroughput: Math.PI, totalThroughput: 1e21, requestThroughput: 1e-7 };
  return aMeasurement({ ...counts, ...rates, ttft: latency, tpot: latency, itl: latency, e2el: latency });
}

describe('what many runs share', () => {
  const runs = Array.from({ length: 50 }, (_, i) => aRun({ file: `r/${i}.json`, facts, load: aLoad(i + 1) }));

  test('is stored once', () => {
    const { facts: sets, setups, places } = json(sweep(...runs)) as Record<string, unknown[]>;
    expect([sets?.length, setups?.length, places?.length]).toEqual([4, 1, 1]);
  });

  test('is one object when it is read back', () => {
    const read = roundTrip(sweep(...runs)).runs;
    expect(new Set(read.map((run) => run.facts.setup)).size).toBe(1);
    expect(read[0]?.facts.setup).toBe(facts.setup);
  });

  test('is no more than what one has alone', () => {
    const other = aRun({ facts: factsOf({ setup: [['x', '1']] }) });
    expect(roundTrip(sweep(...runs, other)).runs.at(-1)?.facts.setup).toEqual(new Map([['x', '1']]));
  });
});

test('keys that are not known are passed over, wherever they are', () => {
  const run = aRun({ facts });
  const written = JSON.parse(JSON.stringify(json(sweep(run))).replaceAll(/\{(?=")/g, '{"later":[{"x":null}],'));
  expect(decodeSweep(sweepSchema.parse(written), followingOf).runs).toEqual(roundTrip(sweep(run)).runs);
});

/** Reads a report with a sweep: the codes of what is said of it, and whether it is read. */
function readBack(changed: unknown): { read: boolean; codes: string[]; messages: string[] } {
  const findings = new Findings();
  const own = readOwn({ format: 'pareto-report/1', sweep: changed }, findings);
  const errors = findings.list.filter(({ severity }) => severity === 'error');
  return { read: own !== null, codes: errors.map(({ code }) => code), messages: errors.map(({ message }) => message) };
}

/** A sweep of one run with a value put in, by dotted path. */
function withValue(path: string, value: unknown): Tree {
  const root = json(sweep(aRun({ facts, measured: everything() })));
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  const parent = keys.reduce<Tree>((inner, key) => inner[key] as Tree, root);
  if (value === undefined) delete parent[last];
  else Object.defineProperty(parent, last, { value, enumerable: true, configurable: true, writable: true });
  return root;
}

test('a sweep as it was written is read', () => {
  expect(readBack(json(sweep(aRun({ facts }))))).toEqual({ read: true, codes: [], messages: [] });
});

describe('what is no sweep of this format is refused in a sentence:', () => {
  test.each<[string, unknown]>([
    ['a text', 'sweep'],
    ['a list', []],
    ['a number', 1],
    ['false', false],
    ['nothing in it', {}],
    ['no format', withValue('format', undefined)],
    ['a later format', withValue('format', 'pareto-report-sweep/2')],
    ['a format of another type', withValue('format', { toString: 1 })],
  ])('%s', (_, value) => {
    const { read, codes, messages } = readBack(value);
    expect([read, codes]).toEqual([false, ['unknown-version']]);
    expect(messages[0]).toMatch(/^sweep format .*expected pareto-report-sweep\/1/);
  });

  test.each<[string, string, unknown]>([
    ['no runs', 'runs', undefined],
    ['runs of another type', 'runs', { length: 1 }],
    ['no facts', 'facts', undefined],
    ['no places', 'places', null],
    ['a run that is none', 'runs.0', null],
    ['a run without files', 'runs.0.files', []],
    ['a file that is none', 'runs.0.files.0', 'x.json'],
    ['a file with a path of a number', 'runs.0.files.0.1', 3],
    ['no setup', 'runs.0.setup', undefined],
    ['a setup of a text', 'runs.0.setup', '0'],
    ['a setup below 0', 'runs.0.setup', -1],
    ['a setup of half', 'runs.0.setup', 0.5],
    ['a number that is none', 'runs.0.measured.outputThroughput', Number.NaN],
    ['a number that is a text', 'runs.0.measured.outputThroughput', '100'],
    ['a negative number', 'runs.0.measured.outputThroughput', -1],
    ['an infinite number', 'runs.0.measured.ttft.mean', Number.POSITIVE_INFINITY],
    ['a negative load', 'runs.0.load.concurrency', -1],
    ['a load that is none', 'runs.0.load', undefined],
    ['a source that is none', 'runs.0.load.source', '__proto__'],
    ['a deployment that is none', 'setups.0.deployment.kind', 'constructor'],
    ['a role that is none', 'setups.0.deployment.roles.0.role', 'toString'],
    ['a shape without roles', 'setups.0.deployment.roles', []],
    ['a fact without a value', 'facts.0.0', ['x']],
    ['a fact of a number', 'facts.0.0.1', 16],
    ['a derived figure that is none', 'runs.0.derived', ['constructor']],
    ['a huge text', 'setups.0.model', 'x'.repeat(200_000)],
  ])('%s', (_, path, value) => {
    const { read, codes, messages } = readBack(withValue(path, value));
    expect(read).toBe(false);
    expect(codes.length).toBeGreaterThan(0);
    for (const message of messages) expect(message).toMatch(/expected|required|at most|longer/i);
  });

  test.each<[string, string, string]>([
    ['a setup', 'runs.0.setup', 'entry 7 of setups is referred to, which has 1'],
    ['a place', 'runs.0.files.0.0', 'entry 7 of places is referred to, which has 1'],
    ['a set of facts', 'setups.0.setup', 'entry 7 of facts is referred to, which has 4'],
    ['an occasion', 'runs.0.occasion', 'entry 7 of facts is referred to, which has 4'],
  ])('%s that is not there', (_, path, expected) => {
    expect(readBack(withValue(path, 7))).toEqual({
      read: false,
      codes: ['inconsistent-sweep'],
      messages: [`${expected}: the sweep is damaged; generate the report again`],
    });
  });

  test('a million runs', () => {
    const root = json(sweep(aRun()));
    const [run] = root.runs as unknown[];
    const { read, messages } = readBack({ ...root, runs: Array.from({ length: 1_000_000 }, () => run) });
    expect(read).toBe(false);
    expect(messages.join(' ')).toContain('at most 200,000 runs');
    expect(messages.join(' ').length).toBeLessThan(1000);
  });

  // Each is a problem of its own in the summary and in report.json.
  test('one wrong figure in each of thousands of runs is told in few sentences', () => {
    const root = json(sweep(aRun()));
    const runs = Array.from({ length: 5000 }, () => ({ ...(root.runs as Tree[])[0], load: { concurrency: -1 } }));
    expect(readBack({ ...root, runs }).messages.length).toBeLessThan(50);
  });
});

test('keys that programs have are keys like others', () => {
  const written = JSON.parse(
    JSON.stringify(json(sweep(aRun({ facts })))).replace('"runs":', '"__proto__":{"runs":[]},"constructor":1,"runs":'),
  );
  expect(readBack(written).read).toBe(true);
  expect(({} as Tree).runs).toBeUndefined();
});

describe('as the baseline of the whole program', () => {
  const work = mkdtempSync(join(tmpdir(), 'pareto-report-sweep-'));
  mkdirSync(join(work, 'now'));
  writeFileSync(join(work, 'now/benchmark_report.yaml'), yaml(v01()));

  /** The codes of warnings about the baseline, and the verdict, with such a text as its report. */
  async function against(text: string): Promise<{ codes: string[]; failures: readonly string[]; told: string[] }> {
    writeFileSync(join(work, 'report.json'), text);
    const told: Problem[] = [];
    const options = { reports: ['now'], baseline: ['report.json'], plots: 'none' };
    const ran = await runIn(work, options, (problem) => told.push(problem as Problem));
    const { comparison } = jsonOf(ran) as { comparison: { baseline: unknown } };
    expect(comparison.baseline).toBeNull();
    const about = told.filter(({ code }) => /baseline/.test(code));
    return {
      codes: about.map(({ code }) => code),
      failures: ran.outcome.failures,
      told: about.map(({ message }) => message),
    };
  }

  const report = (changed: unknown) =>
    JSON.stringify({ format: 'pareto-report/1', userThroughput: 'concurrency', sweep: changed });
  const whole = report(json(sweep(aRun())));

  test.each<[string, string]>([
    ['of a later format', report(withValue('format', 'pareto-report-sweep/2'))],
    ['cut off', whole.slice(0, whole.length / 2)],
    ['with a negative figure', report(withValue('runs.0.measured.outputThroughput', -1))],
    ['with a number that is none', whole.replace('"concurrency":64', '"concurrency":NaN')],
    ['with a number too large', whole.replace('"concurrency":64', '"concurrency":1e999')],
    ['whose entries are not there', report(withValue('runs.0.setup', 99))],
    ['of a report without anything', '{"format":"pareto-report/1"}'],
    ["of another program's format", '{"format":"pareto-report/9","scenarios":[]}'],
  ])('a report %s is an error of the baseline', async (_, text) => {
    const { codes, failures, told } = await against(text);
    expect(codes).toEqual(['baseline-error']);
    expect(told[0]).toMatch(/^baseline report.json: .*; nothing is compared$/s);
    expect(failures).toHaveLength(1);
  });

  test('a report of no runs', async () => {
    const { codes } = await against(report(json(sweep())));
    expect(codes).toEqual(['baseline-error']);
  });
});
