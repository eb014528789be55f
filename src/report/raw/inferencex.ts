import { z } from 'zod';
import type { Deployment, Role } from '../../run/deployment.ts';
import type { Facts } from '../../run/facts.ts';
import { deploymentOf, unknownDeployment } from '../../run/label.ts';
import type { Run } from '../../run/run.ts';
import { assemble } from '../assemble.ts';
import { FactCollector } from '../facts.ts';
import type { Findings, Path } from '../finding.ts';
import { closedLoop } from '../load.ts';
import { positive, word } from '../lookup.ts';
import { modelName } from '../model.ts';
import { isRecord } from '../recognise.ts';
import { validate } from '../validate.ts';
import { dropBadFlat, type FlatNames, flatLatencies, flatShape } from './flat.ts';
import { ONE_RUN, type RawEntry, type RawFormat } from './format.ts';

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
const size = z.number().int().nonnegative().nullish();
const flag = z.union([z.boolean(), z.string()], 'true or false').nullish();
const text = z.string().nullish();
const schema = z.looseObject({
  ...{ model: text, hw: text, prefill_hw: text, decode_hw: text, precision: text, framework: text, image: text },
  conc: quantity.nullish(),
  tput_per_gpu: quantity,
  output_tput_per_gpu: quantity.nullish(),
  input_tput_per_gpu: quantity.nullish(),
  isl: quantity.nullish(),
  osl: quantity.nullish(),
  router: z.looseObject({ name: z.string(), version: z.string() }).nullish(),
  disagg: flag,
  is_multinode: flag,
  ...{ tp: size, pp: size, pp_size: size, pcp_size: size, ep: size },
  ...{ prefill_tp: size, prefill_pp: size, prefill_ep: size, prefill_num_workers: size, num_prefill_gpu: size },
  ...{ decode_tp: size, decode_pp: size, decode_ep: size, decode_num_workers: size, num_decode_gpu: size },
  ...flatShape(LATENCIES),
});
type Aggregate = z.infer<typeof schema>;

export const inferencex: RawFormat = {
  name: 'InferenceX agg',
  mayHold: (keys) => keys.has('tput_per_gpu') || keys.has('infmax_model_prefix'),
  holds: ({ tput_per_gpu: rate, request_metrics: requests, hw, conc }) =>
    (rate !== undefined || isRecord(requests)) && (hw !== undefined || conc !== undefined),
  entries: ONE_RUN,
  read,
};

function read({ document, file, root }: RawEntry, findings: Findings): Run | null {
  if (document.tput_per_gpu === undefined && isRecord(document.request_metrics)) {
    const message = 'InferenceX aggregate of agents at work: left out; the AIPerf export that it was made of is read';
    findings.noteOnce('no-measurement', message);
    return null;
  }
  dropBadFlat(document, LATENCIES, root, findings);
  const result = validate(schema, document, findings, root);
  if (result === null) return null;
  const { isl, osl } = result;
  return assemble(
    {
      file,
      harness: 'inferencemax',
      harnessVersion: null,
      model: modelName(result.model),
      quantization: word(result.precision),
      deployment: deploymentIn(result),
      facts: factsIn(result),
      treatment: null,
      measuredAt: null,
      requestedLoad: closedLoop(positive(result.conc)),
      requestedWorkload: () => ({ isl: positive(isl), osl: positive(osl), prefix: null }),
      stage: null,
      prompts: null,
      ofSessions: false,
      pods: null,
      duration: null,
      requests: null,
      latency: flatLatencies(document, LATENCIES, root),
      throughput: { path: root, ...throughputOf(result, root, findings), requests: null },
    },
    findings,
  );
}

/** GPUs of an aggregated deployment: TP × PP × prefill context parallelism, by which InferenceX divides. */
function gpusOfOne({ tp, pp, pp_size: size, pcp_size: pcp }: Aggregate): number | null {
  return tp ? tp * (pp || size || 1) * (pcp || 1) : null;
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

/** Figures are rounded to four digits by some versions. */
const TOLERANCE = 1e-3;

function leftOut(why: string, root: Path, findings: Findings): Rates {
  const path = [...root, 'tput_per_gpu'];
  findings.warn('not-convertible', path, `throughputs per GPU cannot be converted, since ${why}: left out`);
  return { output: null, input: null, total: null };
}

function deploymentIn(result: Aggregate): Deployment {
  const { num_prefill_gpu: prefill, num_decode_gpu: decode } = result;
  if (prefill == null && decode == null) return isTrue(result.disagg) ? named(result) : aggregated(result);
  if (prefill == null || decode == null) return named(result);
  if (decode === 0) return deploymentOf([roleOf('replica', 'prefill', result)], prefill);
  if (!isTrue(result.disagg)) return named(result);
  const roles = [roleOf('prefill', 'prefill', result), roleOf('decode', 'decode', result)];
  return deploymentOf(roles, prefill + decode);
}

/** Nothing but the accelerator is certain. */
function named({ hw }: Aggregate): Deployment {
  return unknownDeployment({ gpus: null, accelerator: word(hw) });
}

function aggregated(result: Aggregate): Deployment {
  const { tp, pp, pp_size: pipeline, ep, hw } = result;
  if (!tp) return named(result);
  const sizes = { tp, dp: 1, pp: pp || pipeline || 1, ep: ep || 1 };
  return deploymentOf([{ role: 'replica', replicas: 1, ...sizes, accelerator: word(hw) }], gpusOfOne(result));
}

function roleOf(role: Role['role'], side: 'prefill' | 'decode', result: Aggregate): Role {
  return {
    role,
    replicas: result[`${side}_num_workers`] || null,
    tp: result[`${side}_tp`] || null,
    dp: 1,
    pp: result[`${side}_pp`] || 1,
    ep: result[`${side}_ep`] || 1,
    accelerator: word(result[`${side}_hw`]) ?? word(result.hw),
  };
}

/**
 * What tells one setup of a shape from another, `recipe_fingerprint` and context parallelism among it. DP attention
 * spreads one engine's requests over its own GPUs.
 */
function factsIn(result: Aggregate): Facts {
  const { router, framework, image } = result;
  return new FactCollector()
    .add('beside', result, '', isKnown)
    .fact('setup', 'framework', word(framework))
    .fact('setup', 'router', router == null ? null : router.name)
    .fact('environment', 'router version', router == null ? null : router.version)
    .fact('environment', `${word(framework) ?? 'engine'} image`, word(image)).facts;
}

/** Keys that fields of a run are read from, and figures. */
function isKnown(key: string): boolean {
  return (
    KNOWN.has(key) || /^(mean|median|std|p\d+(\.\d+)?)_|^(prefill|decode)_(tp|pp|ep|num_workers|hw)$|_gpu$/.test(key)
  );
}

const KNOWN = new Set([
  ...['model', 'hw', 'precision', 'framework', 'image', 'router', 'conc', 'isl', 'osl', 'tp', 'pp', 'pp_size', 'ep'],
  ...['disagg', 'is_multinode', 'infmax_model_prefix', 'request_metrics', 'benchmark_outcome'],
]);

function isTrue(value: unknown): boolean {
  return value === true || value === 'true' || value === 'True';
}
