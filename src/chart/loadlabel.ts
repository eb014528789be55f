import { type Load, reportedConcurrency } from '../run/load.ts';
import { glance } from './chartnumber.ts';

/** What the number in a label counts; the key explains those that occur. */
export type LoadKind = 'concurrency' | 'estimated' | 'rate' | 'stage';

export interface LoadLabel {
  readonly kind: LoadKind;
  readonly text: string;
}

/**
 * What was requested: `64` for a reported concurrency, `5 requests/s` for a rate; otherwise `~64` for an estimated
 * concurrency, or `stage 3`; null if no load is known.
 */
export function loadLabel(load: Load): LoadLabel | null {
  const { concurrency, rate, stage } = load;
  const reported = reportedConcurrency(load);
  if (reported !== null) return { kind: 'concurrency', text: glance(reported) };
  if (rate !== null) return { kind: 'rate', text: `${glance(rate)} requests/s` };
  if (concurrency !== null) return { kind: 'estimated', text: `~${glance(concurrency)}` };
  if (stage !== null) return { kind: 'stage', text: `stage ${stage}` };
  return null;
}
