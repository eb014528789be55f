import { bestAt, bestBlocks } from './best.ts';
import { escapeText } from './escape.ts';
import { leadOf, PRODUCT } from './lead.ts';
import { formatCount } from './numberformat.ts';
import type { Report } from './report.ts';
import { headlineOf } from './verdictwords.ts';

/**
 * The beginning of a page: who speaks, the verdict, and where and how much in the first line; then what to do and what
 * is best at a speed. Where there is neither, the heading has our name.
 *
 * @param alert the report's alert, which is the same at every level of detail
 */
export function openingOf(report: Report, alert: readonly string[], most: number): string[] {
  if (alert.length > 0) return [...alert, ...bestBlocks(report, most)];
  const [first, ...others] = bestAt(report).shown.map(({ lead, answer }) => `${lead}: ${answer}`);
  if (first === undefined || most <= 0) return [];
  const more = others.length > 0 ? `, and ${formatCount(others.length)} more` : '';
  return [`**${escapeText(`${PRODUCT} · ${first}${more}`)}**`, ...(others.length > 0 ? bestBlocks(report, most) : [])];
}

/** The first part of an alert about a comparison: its verdict with the worst loss, a short summary, and what to do. */
export function alertOf(report: Report): string[] {
  if (report.compared === null) return [];
  const { tone, word, text, next } = headlineOf(report, report.compared);
  const lead = leadOf(report, report.compared);
  const paragraphs = [
    `**${escapeText(`${PRODUCT} · ${[word, lead ?? text].filter((part) => part !== '').join(': ')}`)}**`,
    ...(lead === null || lead.startsWith(text) ? [] : [escapeText(sentenceOf(text))]),
    ...(next.length === 0 ? [] : [escapeText(next.join(' '))]),
  ];
  return [[`[!${tone}]`, ...paragraphs.join('\n\n').split('\n')].map((line) => `> ${line}`.trimEnd()).join('\n')];
}

function sentenceOf(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`;
}
