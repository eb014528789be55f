import type { Load } from '../run/load.ts';
import { glance } from './number.ts';

/** What the figure in a label counts; the key explains the ones that occur. */
export type LoadKind = 'concurrency' | 'estimated' | 'rate' | 'stage';

export interface LoadLabel {
  readonly kind: LoadKind;
  readonly text: string;
}

/**
 * What was asked for: `64` for a reported concurrency, `5 req/s` for a rate; else `~64` for a concurrency that is
 * estimated, or `stage 3`; null where no load is known.
 */
export function loadLabel(load: Load): LoadLabel | null {
  const { concurrency, concurrencySource, rate, stage } = load;
  if (concurrency !== null && concurrencySource === 'reported')
    return { kind: 'concurrency', text: glance(concurrency) };
  if (rate !== null) return { kind: 'rate', text: `${glance(rate)} req/s` };
  if (concurrency !== null) return { kind: 'estimated', text: `~${glance(concurrency)}` };
  if (stage !== null) return { kind: 'stage', text: `stage ${stage}` };
  return null;
}
