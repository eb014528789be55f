import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { DiskSource, type FoundFile } from '../../src/input/files.ts';
import { parseOptions } from '../../src/options.ts';
import { readSides } from '../../src/reading.ts';
import { PLAIN } from '../../src/world.ts';
import { vllm } from './raw/fixtures.ts';

/*
 * Files that a harness writes beside its summary: of the file to give instead, one sentence where they lie alone.
 */

const RECORD = {
  metadata: { session_num: 0, x_request_id: 'a' },
  metrics: { request_latency: { value: 12, unit: 'ms' } },
};
const RECORDS = `${JSON.stringify(RECORD)}\n${JSON.stringify(RECORD)}\n`;
const RESPONSE = { error_code: null, error_msg: '', inter_token_latency_s: 0.02, ttft_s: 0.4, number_output_tokens: 9 };
const REQUEST = { start_time: 1, end_time: 2, request: '{}', response: '', info: { input_tokens: 9 }, error: null };
const PAGE = '<!DOCTYPE html><html><head><title>GuideLLM</title><script>window.runInfo = {};</script></head></html>';
const BYPRODUCTS = [
  ["AIPerf's profile_export.jsonl", 'profile_export.jsonl', RECORDS, 'profile_export_aiperf.json'],
  [
    ...["AIPerf's profile_export_aiperf.csv", 'profile_export_aiperf.csv'],
    ...['Metric,avg,min,max\nRequest Latency (ms),12,9,15\n', 'profile_export_aiperf.json'],
  ],
  [
    ...["GuideLLM's benchmarks.csv", 'benchmarks.csv'],
    ...['Run Info,Run Info,Benchmark\nRun ID,Run Index,Type\n,,\nx,0,generative_benchmark\n', 'benchmarks.json'],
  ],
  ["GuideLLM's benchmarks.html", 'benchmarks.html', PAGE, 'benchmarks.json'],
  [
    ...["LLMPerf's …_individual_responses.json", 'acme-zeta_550_150_individual_responses.json'],
    ...[JSON.stringify([RESPONSE]), '…_summary.json'],
  ],
  [
    ...["inference-perf's per_request_lifecycle_metrics.json", 'per_request_lifecycle_metrics.json'],
    ...[JSON.stringify([REQUEST]), 'stage_<number>_lifecycle_metrics.json'],
  ],
] as const;

class CountingSource extends DiskSource {
  readonly reads: string[] = [];

  override read(file: FoundFile, limit?: number) {
    this.reads.push(file.path);
    return super.read(file, limit);
  }
}

/** Notices of a folder, and how often each file was read. */
async function told(files: Readonly<Record<string, string>>) {
  const folder = mkdtempSync(join(tmpdir(), 'pareto-report-byproduct-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const source = new CountingSource(folder);
  const options = parseOptions([{ values: { reports: ['.'] }, nameOf: String }]);
  const { candidate } = await readSides(options, source, PLAIN, { progress() {}, stage() {}, problems() {} });
  const said = candidate.problems.map(({ severity, code, file, message }) => `${severity} ${code} ${file}: ${message}`);
  return { said, reads: source.reads };
}

test.each(BYPRODUCTS)('%s is refused by name where it lies alone', async (name, file, text, keep) => {
  const { said, reads } = await told({ [`a/${file}`]: text, [`b/${file}`]: text });
  expect(said).toEqual([
    `notice no-measurement a/${file}: ${name} is not read: give ${keep} of the same run instead (and 1 more such file)`,
  ]);
  expect(reads.filter((path) => path.endsWith(file)).sort()).toEqual([`a/${file}`, `b/${file}`]);
});

test.each(BYPRODUCTS)(
  '%s beside a result, or of other content, is one of the files without a report',
  async (...row) => {
    const [, file, text] = row;
    const beside = await told({ [`a/${file}`]: text, 'a/result.json': JSON.stringify(vllm()) });
    expect(beside.said.filter((line) => /not-a-report|no-measurement/.test(line))).toEqual([
      `notice not-a-report null: a/${file} holds no benchmark report: not read`,
    ]);
    const other = await told({ [`a/${file}`]: 'hello\n' });
    expect(other.said).toEqual([`notice not-a-report null: a/${file} holds no benchmark report: not read`]);
  },
);

test('one sentence is said of a harness, whatever it wrote', async () => {
  const files = Object.fromEntries(BYPRODUCTS.map(([, file, text]) => [`a/${file}`, text]));
  const { said } = await told(files);
  expect(said.map((line) => line.replace(/^.*: (.*?)'s .* is not read: /, '$1: '))).toEqual([
    'LLMPerf: give …_summary.json of the same run instead',
    'GuideLLM: give benchmarks.json of the same run instead (and 1 more such file)',
    'inference-perf: give stage_<number>_lifecycle_metrics.json of the same run instead',
    'AIPerf: give profile_export_aiperf.json of the same run instead (and 1 more such file)',
  ]);
});
