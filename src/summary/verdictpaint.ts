import type { RowVerdict, Verdict } from '../regression/verdict.ts';
import type { Paint } from '../screen/paint.ts';

const PAINTS: Readonly<Record<RowVerdict | Verdict, Paint | null>> = {
  regression: 'bad',
  missing: 'doubtful',
  inconclusive: 'doubtful',
  'not-comparable': 'doubtful',
  improvement: 'good',
  pass: 'good',
  new: null,
  none: null,
};

/** What a verdict conveys by its paint. */
export function verdictPaint(verdict: RowVerdict | Verdict): Paint | null {
  return PAINTS[verdict];
}
