import { frontIn, type ScenarioFront } from '../pareto/front.ts';
import type { Row } from '../regression/row.ts';
import { groupBy } from '../run/groupby.ts';
import { configurationIn } from '../scenario/scenario.ts';
import { type Exhibit, exhibit } from './exhibit.ts';
import { scenarioColumn, verdictWord } from './moved.ts';
import { formatCount, formatPlural } from './numberformat.ts';
import { formatConcurrency, listOf, loadOf } from './phrase.ts';
import type { ComparisonReport, Report } from './report.ts';
import { type Column, ESSENTIAL } from './tableblock.ts';
import { verdictPaint } from './verdictpaint.ts';

/** Verdicts on points that were not compared. */
const KINDS = ['missing', 'new'] as const;
type Kind = (typeof KINDS)[number];

/** What each of them means; among several earlier runs, only the newest counts. */
function meaningOf(kind: Kind, runs: number): string {
  if (runs > 1)
    return {
      missing: 'Missing: in the newest earlier run, not in the candidate.',
      new: 'New: not in the newest earlier run.',
    }[kind];
  return {
    missing: 'Missing: measured in the baseline, not in the candidate.',
    new: 'New: measured in the candidate only, so there is nothing to compare it with.',
  }[kind];
}

/**
 * Points that were not compared and belong together: a lost job loses a whole sweep, and a lost model all of its
 * points.
 */
interface Group {
  readonly kind: Kind;
  readonly rows: readonly Row[];
  readonly scenario: string;
  readonly configuration: string;
  /** How many points the configurations of the group have, on the side that has them. */
  readonly of: number;
}

/** Points that were not compared, a row per configuration, or per scenario where all of it is on one side. */
export function oneSidedExhibit(report: Report, compared: ComparisonReport, most: number): Exhibit[] {
  const { rows } = compared.comparison;
  // Where the sides have nothing in common, that is the verdict, and a list of everything would add nothing to it.
  if (rows.every(({ verdict }) => verdict === 'not-comparable')) return [];
  const kinds = KINDS.filter((kind) => rows.some((row) => row.verdict === kind));
  const groups = kinds.flatMap((kind) => groupsOf(rows, kind, report.scenarios, compared.fronts));
  const columns: Column<Group>[] = [
    ...scenarioColumn<Group>(report, ({ scenario }) => scenario),
    { label: 'Configuration', align: 'left', worth: ESSENTIAL, text: ({ configuration }) => configuration },
    {
      label: 'Points',
      align: 'right',
      worth: ESSENTIAL,
      paint: ({ kind }) => verdictPaint(kind),
      text: ({ kind, rows: own, of }) => `${formatCount(own.length)} of ${formatCount(of)} ${verdictWord(kind)}`,
    },
    { label: 'Loads', align: 'left', text: ({ rows: own }) => loadsOf(own) },
  ];
  return exhibit(
    'Points on one side only',
    columns,
    groups,
    most,
    kinds.map((kind) => meaningOf(kind, compared.baseline?.runs ?? 0)),
  );
}

function groupsOf(
  rows: readonly Row[],
  kind: Kind,
  candidate: readonly ScenarioFront[],
  baseline: readonly ScenarioFront[],
): Group[] {
  const [side, other] = kind === 'missing' ? [baseline, candidate] : [candidate, baseline];
  const ofKind = rows.filter(({ verdict }) => verdict === kind);
  return [...groupBy(ofKind, ({ scenario }) => scenario)].flatMap(([scenario, own]) => {
    const whole = frontIn(other, scenario) === null;
    const configurations = frontIn(side, scenario)?.scenario.configurations ?? [];
    if (whole) {
      const { length } = configurations;
      const configuration =
        length === 1 ? (configurations[0]?.id ?? '') : `all ${formatPlural(length, 'configuration')}`;
      return [{ kind, rows: own, scenario, configuration, of: own.length }];
    }
    return [...groupBy(own, (row) => row.configuration)].map(([configuration, points]) => {
      const all = configurationIn({ configurations }, configuration)?.points.length ?? 0;
      return { kind, rows: points, scenario, configuration, of: Math.max(all, points.length) };
    });
  });
}

/** `concurrency 1, 8, 32`, or each load in words. */
function loadsOf(rows: readonly Row[]): string {
  const loads = rows.flatMap(({ load }) => load ?? []);
  const closed = loads.every(({ concurrencySource, rate }) => concurrencySource === 'reported' && rate === null);
  const words = [...new Set(loads.map(closed ? formatConcurrency : loadOf))];
  return closed ? `concurrency ${listOf(words)}` : listOf(words);
}
