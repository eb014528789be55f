import { wrapped } from '../screen/cells.ts';
import { inked } from '../screen/ink.ts';
import type { Paint } from '../screen/paint.ts';
import type { Screen } from '../screen/screen.ts';

/** How far lines after the first are indented. */
export const HANGING = 2;

/**
 * A sentence on as many lines as it takes, with paint on its lead.
 *
 * @param text what follows the lead, starting with its colon or space
 */
export function ledLines(lead: string, text: string, paint: Paint | null, { columns, color }: Screen): string[] {
  const [first = '', ...rest] = wrapped(lead + text, columns, HANGING);
  // A lead that does not fit on one line gets no paint.
  const painted = first.startsWith(lead) ? inked(lead, paint, color) + first.slice(lead.length) : first;
  return [painted, ...rest];
}
