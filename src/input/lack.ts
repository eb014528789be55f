/**
 * Why something is missing: `none` if it does not exist, `never` if it will not either the way things are set up,
 * `error` if it may exist but could not be obtained.
 */
export interface Lack {
  readonly kind: 'none' | 'never' | 'error';
  /** A clause in plain words. */
  readonly reason: string;
}

/** Why nothing was read at a path, for messages. */
export function whyUnread({ kind, reason }: Lack): string {
  return kind === 'error' ? `cannot be read: ${reason}` : reason;
}

/** It does not exist. */
export function lacking(reason: string): Lack {
  return { kind: 'none', reason };
}
