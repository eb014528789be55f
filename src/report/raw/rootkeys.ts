import type { Deployment, Role } from '../../run/deployment.ts';
import { deploymentOf, gpusOf, unknownDeployment, withReplicasFor } from '../../run/label.ts';
import { count, given } from '../lookup.ts';

/*
 * What `vllm bench serve --metadata` and the overrides of `vllm bench sweep` write next to the figures, as numbers or as
 * text. Source: vllm/benchmarks/serve.py and vllm/benchmarks/sweep/serve.py in vllm-project/vllm; GPUs as in
 * vllm/benchmarks/sweep/plot_pareto.py there: `num_gpus` or `gpu_count`, else TP × PP × DP.
 */

/** Names for each part of a deployment, in order of preference. */
const NAMES = {
  tp: ['tensor_parallel_size', 'tp_size', 'tp'],
  pp: ['pipeline_parallel_size', 'pp_size', 'pp'],
  dp: ['data_parallel_size', 'dp_size', 'dp'],
  ep: ['expert_parallel_size', 'ep_size', 'ep'],
  replicas: ['num_replicas', 'replicas'],
  gpus: ['num_gpus', 'gpu_count', 'gpus'],
  accelerator: ['accelerator', 'gpu_name', 'gpu_type', 'gpu_model'],
  quantization: ['quantization'],
} as const;
type Name = keyof typeof NAMES;

const COUNTS = new Set<string>([NAMES.tp, NAMES.pp, NAMES.dp, NAMES.ep, NAMES.replicas, NAMES.gpus].flat());
const WORDS = new Set<string>([NAMES.accelerator, NAMES.quantization].flat());

/** Whether a root key, with its value, is read here. */
export function isRootKey(key: string, value: unknown): boolean {
  const name = spelled(key);
  return (COUNTS.has(name) && count(value) !== null) || (WORDS.has(name) && given(value) !== null);
}

type Document = Readonly<Record<string, unknown>>;

/** The deployment that root keys state; unknown if they name no parallelism. */
export function deploymentOfRoot(document: Document): Deployment {
  const stated = statedIn(document);
  const number = (name: Name) => firstOf(stated, name, count);
  const gpus = number('gpus');
  const accelerator = firstOf(stated, 'accelerator', given);
  const sizes = { tp: number('tp'), dp: number('dp'), pp: number('pp'), ep: number('ep') };
  if (Object.values(sizes).every((size) => size === null)) return unknownDeployment({ gpus, accelerator });
  const { tp, dp, pp, ep } = sizes;
  const one: Role = { role: 'replica', replicas: 1, tp: tp ?? 1, dp: dp ?? 1, pp: pp ?? 1, ep: ep ?? 1, accelerator };
  const replicas = number('replicas');
  if (replicas !== null) return deploymentOf([{ ...one, replicas }], gpus ?? gpusOf([{ ...one, replicas }]));
  const assumed = deploymentOf([one], gpus ?? gpusOf([one]), true);
  return gpus === null ? assumed : withReplicasFor(assumed, gpus);
}

export function quantizationOfRoot(document: Document): string | null {
  return firstOf(statedIn(document), 'quantization', given);
}

/** What root keys state, by their names in one spelling; of two keys with one name, the first counts. */
function statedIn(document: Document): ReadonlyMap<string, unknown> {
  const stated = new Map<string, unknown>();
  for (const key of Object.keys(document)) {
    const name = spelled(key);
    if ((COUNTS.has(name) || WORDS.has(name)) && !stated.has(name)) stated.set(name, document[key]);
  }
  return stated;
}

/** The first one with a value. */
function firstOf<Value>(
  stated: ReadonlyMap<string, unknown>,
  name: Name,
  read: (value: unknown) => Value | null,
): Value | null {
  for (const known of NAMES[name]) {
    const value = read(stated.get(known));
    if (value !== null) return value;
  }
  return null;
}

/** A key in the spelling of vLLM's results: `--tensor-parallel-size` is `tensor_parallel_size`. */
export function spelled(key: string): string {
  return key.replace(/^--?/, '').replaceAll('-', '_').toLowerCase();
}
