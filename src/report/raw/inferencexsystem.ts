import { z } from 'zod';
import type { Deployment, Role } from '../../run/deployment.ts';
import { deploymentOf, unknownDeployment } from '../../run/label.ts';
import { type ExplainingFigures, NO_EXPLAINING } from '../../run/run.ts';
import { FactCollector } from '../factcollector.ts';
import { dig, positive, word } from '../lookup.ts';

/*
 * What InferenceX's aggregates of both kinds state of the system under test. Source: infx/results/topology.py and
 * infx/results/power/__init__.py in SemiAnalysisAI/InferenceX. Rows of dashboards say `device` for `hw`.
 */

const size = z.number().int().nonnegative().nullish();
const flag = z.union([z.boolean(), z.string()], 'true or false').nullish();
const text = z.string().nullish();

/** The keys that are read, as part of a schema. */
export const SYSTEM = {
  ...{ model: text, hw: text, device: text, prefill_hw: text, decode_hw: text },
  ...{ precision: text, framework: text, image: text },
  conc: z.number().nonnegative().nullish(),
  router: z.looseObject({ name: z.string(), version: z.string() }).nullish(),
  disagg: flag,
  is_multinode: flag,
  ...{ tp: size, pp: size, pp_size: size, pcp_size: size, ep: size },
  ...{ prefill_tp: size, prefill_pp: size, prefill_ep: size, prefill_num_workers: size, num_prefill_gpu: size },
  ...{ decode_tp: size, decode_pp: size, decode_ep: size, decode_num_workers: size, num_decode_gpu: size },
};
type System = z.infer<z.ZodObject<typeof SYSTEM, z.core.$loose>>;

/** GPUs of an aggregated deployment: TP × PP × prefill context parallelism, by which InferenceX divides. */
export function gpusOfOne({ tp, pp, pp_size: size, pcp_size: pcp }: System): number | null {
  return tp ? tp * (pp || size || 1) * (pcp || 1) : null;
}

/** The deployment that served: one engine on one node, or the workers of each role. */
export function deploymentIn(result: System): Deployment {
  const { num_prefill_gpu: prefill, num_decode_gpu: decode } = result;
  if (prefill == null && decode == null) return isTrue(result.disagg) ? named(result) : aggregated(result);
  if (prefill == null || decode == null) return named(result);
  if (decode === 0) return deploymentOf([roleOf('replica', 'prefill', result)], prefill);
  if (!isTrue(result.disagg)) return named(result);
  const roles = [roleOf('prefill', 'prefill', result), roleOf('decode', 'decode', result)];
  return deploymentOf(roles, prefill + decode);
}

/** Only the accelerator is certain. */
function named({ hw, device }: System): Deployment {
  return unknownDeployment({ gpus: null, accelerator: word(hw) ?? word(device) });
}

function aggregated(result: System): Deployment {
  const { tp, pp, pp_size: pipeline, ep, hw, device } = result;
  if (!tp) return named(result);
  const sizes = { tp, dp: 1, pp: pp || pipeline || 1, ep: ep || 1 };
  return deploymentOf(
    [{ role: 'replica', replicas: 1, ...sizes, accelerator: word(hw) ?? word(device) }],
    gpusOfOne(result),
  );
}

function roleOf(role: Role['role'], side: 'prefill' | 'decode', result: System): Role {
  return {
    role,
    replicas: result[`${side}_num_workers`] || null,
    tp: result[`${side}_tp`] || null,
    dp: 1,
    pp: result[`${side}_pp`] || 1,
    ep: result[`${side}_ep`] || 1,
    accelerator: word(result[`${side}_hw`]) ?? word(result.hw) ?? word(result.device),
  };
}

/**
 * What distinguishes setups with the same shape, including `recipe_fingerprint` and context parallelism. DP attention
 * spreads one engine's requests over its own GPUs.
 */
export function factsIn(result: System): FactCollector {
  const { router, framework, image, kv_offload_backend: offload } = result;
  return new FactCollector()
    .add('beside', result, '', isKnown)
    .fact('setup', 'framework', word(framework))
    .fact('setup', 'kv_offload_backend', word(dig(offload, 'name')))
    .fact('environment', 'kv_offload_backend version', word(dig(offload, 'version')))
    .fact('setup', 'router', router == null ? null : router.name)
    .fact('environment', 'router version', router == null ? null : router.version)
    .fact('environment', `${word(framework) ?? 'engine'} image`, word(image));
}

/** Keys that fields of a run are read from, and figures. */
function isKnown(key: string): boolean {
  return (
    KNOWN.has(key) || /^(mean|median|std|p\d+(\.\d+)?)_|^(prefill|decode)_(tp|pp|ep|num_workers|hw)$|_gpu$/.test(key)
  );
}

const KNOWN = new Set([
  ...['model', 'hw', 'precision', 'framework', 'image', 'router', 'conc', 'isl', 'osl', 'tp', 'pp', 'pp_size', 'ep'],
  ...['device', 'disagg', 'is_multinode', 'infmax_model_prefix', 'benchmark_outcome', 'power_audit'],
  ...['power_invalid_reasons', 'request_metrics', 'request_accounting', 'server_metrics', 'dataset', 'warnings'],
  ...['kv_offload_backend', 'users', 'scenario_type'],
]);

export function isTrue(value: unknown): boolean {
  return value === true || value === 'true' || value === 'True';
}

/** From this version of the power keys on, energy per token covers the whole deployment, never a single role. */
const WHOLE_DEPLOYMENT = 2;

/** Power and figures derived from it, if InferenceX found them valid. */
export function explainingIn(document: Readonly<Record<string, unknown>>): ExplainingFigures {
  const { power_valid: valid, power_metric_schema_version: version } = document;
  if (!(valid === 1 || valid === true) || (positive(version) ?? 0) < WHOLE_DEPLOYMENT) return NO_EXPLAINING;
  const joules = positive(document.joules_per_output_token);
  return {
    ...NO_EXPLAINING,
    power: positive(document.avg_total_gpu_power_w),
    tokensPerJoule: joules === null ? null : 1 / joules,
  };
}
