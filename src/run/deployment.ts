/** What a group of identical engines does: both phases (`replica`), or one of them. */
export type RoleName = 'prefill' | 'decode' | 'replica';

/** Identical engines in one role. Unknown numbers are null; parallelism that does not apply is 1. */
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

/** A deployment about whose engines nothing is known. */
export interface UnknownDeployment extends Hardware {
  readonly kind: 'unknown';
  readonly label: null;
  readonly roles: readonly Role[];
  readonly disaggregated: null;
}

/** A deployment with a name that somebody gave it: `tuned kernels`. */
export interface NamedDeployment extends Hardware {
  readonly kind: 'named';
  readonly label: string;
  readonly roles: readonly Role[];
  readonly disaggregated: null;
}

/** A deployment whose engines are known. */
export interface ShapedDeployment extends Hardware {
  readonly kind: 'shaped';
  /** `2R-TP4`, `1P-TP8/1D-TP8`. */
  readonly label: string;
  readonly roles: readonly Role[];
  readonly disaggregated: boolean;
  /** Whether the number of replicas is assumed because nothing states it; an assumption never overrides a statement. */
  readonly replicasAssumed: boolean;
}

/** The engines that served a run, so far as they are known. */
export type Deployment = UnknownDeployment | NamedDeployment | ShapedDeployment;

/** Whether replicas are assumed and, with them, the label and the number of GPUs. */
export function isAssumed(deployment: Deployment): boolean {
  return deployment.kind === 'shaped' && deployment.replicasAssumed;
}
