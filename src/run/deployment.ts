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

/** The engines that served a run. `roles` is empty where the report does not say. */
export interface Deployment {
  /** `2R-TP4`, `1P-TP8/1D-TP8`; null where unknown. */
  readonly label: string | null;
  readonly roles: readonly Role[];
  /** Prefill and decode apart; null where the deployment is unknown. */
  readonly disaggregated: boolean | null;
  /** GPUs of all roles together. */
  readonly gpus: number | null;
  /** One name, or `H100 + A100` where roles differ. */
  readonly accelerator: string | null;
}
