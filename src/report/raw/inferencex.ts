import { z } from 'zod';
import type { Deployment, Role } from '../../run/deployment.ts';
import { deploymentOf } from '../../run/label.ts';
import type { Run } from '../../run/run.ts';
import { argsOf } from '../args.ts';
import { assemble } from '../assemble.ts';
import { UNKNOWN } from '../deployment.ts';
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
      components: [componentOf(result)],
      treatment: null,
      requestedLoad: closedLoop(positive(result.conc)),
      requestedWorkload: () => ({ isl: positive(isl), osl: positive(osl), prefix: null }),
      stage: null,
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
  return { ...UNKNOWN, accelerator: word(hw) };
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

/** What tells one setup of a shape from another. DP attention spreads one engine's requests over its own GPUs. */
function componentOf(result: Aggregate) {
  const names = [
    'dp_attention',
    'prefill_dp_attention',
    'decode_dp_attention',
    'spec_decoding',
    'mtp',
    'kv_p2p_transfer',
  ];
  const stated = Object.fromEntries(names.flatMap((name) => (result[name] == null ? [] : [[name, result[name]]])));
  const { router } = result;
  const routed = router == null ? stated : { ...stated, router: `${router.name} ${router.version}` };
  const name = word(result.framework) ?? 'engine';
  return { name, version: word(result.image), configHash: null, args: argsOf(routed) };
}

function isTrue(value: unknown): boolean {
  return value === true || value === 'true' || value === 'True';
}
