/**
 * Why something is not there: `none` where there is none, `never` where there will be none either as things are, `error`
 * where there may be one and it could not be had.
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

/** There is none. */
export function lacking(reason: string): Lack {
  return { kind: 'none', reason };
}
