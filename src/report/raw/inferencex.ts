import { z } from 'zod';
import type { Run } from '../../run/run.ts';
import { assemble, type RawReport, UNSTATED } from '../assemble.ts';
import type { Findings, Path } from '../finding.ts';
import { harness } from '../harness.ts';
import { positive, word } from '../lookup.ts';
import { modelName } from '../model.ts';
import { benchmarkServing, closedLoop } from '../requestedload.ts';
import { validate } from '../validate.ts';
import { dropBadFlat, type FlatNames, flatLatencies, flatShape } from './flat.ts';
import { ONE_RUN, type RawEntry, type RawFormat } from './format.ts';
import { areOfAgents, readAgents } from './inferencexagents.ts';
import { deploymentIn, explainingIn, factsIn, gpusOfOne, isTrue, SYSTEM } from './inferencexsystem.ts';
import { failedIn } from './outcome.ts';
import { VLLM } from './vllm.ts';

/*
 * `agg_*.json` of InferenceX (InferenceMAX), made of a raw result, which is read as vLLM's. Source:
 * utils/process_result.py and infx/results/fixed_sequence.py in SemiAnalysisAI/InferenceX. Latencies are in seconds.
 * `tput_per_gpu` is of input and output tokens over all GPUs. `output_tput_per_gpu` is over all GPUs where one kind of
 * engine serves, and over the decode GPUs alone where prefill and decode are apart; `input_tput_per_gpu` is over the
 * prefill GPUs then. So they are multiplied by the GPUs that they were divided by, and only where the three agree.
 */

const LATENCIES = {
  ttft: { name: 'ttft', units: 's' },
  tpot: { name: 'tpot', units: 's/token' },
  itl: { name: 'itl', units: 's/token' },
  e2el: { name: 'e2el', units: 's' },
} as const satisfies FlatNames;

const quantity = z.number().nonnegative();
const schema = z.lazy(() =>
  z.looseObject({
    ...SYSTEM,
    tput_per_gpu: quantity,
    output_tput_per_gpu: quantity.nullish(),
    input_tput_per_gpu: quantity.nullish(),
    isl: quantity.nullish(),
    osl: quantity.nullish(),
    benchmark_outcome: z.looseObject({ requested: quantity, completed: quantity, failed: quantity }).nullish(),
    ...flatShape(LATENCIES),
  }),
);
type Aggregate = z.infer<typeof schema>;

const AGENTS: RawFormat = {
  name: 'InferenceX agg of agents',
  mayHold: (keys) => keys.has('request_metrics') || keys.has('infmax_model_prefix'),
  holds: areOfAgents,
  entries: ONE_RUN,
  read: (entry, findings) => readAgents(entry, INFERENCEX, findings),
};

const AGGREGATE: RawFormat = {
  name: 'InferenceX agg',
  mayHold: (keys) => keys.has('tput_per_gpu') || keys.has('infmax_model_prefix'),
  holds: ({ tput_per_gpu: rate, hw, device, conc }) =>
    rate !== undefined && (hw !== undefined || device !== undefined || conc !== undefined),
  entries: ONE_RUN,
  read,
};

/** A result is named after its recipe, then its concurrency, then the machine that measured it. */
const MACHINE = /(?<=dpa(?:true|false)_.{0,200}_conc\d{1,9}_).+$/i;

/** It measures with a descendant of vLLM's harness. */
export const INFERENCEX = harness('inferencemax', 'InferenceX', {
  aliases: ['inferencex', 'infmax'],
  family: VLLM.name,
  loadOf: benchmarkServing,
  naming: { machine: MACHINE },
  formats: [AGENTS, AGGREGATE],
});

function read({ document, file, root }: RawEntry, findings: Findings): Run | null {
  dropBadFlat(document, LATENCIES, root, findings);
  const result = validate(schema, document, findings, root);
  if (result === null) return null;
  const { isl, osl } = result;
  return assemble(
    {
      ...UNSTATED,
      file,
      harness: INFERENCEX,
      model: modelName(result.model),
      quantization: word(result.precision),
      deployment: deploymentIn(result),
      facts: factsIn(result).facts,
      requestedLoad: closedLoop(positive(result.conc)),
      requestedWorkload: () => ({ isl: positive(isl), osl: positive(osl), prefix: null }),
      prompts: result.benchmark_outcome?.requested ?? null,
      requests: outcomeOf(result, root, findings),
      explaining: explainingIn(document),
      latency: flatLatencies(document, LATENCIES, root),
      throughput: { path: root, ...throughputOf(result, root, findings), requests: null },
    },
    findings,
  );
}

/** How the requests ended, if that is stated; not if the counts cannot all be true. */
function outcomeOf({ benchmark_outcome: outcome }: Aggregate, root: Path, findings: Findings): RawReport['requests'] {
  if (outcome == null) return null;
  const { requested, completed, failed } = outcome;
  const failures = failedIn(outcome);
  if (failures === null) {
    const message = `${completed} completed and ${failed} failed requests do not add up to ${requested}: failures are unknown`;
    findings.warn('unknown-failures', [...root, 'benchmark_outcome'], message);
  }
  return { total: completed, failures, countsAttempts: false };
}

interface Rates {
  readonly output: number | null;
  readonly input: number | null;
  readonly total: number | null;
}

function throughputOf(result: Aggregate, root: Path, findings: Findings): Rates {
  const { tput_per_gpu: total, output_tput_per_gpu: output, input_tput_per_gpu: input } = result;
  const { num_prefill_gpu: prefill, num_decode_gpu: decode } = result;
  if (prefill == null && decode == null && !isTrue(result.disagg) && !isTrue(result.is_multinode)) {
    const gpus = gpusOfOne(result);
    if (gpus !== null && output != null) return { output: output * gpus, input: null, total: total * gpus };
    return leftOut('tp or output_tput_per_gpu is not stated', root, findings);
  }
  if (prefill == null || decode == null || output == null || input == null) {
    return leftOut(
      'num_prefill_gpu, num_decode_gpu and the rates of input and output are not all stated',
      root,
      findings,
    );
  }
  const rates = { output: output * (decode || prefill), input: input * prefill, total: total * (prefill + decode) };
  const difference = Math.abs(rates.output + rates.input - rates.total);
  if (difference <= TOLERANCE * rates.total) return rates;
  return leftOut('input and output do not add up to the total over these GPUs', root, findings);
}

/** Some versions round figures to four digits. */
const TOLERANCE = 1e-3;

function leftOut(why: string, root: Path, findings: Findings): Rates {
  const path = [...root, 'tput_per_gpu'];
  findings.warn('not-convertible', path, `throughputs per GPU cannot be converted, since ${why}: left out`);
  return { output: null, input: null, total: null };
}
