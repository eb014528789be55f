import { describe, expect, test } from 'vitest';
import { problemsOf, ReportReader } from '../../src/report/read.ts';
import { metricsOf } from '../../src/run/metric.ts';
import {
  AGGREGATE,
  bytesOf,
  codesIn,
  engine,
  filled,
  host,
  lineOf,
  problemsIn,
  read,
  v01,
  v02,
  yaml,
} from './texts.ts';

/** The one problem that a text has, but for the notices on what a run-only report leaves unknown. */
function theProblem(content: unknown, path?: string) {
  const problems = problemsIn(content, path === undefined ? {} : { path }).filter(
    ({ code }) => !/^(unknown|estimated|derived)-(?!key|version)/.test(code),
  );
  expect(problems).toHaveLength(1);
  const [problem] = problems;
  if (problem === undefined) throw new Error('no problem');
  return problem;
}

const whole = yaml(v01());
const cut = whole.slice(0, whole.indexOf('throughput'));

describe('a file that is not parsable, cut off, no text or empty', () => {
  test.each([
    ['empty', '', null],
    ['only white space', ' \n\n', null],
    ['only a comment', '# report\n', null],
    ['one word', 'hello\n', 1],
    ['a list', '- 1\n- 2\n', 1],
    ['a bracket left open', 'version: "0.1"\nmetrics: [\n', 3],
    ['a key without colon', 'version: "0.1"\nmetrics:\n  x\n  y: 1\n', 3],
    ['the same key twice', `${whole}version: "0.2"\n`, lineOf(`${whole}version: "0.2"`, 'version: "0.2"')],
    ['two documents', `${whole}---\n${whole}`, lineOf(`${whole}---`, '---')],
    ['tabs as indentation', 'version: "0.1"\nmetrics:\n\ttime: 1\n', 3],
  ])('costs the run, by its name: %s', (_, text, line) => {
    const reading = read(text);
    expect(reading).toMatchObject({ kind: 'report', run: null });
    expect(theProblem(text)).toMatchObject({ severity: 'error', file: 'r/benchmark_report.yaml', line });
  });

  test.each([
    ['a NUL byte', bytesOf('version: 1\0\n')],
    ['UTF-16 that is cut off', new Uint8Array(Buffer.from(whole, 'utf16le')).subarray(0, -1)],
    ['a broken UTF-8 sequence', new Uint8Array([0x61, 0xff, 0xfe, 0x80])],
    ['a PNG', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13])],
  ])('costs the run where it is no text: %s', (_, bytes) => {
    expect(theProblem(bytes)).toMatchObject({ severity: 'error', code: 'not-text', line: null });
    expect(read(bytes, { path: 'r/plot.json' })).toMatchObject({ kind: 'other', run: null, located: [] });
  });

  test('is told by its text where its name says nothing', () => {
    const broken = `${whole}x: [\n`;
    expect(theProblem(broken, 'r/result.yaml')).toMatchObject({ severity: 'error', code: 'not-parsable' });
    expect(theProblem(JSON.stringify(v01()).slice(0, -3), 'r/out.json')).toMatchObject({ severity: 'error' });
  });

  test.each(['', '# nothing', 'a: [', '- 1', '{"x": ', 'version: 3\nservices: {}\n', 'metrics: [\n'])(
    'is no report where neither name nor text say so: %j',
    (text) => {
      expect(read(text, { path: 'r/values.yaml' })).toMatchObject({ kind: 'other', run: null, located: [] });
    },
  );

  test('is cut off in the middle: an error, with the parent of what is missing', () => {
    const problems = problemsIn(`${cut}version: '0.1'\n`);
    const missing = problems.find(({ message }) => message.includes('throughput'));
    expect(missing).toMatchObject({ severity: 'error', code: 'missing-field', line: lineOf(cut, 'metrics:') });
  });

  test('is cut off before its version: an error, by its name', () => {
    expect(theProblem('metrics:\n  time: {duration: 1}\n')).toMatchObject({
      severity: 'error',
      code: 'missing-field',
      line: 1,
    });
  });

  test('that the system does not let us read is an error', () => {
    const reading = new ReportReader().unreadable('r/benchmark_report.yaml', 'EACCES');
    expect(problemsOf([reading])).toMatchObject([{ severity: 'error', code: 'unreadable', line: null }]);
  });
});

describe('a version', () => {
  test.each([
    ["'0.1'", v01()],
    ['0.1', v01()],
    ["'0.2'", v02()],
    ['0.2', v02()],
    ['0.2.1', v02()],
    ["' 0.2 '", v02()],
  ])('%s is read', (version, document) => {
    expect(read(yaml(document).replace(/^version: .*$/m, `version: ${version}`)).run).not.toBeNull();
  });

  test.each(["'0.3'", '0.3', '1', "'0.2.2'", 'latest', '[0.1]', 'true', "''", 'null'])(
    '%s is not known: an error',
    (version) => {
      const text = `# by hand\n${whole.replace(/^version: .*$/m, `version: ${version}`)}`;
      const problem = theProblem(text);
      expect(problem).toMatchObject({ severity: 'error', code: 'unknown-version', line: lineOf(text, 'version:') });
      expect(problem.message).toContain('0.1, 0.2, 0.2.1');
      expect(theProblem(text, 'r/any.yaml')).toMatchObject({ code: 'unknown-version' });
    },
  );

  test('is newer where its rank is higher', () => {
    const ranks = [v01(), v02(), v02({ version: '0.2.1' })].map((document) => read(document).rank);
    expect(ranks).toEqual([...new Set(ranks)].sort());
  });
});

describe('a required field that is missing costs the run, at its parent', () => {
  test.each([
    ['scenario', 'version'],
    ['metrics', 'version'],
    ['scenario.model', 'scenario:'],
    ['scenario.model.name', 'model:'],
    ['scenario.load', 'scenario:'],
    ['scenario.load.name', 'load:'],
    ['metrics.time', 'metrics:'],
    ['metrics.time.duration', 'time:'],
    ['metrics.requests', 'metrics:'],
    ['metrics.requests.total', 'requests:'],
    ['metrics.requests.input_length', 'requests:'],
    ['metrics.requests.output_length', 'requests:'],
    ['metrics.latency', 'metrics:'],
    ['metrics.latency.time_to_first_token', 'latency:'],
    ['metrics.latency.time_to_first_token.units', 'time_to_first_token:'],
    ['metrics.latency.time_to_first_token.mean', 'time_to_first_token:'],
    ['metrics.latency.request_latency.mean', 'request_latency:'],
    ['metrics.throughput', 'metrics:'],
    ['metrics.throughput.total_tokens_per_sec', 'throughput:'],
  ])('v0.1 %s', (path, parent) => {
    for (const value of [undefined, null]) {
      const text = yaml(v01({ [path]: value }));
      const problem = theProblem(text);
      expect(problem).toMatchObject({ severity: 'error' });
      if (path === 'metrics' && value === undefined) return;
      expect(problem).toMatchObject({ code: 'missing-field', line: lineOf(text, parent) });
      expect(problem.message).toContain(path);
    }
  });

  test.each([
    ['run', 'version'],
    ['run.uid', 'run:'],
    ['scenario.load.standardized', 'load:'],
    ['scenario.load.standardized.tool', 'standardized:', 2],
    [`${AGGREGATE}.requests.total`, 'requests:'],
    [`${AGGREGATE}.latency.time_to_first_token.mean`, 'time_to_first_token:'],
    [`${AGGREGATE}.throughput.output_token_rate.units`, 'output_token_rate:'],
    ['scenario.stack.0.standardized.role', 'standardized:'],
  ])('v0.2 %s', (path, parent, nth = 1) => {
    const text = yaml(v02({ [path]: undefined }));
    expect(theProblem(text)).toMatchObject({
      severity: 'error',
      code: 'missing-field',
      line: lineOf(text, parent, nth),
    });
  });

  test('v0.2 requires no metric, load or stack', () => {
    expect(codesIn({ version: '0.2', run: { uid: 'u' }, results: {} })).toEqual([]);
    expect(read(v02({ scenario: undefined })).run?.measured.outputThroughput).toBe(2500);
    expect(read(v02({ [`${AGGREGATE}.latency`]: undefined })).run?.measured.ttft).toBeNull();
  });

  test('all that is wrong is told, not the first alone', () => {
    const changes = { 'scenario.model': undefined, 'metrics.requests.total': 'many', 'metrics.throughput': undefined };
    expect(codesIn(v01(changes))).toEqual(['missing-field', 'wrong-type', 'missing-field']);
  });
});

describe('a field of the wrong type costs the run, at its key', () => {
  test.each([
    ['scenario.model.name', 70, 'name:'],
    ['scenario.model', 'llama', 'model:'],
    ['scenario.load.name', ['vllm'], 'name:', 2],
    ['metrics.time.duration', 'PT60S', 'duration:'],
    ['metrics.requests.total', '320', 'total:'],
    ['metrics.requests.failures', false, 'failures:'],
    ['metrics.latency.time_to_first_token', 400, 'time_to_first_token:'],
    ['metrics.latency.time_to_first_token.mean', '400', 'mean:', 3],
    ['metrics.latency.time_to_first_token.p99', 'slow', 'p99:'],
    ['metrics.throughput.output_tokens_per_sec', 'fast', 'output_tokens_per_sec:'],
    ['metrics.throughput', [1], 'throughput:'],
    ['scenario.host', 'h100', 'host:'],
    ['scenario.host', { type: ['router'], accelerator: [{ model: 'H100' }] }, '- router'],
  ])('v0.1 %s = %j', (path, value, key, nth = 1) => {
    const text = yaml(v01({ [path]: value }));
    expect(theProblem(text)).toMatchObject({ severity: 'error', code: 'wrong-type', line: lineOf(text, key, nth) });
    expect(read(text).run).toBeNull();
  });

  test.each([
    ['run.uid', 5, 'uid:'],
    ['run.time.duration', 'two minutes', 'duration:'],
    ['scenario.stack', {}, 'stack:'],
    ['scenario.stack.0.standardized.role', 'router', 'role:'],
    ['scenario.stack.0.standardized.replicas', 1.5, 'replicas:'],
    ['scenario.stack.0.standardized.accelerator.parallelism.tp', '4', 'tp:'],
    ['scenario.load.standardized.concurrency', '32', 'concurrency:'],
    [`${AGGREGATE}.throughput.output_token_rate`, 2500, 'output_token_rate:'],
  ])('v0.2 %s = %j', (path, value, key) => {
    const text = yaml(v02({ [path]: value }));
    expect(theProblem(text)).toMatchObject({ severity: 'error', code: 'wrong-type', line: lineOf(text, key) });
    expect(read(text).run).toBeNull();
  });

  test('names the field, what was expected and what was found', () => {
    const [problem] = problemsIn(v01({ 'metrics.requests.total': 'all' }));
    expect(problem?.message).toMatch(/metrics\.requests\.total: expected a number.*, found the text “all”/);
    expect(problem?.message).not.toMatch(/line|column/);
  });
});

describe('a unit that a field cannot have costs the run, at its `units` key', () => {
  test.each([
    ['metrics.requests.input_length', 'ms'],
    ['metrics.latency.time_to_first_token', 'ms/token'],
    ['metrics.latency.time_to_first_token', 'us'],
    ['metrics.latency.time_to_first_token', 'MS'],
    ['metrics.latency.time_per_output_token', 'ms'],
    ['metrics.latency.inter_token_latency', 's'],
    ['metrics.latency.request_latency', 'count'],
  ])('v0.1 %s in %s', (path, unit) => {
    const text = yaml(v01({ [`${path}.units`]: `${unit}` }));
    expect(theProblem(text)).toMatchObject({ severity: 'error', code: 'wrong-unit' });
    const key = path.split('.').at(-1) ?? '';
    expect(theProblem(text).line).toBe(lineOf(text, `${key}:`) + 1);
    expect(theProblem(text).message).toContain(`“${unit}”`);
  });

  test.each([
    ['throughput.output_token_rate', 'queries/s'],
    ['throughput.request_rate', 'tokens/s'],
    ['latency.request_latency', 's/token'],
  ])('v0.2 %s in %s', (path, unit) => {
    const text = yaml(v02({ [`${AGGREGATE}.${path}.units`]: unit }));
    const key = path.split('.').at(-1) ?? '';
    expect(theProblem(text)).toMatchObject({ code: 'wrong-unit', line: lineOf(text, `${key}:`) + 1 });
  });

  test('the column is that of the key', () => {
    const text = yaml(v01({ 'metrics.latency.request_latency.units': 'kg' }));
    const line = text.split('\n')[lineOf(text, 'kg') - 1] ?? '';
    expect(theProblem(text).column).toBe(line.indexOf('units') + 1);
  });
});

describe('a number that is NaN, infinite or negative', () => {
  const bad = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -1, -0.5];

  test.each([
    'metrics.time.duration',
    'metrics.requests.total',
    'metrics.requests.failures',
    'metrics.requests.incomplete',
    'metrics.requests.input_length.mean',
    'metrics.latency.time_to_first_token.mean',
    'metrics.latency.time_per_output_token.mean',
    'metrics.latency.inter_token_latency.mean',
    'metrics.latency.request_latency.mean',
    'metrics.throughput.output_tokens_per_sec',
    'metrics.throughput.total_tokens_per_sec',
    'metrics.throughput.requests_per_sec',
  ])('costs the run as a mean, rate, count or duration: v0.1 %s', (path) => {
    for (const value of bad) {
      const text = yaml(v01({ [path]: value }));
      expect(theProblem(text)).toMatchObject({ severity: 'error', code: 'bad-number' });
      const found = Number.isNaN(value) ? 'what is not a number' : Number.isFinite(value) ? value : 'infinite number';
      expect(theProblem(text).message).toMatch(new RegExp(`found (an? )?(negative )?${found}`));
      expect(read(text).run).toBeNull();
    }
  });

  test.each([
    'requests.total',
    'requests.failures',
    'requests.output_length.mean',
    'latency.time_to_first_token.mean',
    'throughput.output_token_rate.mean',
    'throughput.request_rate.mean',
  ])('costs the run as a mean, rate or count: v0.2 %s', (path) => {
    for (const value of bad) expect(codesIn(v02({ [`${AGGREGATE}.${path}`]: value }))).toEqual(['bad-number']);
  });

  test('costs the run as the requested load or the duration of a v0.2 report', () => {
    for (const value of [Number.NaN, -1]) {
      expect(codesIn(v02({ 'scenario.load.standardized.concurrency': value }))).toEqual(['bad-number']);
      expect(codesIn(v02({ 'scenario.load.standardized.rate_qps': value }))).toEqual(['bad-number']);
      expect(codesIn(v02({ 'run.time.duration': value }))).toEqual(['bad-number']);
    }
    expect(codesIn(v02({ 'run.time.duration': '-PT5S' }))).toEqual(['wrong-type']);
  });

  test.each(['stddev', 'p50', 'p90', 'p95', 'p99', 'p0p1', 'p99p9', 'min', 'max', 'median'])(
    'costs itself alone as a %s',
    (name) => {
      for (const value of bad) {
        const text = yaml(v01({ [`metrics.latency.request_latency.${name}`]: value }));
        const within = lineOf(text, 'request_latency:');
        const problem = theProblem(text);
        expect(problem).toMatchObject({ severity: 'warning', code: 'bad-statistic' });
        expect(problem.line).toBeGreaterThan(within);
        expect(text.split('\n')[(problem.line ?? 0) - 1]).toContain(`${name}:`);
        expect(read(text).run?.measured.e2el).toMatchObject({ mean: 12_400 });
      }
    },
  );

  test('is null in the output where it is a percentile, and the others stand', () => {
    const { run } = read(v02({ [`${AGGREGATE}.latency.time_to_first_token.p99`]: Number.NaN }));
    expect(run?.measured.ttft).toMatchObject({ mean: 400, p50: 390, p99: null });
    if (run === null) throw new Error('no run');
    expect(metricsOf(run, { userThroughput: 'concurrency' })['ttft-p99']).toBeNull();
  });

  test('is one warning each', () => {
    const changes = {
      'metrics.latency.request_latency.p90': -1,
      'metrics.latency.time_to_first_token.stddev': Number.NaN,
    };
    expect(codesIn(v01(changes))).toEqual(['bad-statistic', 'bad-statistic']);
  });
});

describe('a converter’s “unknown”', () => {
  test('parallelism of −1 is null, with a notice without line', () => {
    const unknown = host({ replica: 2 }, { model: 'H100', count: -4, parallelism: { tp: 4, dp: -1 } });
    const { run } = read(v01({ 'scenario.host': unknown }));
    expect(run?.deployment.roles).toMatchObject([{ tp: 4, dp: null }]);
    expect(run?.deployment.gpus).toBeNull();
    const notice = problemsIn(v01({ 'scenario.host': unknown })).find(({ code }) => code === 'unknown-parallelism');
    expect(notice).toMatchObject({ severity: 'notice', line: null });
  });

  test.each(['', '  ', 'unknown', 'Unknown'])('the model name %j is null, with a notice', (name) => {
    const document = v01({ 'scenario.model.name': name });
    expect(read(document).run).toMatchObject({ model: null });
    expect(problemsIn(document)).toContainEqual(
      expect.objectContaining({ code: 'unknown-model', severity: 'notice', line: null }),
    );
  });

  test('an empty accelerator name is null, with a notice', () => {
    const document = v02({ 'scenario.stack.0.standardized.accelerator.model': '' });
    expect(read(document).run?.deployment).toMatchObject({ label: '2R-TP4', accelerator: null, gpus: 8 });
    expect(problemsIn(document)).toContainEqual(
      expect.objectContaining({ code: 'unknown-accelerator', severity: 'notice' }),
    );
  });

  test('a count of −1 is not taken, nor the product of two: the sizes tell', () => {
    const one = (accelerator: Record<string, unknown>) =>
      read(v01({ 'scenario.host': host({ replica: 1 }, { model: 'H100', ...accelerator }) })).run?.deployment.gpus;
    expect(one({ count: -1, parallelism: { tp: 4, dp: 2 } })).toBe(8);
    expect(one({ count: 0, parallelism: { tp: 2, pp: 2 } })).toBe(4);
    expect(one({ count: 1, parallelism: { tp: -1, dp: -1 } })).toBeNull();
    expect(one({ count: 8, parallelism: { tp: -1 } })).toBe(8);
  });
});

describe('a report without measurement is a notice, and no run', () => {
  const zeros = {
    'metrics.time.duration': 0,
    'metrics.latency': { time_to_first_token: { units: 's', mean: 0 } },
    'metrics.throughput': { total_tokens_per_sec: 0 },
  };
  const sessions = {
    ...zeros,
    'metrics.requests': {
      total: 57,
      failures: 2,
      input_length: { units: 'count', mean: 812.5 },
      output_length: { units: 'count', mean: 96 },
    },
    'scenario.load': { name: 'inference-perf', metadata: { stage: 0, file_type: 'session_lifecycle' } },
  };

  test.each([
    ['zeros throughout', v01({ ...zeros, 'metrics.requests.total': 0 }), 'benchmark_report.yaml'],
    ['the nop harness', v01({ 'scenario.load.name': 'nop' }), 'benchmark_report.yaml'],
    ['the nop harness, v0.2', v02({ 'scenario.load.standardized.tool': 'nop' }), 'benchmark_report.yaml'],
    ['a session twin, by its metadata', v01(sessions), 'benchmark_report.yaml'],
    [
      'a session twin, by its name',
      v01({ ...sessions, 'scenario.load.metadata': undefined }),
      'benchmark_report,_stage_0_session_lifecycle_metrics.json.yaml',
    ],
    [
      'sessions, v0.2',
      v02({ results: { session_performance: { sessions: { total: 9 } } } }),
      'benchmark_report_v0.2,_stage_0_session_lifecycle_metrics.json.yaml',
    ],
    ['no number at all, v0.2', v02({ results: {} }), 'benchmark_report.yaml'],
  ])('%s', (_, document, path) => {
    expect(read(document, { path })).toMatchObject({ kind: 'report', run: null });
    expect(problemsIn(document, { path })).toMatchObject([{ severity: 'notice', code: 'no-measurement', line: null }]);
  });

  test('but not where all requests failed', () => {
    const failed = {
      ...zeros,
      'metrics.requests.total': 20,
      'metrics.requests.failures': 20,
      'scenario.load.name': 'inference-perf',
    };
    const { run } = read(v01(failed));
    if (run === null) throw new Error('no run');
    expect(metricsOf(run, { userThroughput: 'concurrency' })).toMatchObject({ 'failure-rate': 1, ttft: null });
  });
});

describe('what is noted once for all files', () => {
  const readAll = (documents: readonly unknown[]) => {
    const reader = new ReportReader();
    return problemsOf(
      documents.flatMap((document, index) =>
        reader
          .read({ path: `r/${index}.yaml`, bytes: bytesOf(yaml(document)), limit: null })
          .map((reading) => filled(reading)),
      ),
    );
  };

  test('an unknown key: one warning a key, at the first place, with the count of reports', () => {
    const extra = { 'metrics.power': { mean: 1 }, 'scenario.load.colour': 'red' };
    const problems = readAll([v01(), v01(extra), v01({ 'metrics.power': 2 })]).filter(
      ({ code }) => code === 'unknown-key',
    );
    const text = yaml(v01(extra));
    expect(problems).toMatchObject([
      {
        severity: 'warning',
        file: 'r/1.yaml',
        line: lineOf(text, 'colour:'),
        message: expect.stringContaining('scenario.load.colour'),
      },
      {
        severity: 'warning',
        file: 'r/1.yaml',
        line: lineOf(text, 'power:'),
        message: expect.stringContaining('(2 reports)'),
      },
    ]);
  });

  test('an unknown key of list items is one key', () => {
    const stack = ['prefill', 'decode'].map((role) =>
      engine({ 'standardized.role': role, 'standardized.speed': 'high' }),
    );
    const unknown = problemsIn(v02({ 'scenario.stack': stack })).filter(({ code }) => code === 'unknown-key');
    expect(unknown).toHaveLength(1);
    expect(unknown[0]).toMatchObject({ message: expect.stringContaining('scenario.stack.standardized.speed') });
  });

  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    'the key %s is unknown like any other',
    (key) => {
      const text = `${yaml(v01())}${key}:\n  version: '9'\n  polluted: true\n`;
      expect(read(text).run).not.toBeNull();
      expect(codesIn(text)).toEqual(['unknown-key']);
      expect(Reflect.get({}, 'polluted')).toBeUndefined();
    },
  );

  test('unknown deployment, GPUs, accelerator: a notice a kind, with the count, without line', () => {
    const notices = readAll([v01(), v01(), v02()]).filter(({ severity }) => severity === 'notice');
    expect(notices.map(({ code }) => code)).toEqual(['unknown-deployment', 'unknown-gpus', 'unknown-accelerator']);
    for (const notice of notices)
      expect(notice).toMatchObject({ line: null, message: expect.stringContaining('(2 reports)') });
  });

  test('a whole report of today costs nothing', () => {
    expect(problemsIn(v02())).toEqual([]);
  });
});

test('a null optional field is absent', () => {
  const nulls = {
    metadata: null,
    'scenario.host': null,
    'scenario.platform': null,
    'scenario.load.metadata': null,
    'scenario.load.args.num_prompts': null,
    'metrics.requests.failures': null,
    'metrics.latency.inter_token_latency': null,
    'metrics.latency.request_latency.p99': null,
    'metrics.throughput.requests_per_sec': null,
  };
  const { run } = read(v01(nulls));
  expect(codesIn(v01(nulls))).toEqual([]);
  expect(run?.measured).toMatchObject({ itl: null, requestThroughput: null, failures: null, e2el: { p99: null } });
});
