/** What a group of like engines does: both phases (`replica`), or one of them. */
export type RoleName = 'prefill' | 'decode' | 'replica';

/** Like engines of one role. An unknown number is null; parallelism that does not apply is 1. */
export interface Role {
  readonly role: RoleName;
  readonly replicas: number | null;
  readonly tp: number | null;
  readonly dp: number | null;
  readonly pp: number | null;
  readonly ep: number | null;
  readonly accelerator: string | null;
}

interface Hardware {
  /** GPUs of all roles together. */
  readonly gpus: number | null;
  /** One name, or `H100 + A100` where roles differ. */
  readonly accelerator: string | null;
}

/** Nothing is known of the engines that served. */
export interface UnknownDeployment extends Hardware {
  readonly kind: 'unknown';
  readonly label: null;
  readonly roles: readonly Role[];
  readonly disaggregated: null;
}

/** Somebody gave it a name of their own: `tuned kernels`. */
export interface NamedDeployment extends Hardware {
  readonly kind: 'named';
  readonly label: string;
  readonly roles: readonly Role[];
  readonly disaggregated: null;
}

/** The engines are known. */
export interface ShapedDeployment extends Hardware {
  readonly kind: 'shaped';
  /** `2R-TP4`, `1P-TP8/1D-TP8`. */
  readonly label: string;
  readonly roles: readonly Role[];
  readonly disaggregated: boolean;
  /** Nothing says how many replicas there are: one is assumed, which never beats what somebody states. */
  readonly replicasAssumed: boolean;
}

/** The engines that served a run, as far as they are known. */
export type Deployment = UnknownDeployment | NamedDeployment | ShapedDeployment;

/** Whether replicas are assumed, and so label and GPUs with them. */
export function isAssumed(deployment: Deployment): boolean {
  return deployment.kind === 'shaped' && deployment.replicasAssumed;
}
