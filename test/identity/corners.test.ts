import { describe, expect, test } from 'vitest';
import { followingOf } from '../../src/report/harnesses.ts';
import { ReportReader } from '../../src/report/read.ts';
import { decodeSweep, encodeSweep, sweepSchema } from '../../src/run/sweep.ts';
import { inferencePerf, python, vllm } from '../report/raw/fixtures.ts';
import { bytesOf, v01, yaml } from '../report/texts.ts';
import { come, compared, Folder, rowsOf, seen } from './bench.ts';

/* Inputs that once broke a law, each as small as it does; and one that still does. */

type Documents = Readonly<Record<string, unknown>>;

const filesOf = (documents: Documents) =>
  new Map(
    Object.entries(documents).map(([path, document]) => [
      path,
      path.endsWith('.yaml') ? yaml(document) : python(document),
    ]),
  );

/** A result at a concurrency, with figures of its own. */
function at(concurrency: number, isl = 1000, factor = 1): unknown {
  const requests = 4 * factor;
  return vllm({
    ...{
      max_concurrency: concurrency,
      total_input_tokens: 200 * isl,
      mean_ttft_ms: 250 + concurrency + isl / 7 + factor,
    },
    ...{
      request_throughput: requests,
      output_throughput: requests * 100,
      total_token_throughput: requests * (isl + 100),
    },
  });
}

async function verdicts(earlier: Documents, now: Documents): Promise<string[]> {
  const came = await compared(filesOf(earlier), filesOf(now));
  return rowsOf(came).map(({ verdict }) => verdict);
}

async function configurations(now: Documents): Promise<number> {
  return seen(await come(new Folder({ now: filesOf(now) }), { reports: ['now'] })).candidate.length;
}

describe('Company, by measured lengths:', () => {
  const earlier = { 'base/c8.json': at(8, 1010), 'long/c8.json': at(8, 4000) };
  const now = { 'base/c8.json': at(8, 995, 0.5), 'long/c8.json': at(8, 4000) };

  test('alone, half the throughput is a regression', async () => {
    expect(await verdicts(earlier, now)).toEqual(['regression', 'pass']);
  });

  test('it is one beside a setup with prompts 4% shorter', async () => {
    expect(await verdicts(earlier, { ...now, 'other/c8.json': at(8, 960) })).toContain('regression');
  });
});

describe('Names:', () => {
  test('an integer with a leading zero numbers repeats also where one of them is the load', async () => {
    const runs = {
      'base_conc8_007.json': at(8, 1000, 1.01),
      'base_conc8_008.json': at(8),
      'base_conc32_007.json': at(32),
    };
    expect(await configurations({ ...runs, 'base_conc32_008.json': at(32, 1000, 1.01) })).toBe(1);
  });
});

describe('Twin, of a format that does not name the model:', () => {
  const folder = (setup: string, load: number) =>
    `sweep.setup_${setup}/results/inference-perf_17681320${load}7-${setup}-run_${load}_80_Llama-3.1-8B-Instruct`;
  const stage = (factor: number) => {
    const latency = {
      request_latency: { mean: 2.5 * factor },
      time_to_first_token: { mean: 0.5 * factor },
      inter_token_latency: { mean: 0.02 },
    };
    return inferencePerf({ concurrency: 8, requested_rate: 80 }, { latency });
  };
  const converted = (factor: number) =>
    v01({
      'scenario.model.name': 'meta-llama/Llama-3.1-8B-Instruct',
      ...{ 'scenario.load.name': 'inference-perf', 'scenario.load.metadata': { stage: 0 } },
      'scenario.load.args': { load: { stages: [{ concurrency_level: 8 }] } },
      ...{ 'metrics.requests.input_length.mean': 1000, 'metrics.requests.output_length.mean': 100 },
      'metrics.latency': {
        time_to_first_token: { units: 'ms', mean: 500 * factor },
        inter_token_latency: { units: 'ms/token', mean: 20 },
        request_latency: { units: 'ms', mean: 2500 * factor },
      },
      'metrics.throughput': { output_tokens_per_sec: 800, total_tokens_per_sec: 8800, requests_per_sec: 8 },
    });
  const name = 'stage_0_lifecycle_metrics.json';
  const raw = { [`${folder('a', 8)}/${name}`]: stage(1), [`${folder('b', 8)}/${name}`]: stage(1.1) };
  const conversion = (setup: string, factor: number) => ({
    [`${folder(setup, 8)}/benchmark_report,_${name}.yaml`]: converted(factor),
  });

  test('alone, both setups are known again', async () => {
    expect(await verdicts(raw, raw)).toEqual(['pass', 'pass']);
  });

  test('converted on one side alone, both are known again', async () => {
    expect(await verdicts(raw, { ...raw, ...conversion('a', 1), ...conversion('b', 1.1) })).toEqual(['pass', 'pass']);
  });

  // The runs of one side then name a model and do not, and an unknown model is none of its neighbours'.
  test.fails('where one of two is converted, nothing is lost', async () => {
    expect(await verdicts(raw, { ...raw, ...conversion('a', 1) })).toEqual(['pass', 'pass']);
  });
});

test('Round trip: of a latency that is beyond all numbers in ms', () => {
  const bytes = bytesOf(python(inferencePerf({}, { latency: { request_latency: { mean: 2.5, p99: 1e308 } } })));
  const runs = new ReportReader().read({ path: 'stage_0.json', bytes, limit: null }).flatMap(({ run }) => run ?? []);
  const sweep = { tool: 't', commit: null, commitLost: false, measuredAt: null, runner: null, runs };
  expect(decodeSweep(sweepSchema.parse(JSON.parse(JSON.stringify(encodeSweep(sweep)))), followingOf)).toEqual(sweep);
});
