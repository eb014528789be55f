/**
 * Why something is not there: `none` where there is none, `error` where there may be one and it could not be had.
 */
export interface Lack {
  readonly kind: 'none' | 'error';
  /** A clause in plain words. */
  readonly reason: string;
}

/** There is none. */
export function lacking(reason: string): Lack {
  return { kind: 'none', reason };
}
