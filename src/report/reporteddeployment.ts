import type { Deployment, Role, RoleName } from '../run/deployment.ts';
import { deploymentOf, gpusOf, unknownDeployment } from '../run/label.ts';
import type { Findings, Path } from './finding.ts';
import { dig, word } from './lookup.ts';
import type { ReportV01 } from './schema01.ts';
import { type InferenceEngine, inferenceEngine, type ReportV02 } from './schema02.ts';
import { validate } from './validate.ts';

/** A deployment about which nothing is stated. */
export const UNKNOWN = deploymentOf([], null);

/** A role with the number of GPUs that all its engines use. */
interface Engines {
  readonly role: Role;
  readonly gpus: number | null;
  /** Whether nothing says how many replicas there are. */
  readonly replicasAssumed: boolean;
}

type HostV01 = NonNullable<ReportV01['scenario']['host']>;
type AcceleratorV01 = NonNullable<HostV01['accelerator']>[number];

/** The deployment that a v0.1 report states: one host per engine. */
export function deploymentV01(host: ReportV01['scenario']['host'], findings: Findings): Deployment {
  const types = host?.type ?? [];
  const accelerators = host?.accelerator ?? [];
  if (types.length === 0 || accelerators.length === 0) return UNKNOWN;
  if (types.length !== accelerators.length) {
    const counts = `${types.length} entries in type and ${accelerators.length} in accelerator`;
    findings.warn(
      'inconsistent-host',
      ['scenario', 'host'],
      `host: expected as many types as accelerators, found ${counts}; the host is ignored`,
    );
    return UNKNOWN;
  }
  if (types.includes('replica') && types.some((type) => type !== 'replica')) {
    findings.warn('inconsistent-host', ['scenario', 'host', 'type'], MIXED);
    return UNKNOWN;
  }
  return deployment(types.map((type, index) => engineV01(type, accelerators[index] ?? {}, findings)));
}

const MIXED = 'roles: expected either replicas, or prefill and decode; found both, so the deployment is unknown';

function engineV01(name: RoleName, { model, count, parallelism }: AcceleratorV01, findings: Findings): Engines {
  const sizes = sizesOf(parallelism, findings);
  const role: Role = { role: name, replicas: 1, ...sizes, accelerator: word(model) };
  return { role, gpus: statedCount(count, parallelism) ?? gpusOfShape(role, findings), replicasAssumed: false };
}

/** A count that is positive and not the product of two “unknown”s: converters multiply −1 by −1. */
function statedCount(count: number | null | undefined, parallelism: AcceleratorV01['parallelism']): number | null {
  if (count === null || count === undefined || count <= 0) return null;
  return count === 1 && parallelism?.tp === -1 ? null : count;
}

/** The deployment that a v0.2 report states: its components of the kind `inference_engine`. */
export function deploymentV02(engines: readonly InferenceEngine[], findings: Findings): Deployment {
  const stated = engines.filter((engine) => !isPlaceholder(engine));
  if (stated.length === 0) return unknownDeployment({ gpus: null, accelerator: acceleratorOf(engines) });
  const roles = new Set(stated.map(({ role }) => roleName(role)));
  if (roles.has('replica') && roles.size > 1) {
    findings.warn('inconsistent-host', ['scenario', 'stack'], MIXED);
    return UNKNOWN;
  }
  return deployment(stated.map((engine) => engineV02(engine, findings)));
}

/** Engines of a v0.2 stack, without other components. */
export function enginesOf(scenario: ReportV02['scenario'], findings: Findings): InferenceEngine[] {
  return (scenario?.stack ?? []).flatMap((component, index) => {
    const kind = component.metadata?.kind ?? dig(component.standardized, 'kind');
    if (kind !== 'inference_engine') return [];
    const path: Path = ['scenario', 'stack', index, 'standardized'];
    const engine = validate(inferenceEngine, component.standardized, findings, path);
    return engine === null ? [] : [engine];
  });
}

/**
 * What a converter writes for a stack that it knows nothing about: one replica without a tool or a count. The
 * accelerator may be known nevertheless, from the labels of the cluster's nodes.
 */
function isPlaceholder({ tool, accelerator }: InferenceEngine): boolean {
  const { tp, dp, pp } = accelerator?.parallelism ?? {};
  const shapeless = Math.max(tp ?? 1, dp ?? 1, pp ?? 1) <= 1;
  return shapeless && !word(tool) && !((accelerator?.count ?? 0) > 0);
}

/** The accelerator that engines of unknown shape name; null if they name none, or different ones. */
function acceleratorOf(engines: readonly InferenceEngine[]): string | null {
  const [name, ...others] = new Set(engines.map(({ accelerator }) => word(accelerator?.model)));
  return others.length === 0 ? (name ?? null) : null;
}

function engineV02(engine: InferenceEngine, findings: Findings): Engines {
  const { accelerator } = engine;
  const sizes = sizesOf(accelerator?.parallelism, findings);
  const one: Role = { role: roleName(engine.role), replicas: 1, ...sizes, accelerator: word(accelerator?.model) };
  const count = accelerator?.count ?? 0;
  const workers = accelerator?.parallelism?.workers;
  const gpus = count > 0 ? gpusOfEngine(count, one, workers, findings) : gpusOfShape(one, findings);
  const replicas = replicasOf(engine, findings);
  const all = gpus === null || replicas === null ? null : gpus * replicas;
  return { role: { ...one, replicas }, gpus: all, replicasAssumed: engine.replicas == null };
}

/** max(count, TP × DP × PP): converters write TP × local DP as the count, and the workers separately. */
function gpusOfEngine(count: number, role: Role, workers: number | null | undefined, findings: Findings): number {
  const product = gpusOf([role]);
  if (product === null) return count;
  if (count * Math.max(workers ?? 1, 1) !== product) {
    const message = 'accelerator count × workers and TP × DP × PP disagree: the larger is used';
    findings.warnOnce('gpu-count-mismatch', ['scenario', 'stack'], message);
  }
  return Math.max(count, product);
}

function gpusOfShape(role: Role, findings: Findings): number | null {
  const gpus = gpusOf([role]);
  if (gpus !== null) findings.noteOnce('derived-gpus', 'GPU count not stated: calculated as TP × PP × DP');
  return gpus;
}

function replicasOf({ replicas }: InferenceEngine, findings: Findings): number | null {
  // An older v0.2 leaves them out.
  if (replicas === null || replicas === undefined) return 1;
  if (replicas > 0) return replicas;
  findings.noteOnce(
    'unknown-replicas',
    `an engine states ${replicas} replicas, which is impossible: treated as unknown`,
  );
  return null;
}

function roleName(role: InferenceEngine['role']): RoleName {
  return role === 'aggregate' || role === 'aggregated' ? 'replica' : role;
}

type Parallelism = { readonly [Size in 'tp' | 'dp' | 'pp' | 'ep']?: number | null | undefined } | null | undefined;

/** Stated sizes; an absent one is 1, as the format defines it; −1 and 0 are a converter's “unknown”. */
function sizesOf(parallelism: Parallelism, findings: Findings): Pick<Role, 'tp' | 'dp' | 'pp' | 'ep'> {
  const size = (name: 'tp' | 'dp' | 'pp' | 'ep') => {
    const value = parallelism?.[name] ?? 1;
    if (value > 0) return value;
    findings.noteOnce(
      'unknown-parallelism',
      `${name.toUpperCase()} is stated as ${value}, which is impossible: treated as unknown`,
    );
    return null;
  };
  if (parallelism === null || parallelism === undefined) {
    findings.noteOnce('assumed-parallelism', 'parallelism not stated: TP, DP, PP and EP are 1, the format’s default');
  }
  return { tp: size('tp'), dp: size('dp'), pp: size('pp'), ep: size('ep') };
}

function deployment(engines: readonly Engines[]): Deployment {
  const gpus = engines.reduce<number | null>(
    (sum, engine) => (sum === null || engine.gpus === null ? null : sum + engine.gpus),
    0,
  );
  return deploymentOf(
    engines.map(({ role }) => role),
    gpus,
    engines.some(({ replicasAssumed }) => replicasAssumed),
  );
}
