import type { SetupChange } from '../regression/change.ts';
import type { AcceptedRegression } from '../regression/compare.ts';
import { type Exhibit, exhibit } from './exhibit.ts';
import { scenarioColumn } from './moved.ts';
import { formatBound, formatChange, formatCount, UNKNOWN } from './numberformat.ts';
import { atLoad, loadOf, metricName } from './phrase.ts';
import type { ComparisonReport, Report } from './report.ts';
import type { Column } from './tableblock.ts';

/** The longest argument or reason in a cell, in characters. */
const TEXT_LENGTH = 200;

/** What differs between the sides apart from the figures: images, versions, arguments. */
export function changesExhibit({ comparison }: ComparisonReport, most: number): Exhibit[] {
  const columns: Column<SetupChange>[] = [
    { label: 'What', align: 'left', text: ({ what }) => what },
    { label: 'Baseline', align: 'left', length: TEXT_LENGTH, text: ({ baseline }) => baseline ?? UNKNOWN },
    { label: 'Candidate', align: 'left', length: TEXT_LENGTH, text: ({ candidate }) => candidate ?? UNKNOWN },
    { label: 'Configurations', align: 'right', text: ({ configurations }) => formatCount(configurations) },
  ];
  return exhibit('What changed', columns, comparison.changes, most);
}

/** Losses that would be regressions had nobody accepted them: readers must see why they were, and until when. */
export function acceptedExhibit(report: Report, { comparison }: ComparisonReport, most: number): Exhibit[] {
  const columns: Column<AcceptedRegression>[] = [
    ...scenarioColumn<AcceptedRegression>(report, ({ scenario }) => scenario),
    {
      label: 'Where',
      align: 'left',
      text: whereOf,
    },
    { label: 'Change', align: 'right', text: ({ change }) => formatChange(change) },
    { label: 'Metric', align: 'left', text: ({ row, effect }) => metricOf(row ?? effect) },
    { label: 'Accepted', align: 'right', text: ({ acceptance }) => formatBound(acceptance.bound.text) },
    { label: 'Last day', align: 'left', text: ({ acceptance }) => acceptance.until },
    { label: 'Reason', align: 'left', length: TEXT_LENGTH, text: ({ acceptance }) => acceptance.reason },
  ];
  const worstFirst = [...comparison.accepted].sort((a, b) => Math.abs(b.change) - Math.abs(a.change));
  return exhibit('Accepted losses', columns, worstFirst, most);
}

function whereOf({ row, effect, acceptance }: AcceptedRegression): string {
  if (row !== null) return atLoad(row.configuration, row.load);
  if (effect === null) return acceptance.bound.metric;
  if (effect.configuration !== null) return atLoad(effect.configuration, effect.load);
  return effect.load === null ? 'everything' : loadOf(effect.load);
}

function metricOf(one: AcceptedRegression['row'] | AcceptedRegression['effect']): string {
  return one === null ? '' : metricName(one.metric);
}
