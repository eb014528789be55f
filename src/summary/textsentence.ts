import { wrapped } from '../screen/cells.ts';
import { inked } from '../screen/ink.ts';
import type { Paint } from '../screen/paint.ts';
import type { Screen } from '../screen/screen.ts';

/** How far a sentence's lines after the first are set in. */
export const HANGING = 2;

/**
 * A sentence on as many lines as it takes, with paint on what leads it.
 *
 * @param text what follows the lead, from its colon or space on
 */
export function ledLines(lead: string, text: string, paint: Paint | null, { columns, color }: Screen): string[] {
  const [first = '', ...rest] = wrapped(lead + text, columns, HANGING);
  // Where a lead has no room on its line, it does without.
  const painted = first.startsWith(lead) ? inked(lead, paint, color) + first.slice(lead.length) : first;
  return [painted, ...rest];
}
