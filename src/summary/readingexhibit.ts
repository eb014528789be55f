import type { Reading } from '../pareto/frontreading.ts';
import { COST } from '../pareto/plane.ts';
import { type ReadingChange, readingsOf } from '../regression/judgedreading.ts';
import { metricOf, planeOf, READ, type ReadingKind } from '../regression/readingkind.ts';
import { by, isElsewhere } from './best.ts';
import { type Exhibit, exhibit } from './exhibit.ts';
import { scenarioColumn, verdictWord } from './moved.ts';
import { formatBound, formatChange, formatMetric, formatMoney, formatNumber } from './numberformat.ts';
import { newestAlone } from './origin.ts';
import { formatRate, listOf, nameOf } from './phrase.ts';
import type { ComparisonReport, Report } from './report.ts';
import type { Column } from './tableblock.ts';

const NOTE =
  'The most tok/s/GPU while every user gets at least that speed, read off the line between two measured loads of a ' +
  'configuration.';
const COST_NOTE = 'The lowest cost of a million output tokens while every user gets at least that speed.';

type Row = Report['readings'][number]['readings'][number];

function titleOf(read: ReadingKind): string {
  return `${planeOf(read).y.label} at equal tok/s/user`;
}

/**
 * tok/s/GPU of one scenario at equal tok/s/user and the configuration that gives it, now and, if both sides have it,
 * before.
 */
export function readingsExhibit(report: Report, scenario: string, most: number): Exhibit[] {
  const { readings, compared } = report;
  const all = (compared?.comparison.readings ?? []).filter((change) => change.scenario === scenario);
  const notes = [NOTE, ...(compared === null ? [] : newestAlone(compared))];
  if (all.length > 0)
    return READ.flatMap((read) => {
      const changes = all.filter((change) => change.read === read);
      const own = [...(read === 'front' ? notes : [COST_NOTE]), ...bothSidesNote(report, changes)];
      return exhibit(titleOf(read), changeColumns(read, changes), changes, most, own);
    });
  const rows = readingsOf(readings, scenario);
  return exhibit(titleOf('front'), columnsOf(rows), rows, most, [NOTE]);
}

/** The cheapest configuration has a column of its own if at some speed it is not the one with the most tok/s/GPU. */
function columnsOf(rows: readonly Row[]): Column<Row>[] {
  const money = (label: string, of: (row: Row) => number | null): Column<Row> => {
    return { label, unit: COST.y.unit, align: 'right', text: (row) => formatMoney(of(row)) };
  };
  return [
    { label: 'tok/s/user', align: 'right', text: ({ x }) => formatRate(x) },
    { label: 'tok/s/GPU', align: 'right', text: ({ reading }) => formatNumber(reading?.y ?? null) },
    { label: 'By', align: 'left', text: ({ reading, isKnown }) => by(reading, isKnown) },
    money('Cost', ({ cost }) => cost),
    ...(rows.some(isElsewhere)
      ? [
          money('Least cost', ({ cheapest }) => cheapest?.y ?? null),
          {
            label: 'Cheapest',
            align: 'left' as const,
            text: ({ cheapest }: Row) => (cheapest ? by(cheapest, true) : ''),
          },
        ]
      : []),
  ];
}

/** Readings that missed their bounds, or exceeded them on the good side. */
export function movedReadingsExhibit(report: Report, { comparison }: ComparisonReport, most: number): Exhibit[] {
  const moved = comparison.readings.filter(({ bound, verdict }) => bound !== null && verdict !== 'pass');
  const several = scenarioColumn<ReadingChange>(report, ({ scenario }) => scenario);
  return READ.flatMap((read) => {
    const own = moved.filter((change) => change.read === read);
    const notes = bothSidesNote(report, own);
    return exhibit(titleOf(read), [...several, ...changeColumns(read, own)], own, most, notes);
  });
}

/**
 * What bounded readings are based on, and which configurations that leaves out where all points would give another
 * figure.
 */
function bothSidesNote({ readings }: Report, changes: readonly ReadingChange[]): string[] {
  const bounded = changes.filter(({ bound }) => bound !== null);
  if (bounded.length === 0) return [];
  const others = bounded.flatMap(({ scenario, read, x, candidate }) => {
    const row = readingsOf(readings, scenario).find((one) => one.x === x);
    const whole = (read === 'cost' ? row?.cheapest : row?.reading) ?? null;
    return whole === null || whole.y === candidate?.y ? [] : [nameOf(whole.configuration.id)];
  });
  const leftOut = others.length === 0 ? '' : `, so without ${listOf([...new Set(others)])}`;
  return [`Judged over the points that both sides have${leftOut}.`];
}

function changeColumns(read: ReadingKind, changes: readonly ReadingChange[]): Column<ReadingChange>[] {
  const judged: Column<ReadingChange>[] = [
    { label: 'Bound', align: 'right', text: ({ bound }) => formatBound(bound) },
    { label: 'Verdict', align: 'left', text: ({ bound, verdict }) => (bound === null ? '' : verdictWord(verdict)) },
  ];
  const { label, unit } = planeOf(read).y;
  const figure = (when: string, of: (change: ReadingChange) => Reading | null): Column<ReadingChange> => ({
    label: `${label} ${when}`,
    unit: unit === label ? '' : unit,
    align: 'right',
    text: (change) => formatMetric(metricOf(read), of(change)?.y ?? null),
  });
  return [
    { label: 'tok/s/user', align: 'right', text: ({ x }) => formatRate(x) },
    { label: 'Change', align: 'right', text: ({ change }) => formatChange(change) },
    figure('before', ({ baseline }) => baseline),
    figure('now', ({ candidate }) => candidate),
    ...(changes.some(({ bound }) => bound !== null) ? judged : []),
    { label: 'Before by', align: 'left', text: ({ baseline, isKnown }) => by(baseline, isKnown.baseline) },
    { label: 'Now by', align: 'left', text: ({ candidate, isKnown }) => by(candidate, isKnown.candidate) },
  ];
}
