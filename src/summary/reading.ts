import type { ReadingChange } from '../regression/reading.ts';
import { escapeText } from './escape.ts';
import { type Exhibit, exhibit } from './exhibit.ts';
import { scenarioColumn, verdictWord } from './moved.ts';
import { formatBound, formatChange, formatNumber, formatPlural } from './number.ts';
import { newestAlone } from './origin.ts';
import { conditionsOf, formatRate, giverOf, titleOf } from './phrase.ts';
import type { Compared, Report } from './report.ts';
import type { Column } from './table.ts';

const NOTE =
  'The most tok/s/GPU while every user gets at least that speed, read off the line between two measured loads of a ' +
  'configuration.';

type Row = Report['readings'][number]['readings'][number];

/** Who gives a reading. */
function by(reading: Row['reading']): string {
  return reading === null ? 'nothing is as fast' : giverOf(reading);
}

/** tok/s/GPU of one scenario at equal tok/s/user and what gives it, before and now where both sides have it. */
export function readingsExhibit({ readings, compared }: Report, scenario: string, most: number): Exhibit[] {
  const title = 'tok/s/GPU at equal tok/s/user';
  const changes = (compared?.comparison.readings ?? []).filter((change) => change.scenario === scenario);
  const notes = [NOTE, ...(compared === null ? [] : newestAlone(compared))];
  if (changes.length > 0) return exhibit(title, changeColumns(changes), changes, most, notes);
  const columns: Column<Row>[] = [
    { label: 'tok/s/user', align: 'right', text: ({ x }) => formatRate(x) },
    { label: 'tok/s/GPU', align: 'right', text: ({ reading }) => formatNumber(reading?.y ?? null) },
    { label: 'By', align: 'left', text: ({ reading }) => by(reading) },
  ];
  return exhibit(title, columns, readings.find((one) => one.scenario === scenario)?.readings ?? [], most, [NOTE]);
}

/** Readings that did not keep their bounds, or went beyond them the other way. */
export function movedReadingsExhibit(report: Report, { comparison }: Compared, most: number): Exhibit[] {
  const moved = comparison.readings.filter(({ bound, verdict }) => bound !== null && verdict !== 'pass');
  const several = scenarioColumn<ReadingChange>(report, ({ scenario }) => scenario);
  return exhibit('tok/s/GPU at equal tok/s/user', [...several, ...changeColumns(moved)], moved, most);
}

function changeColumns(changes: readonly ReadingChange[]): Column<ReadingChange>[] {
  const judged: Column<ReadingChange>[] = [
    { label: 'Bound', align: 'right', text: ({ bound }) => formatBound(bound) },
    { label: 'Verdict', align: 'left', text: ({ bound, verdict }) => (bound === null ? '' : verdictWord(verdict)) },
  ];
  return [
    { label: 'tok/s/user', align: 'right', text: ({ x }) => formatRate(x) },
    { label: 'Change', align: 'right', text: ({ change }) => formatChange(change) },
    { label: 'tok/s/GPU before', align: 'right', text: ({ baseline }) => formatNumber(baseline?.y ?? null) },
    { label: 'tok/s/GPU now', align: 'right', text: ({ candidate }) => formatNumber(candidate?.y ?? null) },
    ...(changes.some(({ bound }) => bound !== null) ? judged : []),
    { label: 'Before by', align: 'left', text: ({ baseline }) => by(baseline) },
    { label: 'Now by', align: 'left', text: ({ candidate }) => by(candidate) },
  ];
}

/** What was asked for, a sentence a speed and scenario: `Best at ≥ 30 tok/s/user: 118 tok/s/GPU by …`. */
export function bestLines({ at, readings, scenarios, objectives }: Report): string[] {
  const within = objectives === null ? '' : ' within the objectives';
  return readings.flatMap(({ scenario: id, readings: all }) => {
    const of = scenarios.find(({ scenario }) => scenario.id === id)?.scenario;
    const name = of === undefined || scenarios.length === 1 ? '' : `${titleOf(of)}, ${conditionsOf(of).join(', ')}: `;
    return all
      .filter(({ x }) => at.includes(x))
      .map(({ x, reading }) => {
        const best = reading === null ? by(reading) : `${formatNumber(reading.y)} tok/s/GPU by ${by(reading)}`;
        return `${name}Best at ≥ ${formatRate(x)} tok/s/user${within}: ${best}`;
      });
  });
}

/** The same for the top of a page. */
export function bestBlocks(report: Report, most: number): string[] {
  const lines = bestLines(report);
  const [only] = lines;
  if (only === undefined || most <= 0) return [];
  if (lines.length === 1) return [`**${escapeText(only)}**`];
  const hidden = lines.length - most;
  const more = hidden > 0 ? [`- and ${formatPlural(hidden, 'more reading')} in \`report.json\``] : [];
  return [[...lines.slice(0, most).map((line) => `- **${escapeText(line)}**`), ...more].join('\n')];
}
