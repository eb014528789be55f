import type { Reading, SpeedReading } from '../pareto/reading.ts';
import type { ReadingChange } from '../regression/reading.ts';
import { escapeText } from './escape.ts';
import { formatCost, formatMoney, formatNumber, formatPlural } from './number.ts';
import { conditionsOf, formatRate, giverOf, nameOf, titleOf } from './phrase.ts';
import type { Report } from './report.ts';

/** What a scenario gives at a speed that was asked for. */
export interface BestAt {
  /** `Best at ≥ 30 tok/s/user`, after the scenario's name where there are several. */
  readonly lead: string;
  /** `118 tok/s/GPU by …`. */
  readonly answer: string;
  /** What became of it since the baseline; null where that is not known. */
  readonly change: ReadingChange | null;
}

/** What was asked for, one for each speed and scenario. */
export function bestAt({ at, readings, scenarios, objectives, compared }: Report): BestAt[] {
  return readings.flatMap(({ scenario: id, readings: all }) => {
    const of = scenarios.find(({ scenario }) => scenario.id === id)?.scenario;
    const name = of === undefined || scenarios.length === 1 ? '' : `${titleOf(of)}, ${conditionsOf(of).join(', ')}: `;
    return all
      .filter(({ x }) => at.includes(x))
      .map((row) => {
        const changes = compared?.comparison.readings ?? [];
        return {
          lead: `${name}Best ${speedOf(row, objectives !== null)}`,
          answer: bestOf(row),
          // What is bounded is read off the common points alone, where it may be another.
          change:
            changes.find(
              (change) =>
                change.scenario === id &&
                change.read === 'front' &&
                change.x === row.x &&
                change.candidate?.y === row.reading?.y,
            ) ?? null,
        };
      });
  });
}

/** The same of one scenario, in sentences without its name. */
export function bestIn({ at, readings, objectives }: Report, scenario: string): string[] {
  const rows = readings.find((one) => one.scenario === scenario)?.readings ?? [];
  return rows.filter(({ x }) => at.includes(x)).map((row) => bestSentence(row, objectives !== null));
}

/** `Best at ≥ 30 tok/s/user: 118 tok/s/GPU by …`, without a full stop. */
export function bestSentence(row: SpeedReading, isWithin: boolean, name = nameOf): string {
  return `Best ${speedOf(row, isWithin)}: ${bestOf(row, name)}`;
}

/** `at ≥ 30 tok/s/user`, `at ≥ 30 tok/s/user within the objectives`. */
export function speedOf({ x }: Pick<SpeedReading, 'x'>, isWithin: boolean): string {
  return `at ≥ ${formatRate(x)} tok/s/user${isWithin ? ' within the objectives' : ''}`;
}

/**
 * The most tok/s/GPU with what gives it and what it costs, and what is cheaper.
 *
 * @param name how configurations are named
 */
function bestOf(row: SpeedReading, name = nameOf): string {
  const { reading, cost, cheapest } = row;
  if (reading === null) return by(reading);
  const most = `${formatNumber(reading.y)} tok/s/GPU by ${by(reading, name)}`;
  const priced = cost === null ? most : `${most}, ${formatCost(cost)}`;
  if (cheapest === null || !isElsewhere(row)) return priced;
  return `${priced}; the cheapest is ${formatMoney(cheapest.y)} by ${by(cheapest, name)}`;
}

/** Who gives a reading. */
export function by(reading: Reading | null, name = nameOf): string {
  return reading === null ? 'nothing is that fast' : giverOf(reading, name);
}

/** Whether another configuration than the one with the most tok/s/GPU is the cheapest. */
export function isElsewhere({ reading, cheapest }: Pick<SpeedReading, 'reading' | 'cheapest'>): boolean {
  return cheapest !== null && cheapest.configuration !== reading?.configuration;
}

/** The same for the top of a page. */
export function bestBlocks(report: Report, most: number): string[] {
  const lines = bestAt(report).map(({ lead, answer }) => `${lead}: ${answer}`);
  const [only] = lines;
  if (only === undefined || most <= 0) return [];
  if (lines.length === 1) return [`**${escapeText(only)}**`];
  const hidden = lines.length - most;
  const more = hidden > 0 ? [`- and ${formatPlural(hidden, 'more reading')} in \`report.json\``] : [];
  return [[...lines.slice(0, most).map((line) => `- **${escapeText(line)}**`), ...more].join('\n')];
}
