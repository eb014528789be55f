/** A sequence length in tokens, as requested of the harness and as measured (mean over requests). */
export interface Length {
  readonly requested: number | null;
  readonly measured: number | null;
  /** Standard error of the measured mean, stddev ÷ √requests; null where the spread is not stated. */
  readonly error: number | null;
}

/** What the requests looked like. */
export interface Workload {
  readonly isl: Length;
  readonly osl: Length;
  /** Shape of a shared prefix in canonical words, null where there is none or it is not stated. */
  readonly prefix: string | null;
}
