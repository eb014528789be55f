import { escapeText } from './escape.ts';
import { gapLines } from './gapline.ts';
import { PRODUCT } from './lead.ts';
import { MARKDOWN } from './medium.ts';
import { formatPlural } from './numberformat.ts';
import { conditionsOf, sizeOf, titleOf } from './phrase.ts';
import { rejectedFiles } from './problemorder.ts';
import type { Report } from './report.ts';
import { countsOf } from './verdictwords.ts';

/**
 * What a report is about and what it was compared with, under a heading.
 *
 * @param isFirst whether it is the first line of the page, which names the program
 */
export function headingOf(report: Report, level: 2 | 3, isFirst: boolean): string[] {
  const against = report.compared === null ? [] : countsOf(report.compared, MARKDOWN);
  const gap = gapLines(report.compared?.baseline ?? null, MARKDOWN);
  const [title = '', ...facts] = titleBlocks(report);
  const name = isFirst ? `${PRODUCT} · ` : '';
  return [
    `${'#'.repeat(level)} ${name}${title}`,
    ...facts,
    ...(against.length > 0 ? [against.join(' · ')] : []),
    ...gap,
  ];
}

function titleBlocks({ scenarios, runs, problems }: Report): string[] {
  const [only] = scenarios;
  const rejected = rejectedFiles(problems);
  const unread = rejected === 0 ? [] : [`**${formatPlural(rejected, 'report')} could not be used**`];
  const counted = formatPlural(runs.length, 'run');
  if (only === undefined) return ['No benchmark run to show', [counted, ...unread].join(' · ')];
  if (scenarios.length > 1) {
    return [`Pareto fronts of ${formatPlural(scenarios.length, 'scenario')}`, [counted, ...unread].join(' · ')];
  }
  const facts = escapeText([...conditionsOf(only.scenario), sizeOf(only.scenario), counted].join(' · '));
  return [`${escapeText(titleOf(only.scenario))}`, [facts, ...unread].join(' · ')];
}
