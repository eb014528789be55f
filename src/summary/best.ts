import type { Reading } from '../pareto/frontreading.ts';
import type { Bound } from '../regression/bound.ts';
import { type KnownReading, readingsOf } from '../regression/judgedreading.ts';
import { changeOf } from '../regression/row.ts';
import { groupBy } from '../run/groupby.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { escapeText } from './escape.ts';
import { formatChange, formatCost, formatMoney, formatNumber, formatPlural } from './numberformat.ts';
import { conditionsOf, formatRate, giverInWords, giverOf, nameOf, titleOf } from './phrase.ts';
import { type ReadingGap, unreadAt, unreadWords } from './readinggap.ts';
import type { Report } from './report.ts';
import { cheapestOver } from './rival.ts';

/** An answer about one requested speed, in plain text. */
export interface SpeedAnswer {
  /** `Best at ≥ 30 tok/s/user`, preceded by the scenario's name if there are several. */
  readonly lead: string;
  /** `118 tok/s/GPU by …`. */
  readonly answer: string;
}

/** Answers, more of them than a page may have room for. */
export interface AnswerList {
  readonly shown: readonly SpeedAnswer[];
  readonly hidden: number;
}

/** One scenario at one speed. */
interface SpeedQuestion {
  readonly scenario: Scenario;
  readonly row: KnownReading;
}

/**
 * What was asked for: an answer for each scenario and speed that has one, which accelerator is the cheapest, and,
 * briefly, which have none and why.
 *
 * @param most beyond this many, answers about single scenarios give way to those about several
 */
export function bestAt(report: Report, most = Number.POSITIVE_INFINITY): AnswerList {
  const asked = askedOf(report);
  const answered = asked.filter(({ row }) => row.reading !== null).map((one) => answerTo(one, report));
  const across = [...cheapestOver(asked, report.at), ...unanswered(asked, report)];
  const room = Math.max(1, most - across.length);
  const shown = [...answered.slice(0, room), ...across].slice(0, Math.max(0, most));
  return { shown, hidden: answered.length + across.length - shown.length };
}

/** The same for one scenario, in sentences that do not name it. */
export function bestIn(report: Report, scenario: string): string[] {
  const bounds = report.objectives?.bounds ?? [];
  const readings = report.readings.filter((one) => one.scenario === scenario);
  return askedOf({ ...report, readings }).map((one) => bestSentence(one.row, one.scenario, bounds));
}

function askedOf({ at, readings, scenarios }: Report): SpeedQuestion[] {
  if (at.length === 0) return [];
  const byId = new Map(scenarios.map(({ scenario }) => [scenario.id, scenario]));
  return readings.flatMap(({ scenario: id, readings: rows }) => {
    const scenario = byId.get(id);
    return scenario === undefined ? [] : rows.filter(({ x }) => at.includes(x)).map((row) => ({ scenario, row }));
  });
}

/**
 * `Best at ≥ 30 tok/s/user: 118 tok/s/GPU by …`, without a full stop.
 *
 * @param objectives what points must meet to be read
 * @param name how configurations are named
 */
export function bestSentence(
  row: KnownReading,
  scenario: Scenario,
  objectives: readonly Bound[],
  name = nameOf,
): string {
  const { reading } = row;
  const answer = reading === null ? whyNone(row, scenario, objectives) : bestOf({ ...row, reading }, null, name);
  return `Best ${speedOf(row, objectives.length > 0)}: ${answer}`;
}

/** Why nothing can be read at a speed. */
export function whyNone({ x }: Pick<KnownReading, 'x'>, scenario: Scenario, objectives: readonly Bound[]): string {
  return unreadWords(unreadAt(scenario, x, objectives));
}

/** `at ≥ 30 tok/s/user`, `at ≥ 30 tok/s/user within the objectives`. */
export function speedOf({ x }: Pick<KnownReading, 'x'>, isWithin: boolean): string {
  return atSpeeds([x], isWithin);
}

function atSpeeds(speeds: readonly number[], isWithin: boolean): string {
  return `at ${speeds.map((x) => `≥ ${formatRate(x)}`).join(', ')} tok/s/user${isWithin ? ' within the objectives' : ''}`;
}

function answerTo({ scenario, row }: SpeedQuestion, report: Report): SpeedAnswer {
  const { reading } = row;
  const answer = reading === null ? '' : bestOf({ ...row, reading }, before(scenario, row, report));
  return { lead: leadOf([row.x], named(scenario, report), report), answer };
}

function leadOf(speeds: readonly number[], name: string, { objectives }: Report): string {
  return `${name}Best ${atSpeeds(speeds, objectives !== null)}`;
}

function named(scenario: Scenario, { scenarios }: Report): string {
  return scenarios.length === 1 ? '' : `${titleOf(scenario)}, ${conditionsOf(scenario).join(', ')}: `;
}

/** What the whole baseline gave at that speed, whatever is bounded. */
function before({ id }: Scenario, { x }: KnownReading, { compared }: Report): KnownReading | null {
  return readingsOf(compared?.readings ?? [], id).find((one) => one.x === x) ?? null;
}

/** `112.5 tok/s/GPU (118.0 before, −4.6%) by …, $6.17 per million output tokens ($5.89 before)`. */
function bestOf(row: KnownReading & { readonly reading: Reading }, old: KnownReading | null, name = nameOf): string {
  const { reading, cost, cheapest } = row;
  const was = old?.reading ?? null;
  const since = was === null ? '' : ` (${formatNumber(was.y)} before, ${formatChange(changeOf(was.y, reading.y))})`;
  const gives = `${formatNumber(reading.y)} tok/s/GPU${since} by ${giverInWords(reading, name)}`;
  const costs = cost === null ? '' : `, ${formatCost(cost)}${moneyBefore(old?.cost ?? null)}`;
  if (cheapest === null || !isElsewhere(row)) return gives + costs;
  return `${gives}${costs}; the cheapest is ${formatMoney(cheapest.y)} by ${giverInWords(cheapest, name)}`;
}

function moneyBefore(cost: number | null): string {
  return cost === null ? '' : ` (${formatMoney(cost)} before)`;
}

/** Why the others have no answer: one line for all scenarios with the same reason. */
function unanswered(asked: readonly SpeedQuestion[], report: Report): SpeedAnswer[] {
  const bounds = report.objectives?.bounds ?? [];
  const all = asked
    .filter(({ row }) => row.reading === null)
    .map((one) => ({ ...one, unread: unreadAt(one.scenario, one.row.x, bounds) }));
  const groups = groupBy(all, ({ row, unread }) => `${unread.why}\n${unread.isKnown ? row.x : ''}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const scenarios = new Set(group.map(({ scenario }) => scenario)).size;
    const speeds = [...new Set(group.map(({ row }) => row.x))];
    const name = scenarios === 1 ? named(first.scenario, report) : `${formatPlural(scenarios, 'scenario')}: `;
    return [{ lead: leadOf(speeds, name, report), answer: whyOf(group.map(({ unread }) => unread)) }];
  });
}

/** What applies to all of them. */
function whyOf(all: readonly ReadingGap[]): string {
  const [first] = all;
  if (first === undefined) return '';
  const isShared = all.every(({ detail }) => detail === first.detail);
  return unreadWords(isShared ? first : { ...first, detail: '' });
}

/** What gives a reading, for a column. */
export function by(reading: Reading | null, isKnown: boolean): string {
  if (reading !== null) return giverOf(reading);
  return isKnown ? 'nothing is that fast' : NOT_KNOWN;
}

/** For what may be that fast, but of which too little is known, such as whether it meets the objectives. */
export const NOT_KNOWN = 'not known';

/** Whether the cheapest configuration is not the one with the most tok/s/GPU. */
export function isElsewhere({ reading, cheapest }: Pick<KnownReading, 'reading' | 'cheapest'>): boolean {
  return cheapest !== null && cheapest.configuration !== reading?.configuration;
}

/** The same for the top of a page. */
export function bestBlocks(report: Report, most: number): string[] {
  if (most <= 0) return [];
  const { shown, hidden } = bestAt(report, most);
  const lines = shown.map(({ lead, answer }) => `${lead}: ${answer}`);
  const [only] = lines;
  if (only === undefined) return [];
  if (lines.length === 1 && hidden === 0) return [`**${escapeText(only)}**`];
  const more = hidden > 0 ? [`- and ${formatPlural(hidden, 'more reading')} in \`report.json\``] : [];
  return [[...lines.map((line) => `- **${escapeText(line)}**`), ...more].join('\n')];
}
