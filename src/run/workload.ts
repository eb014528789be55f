/** A sequence length in tokens, as requested of the harness and as measured (mean over requests). */
export interface Length {
  readonly requested: number | null;
  readonly measured: number | null;
  /** Standard error of the measured mean, stddev ÷ √requests; null if the spread is not stated. */
  readonly error: number | null;
}

/** What the requests were like. */
export interface Workload {
  readonly isl: Length;
  readonly osl: Length;
  /** Shape of a shared prefix in canonical words; null if there is none, or none is stated. */
  readonly prefix: string | null;
}
