import { explained, type ProblemCode } from '../run/code.ts';
import { groupBy } from '../run/groupby.ts';
import type { Problem, Severity } from '../run/problem.ts';
import { code, escapeText, escapeUrl, shorten } from './escape.ts';
import { formatCount } from './numberformat.ts';
import { problemUrl } from './problemlink.ts';
import { placeOf, worstFirst } from './problemorder.ts';

/** The longest message, in characters. */
const MESSAGE_LENGTH = 400;
/** The longest place, in characters. */
const PLACE_LENGTH = 160;
/** The most places per code: further ones say nothing new. */
const MAX_PLACES = 10;

const WORDS: Readonly<Record<Severity, string>> = { error: 'Error', warning: 'Warning', notice: 'Notice' };

/** Problems that share a code and a severity. */
interface Group {
  readonly severity: Severity;
  readonly code: ProblemCode;
  readonly problems: readonly Problem[];
}

/**
 * Problems for people: what was found, then where, the worst first; each code links to its explanation.
 *
 * @param most how many are listed; the others are counted
 */
export function problemBlocks(problems: readonly Problem[], most: number): string[] {
  let left = most;
  const blocks: string[] = [];
  for (const group of groupsOf(problems)) {
    if (left <= 0) break;
    const shown = Math.min(left, MAX_PLACES, group.problems.length);
    left -= shown;
    blocks.push(headOf(group), placesOf(group.problems, shown));
  }
  const told = blocks.length / 2;
  const untold = groupsOf(problems).slice(told);
  const hidden = untold.reduce((sum, group) => sum + group.problems.length, 0);
  return [...blocks, ...(hidden > 0 ? [`and ${formatCount(hidden)} more in \`report.json\``] : [])];
}

/** The worst severity first; within a severity, the most frequent code. */
function groupsOf(problems: readonly Problem[]): Group[] {
  const bySeverity = groupBy(worstFirst(problems), ({ severity }) => severity);
  return [...bySeverity].flatMap(([severity, own]) =>
    [...groupBy(own, (one) => one.code)]
      .map(([id, alike]) => ({ severity, code: id, problems: alike }))
      .sort((a, b) => b.problems.length - a.problems.length),
  );
}

/** `**Warning: the concurrency was never reached** · 3 × unreached-concurrency`. */
function headOf({ severity, code: id, problems }: Group): string {
  const count = problems.length > 1 ? `${formatCount(problems.length)} × ` : '';
  const name = `<a href="${escapeUrl(problemUrl(id))}">${code(id)}</a>`;
  return `**${WORDS[severity]}: ${escapeText(lowered(explained(id).title))}** · ${count}${name}`;
}

function placesOf(problems: readonly Problem[], most: number): string {
  const lines = problems.slice(0, most).map((one) => {
    const place = shorten(placeOf(one), PLACE_LENGTH);
    const message = escapeText(shorten(one.message, MESSAGE_LENGTH));
    return place === '' ? `- ${message}` : `- ${code(place)}: ${message}`;
  });
  const hidden = problems.length - most;
  return [...lines, ...(hidden > 0 ? [`- and ${formatCount(hidden)} more in \`report.json\``] : [])].join('\n');
}

/** The first word in lower case, unless it is an abbreviation. */
function lowered(title: string): string {
  return /^[A-Z](?:[a-z]|\s)/.test(title) ? `${title.charAt(0).toLowerCase()}${title.slice(1)}` : title;
}
