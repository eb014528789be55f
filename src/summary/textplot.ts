import type { ScenarioFront } from '../pareto/front.ts';
import { fence } from './escape.ts';
import type { ComparisonReport } from './report.ts';
import { textOf } from './textframe.ts';
import { keyOf, legendOf } from './textlegend.ts';
import { textPicture } from './textpicture.ts';

/** About 72 × 22 with axes: what a page shows without scrolling. */
const EXTENT = { columns: 64, rows: 18 };

/**
 * The trade-off of one scenario in characters, where no picture can be shown: a block of code, and a legend of the
 * front. In a comparison, the baseline's front lies below it and regressions are marked. Empty where no point has both
 * coordinates.
 */
export function textPlot(scenario: ScenarioFront, compared: ComparisonReport | null): string {
  const picture = textPicture(scenario, compared, [], EXTENT);
  if (picture === null) return '';
  const key = keyOf(picture);
  const legend = legendOf(picture.lettered);
  const blocks = [picture.lines.map(textOf), legend, key.length === 0 ? [] : [key.join('   ')]];
  return fence(blocks.filter(({ length }) => length > 0).flatMap((block, i) => (i === 0 ? block : ['', ...block])));
}
