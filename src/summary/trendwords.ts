import { type TrendChart, trendChart } from '../chart/trendchart.ts';
import { frontIn, type ScenarioFront } from '../pareto/front.ts';
import type { LevelMove } from '../regression/compare.ts';
import type { Levels, Trend } from '../regression/trend.ts';
import { type Problem, problem } from '../run/problem.ts';
import { effectWords, fewEffects } from './effectwords.ts';
import { type Exhibit, exhibit } from './exhibit.ts';
import { type ImageUrl, plotBlocks, TREND_PLOT } from './image.ts';
import { hasSeveralScenarios } from './moved.ts';
import { formatChange, formatDeviation, UNKNOWN } from './numberformat.ts';
import { runName } from './origin.ts';
import { metricName, nameOf } from './phrase.ts';
import type { ComparisonReport, Report } from './report.ts';
import type { Column } from './tableblock.ts';

/*
 * How a metric developed over the earlier runs, and when main moved.
 */

const NOTES = [
  'Changes are relative to the present level: the mean of the newest runs that agree with one another.',
  'Noise band: 95 of 100 runs stay within it if nothing changed.',
];

/** A notice for each earlier run at which main had moved: `main moved at 1a2b3c4: everything lost 20.0%`. */
export function mainMoves(report: Pick<Report, 'scenarios'>, compared: ComparisonReport): Problem[] {
  const { moves } = compared.comparison;
  const several = hasSeveralScenarios({ ...report, compared });
  const runs = [...new Set(moves.map(({ run }) => run))].sort((a, b) => a - b);
  return runs.map((run) => {
    const told = fewEffects(
      moves.filter((move) => move.run === run),
      several,
    );
    const doubt = run === 0 ? ' (the newest run alone, which may be one odd night)' : '';
    return problem('notice', 'main-moved', `main moved at ${nameAt(run, compared)}: ${told.join('; ')}${doubt}`);
  });
}

interface Row extends Levels {
  readonly name: string;
  readonly date: string;
  readonly moves: readonly LevelMove[];
  readonly format: (share: number | null) => string;
}

/**
 * Trends that readers must see: of scenarios in which main moved or the candidate regressed.
 *
 * @param images null where no picture can be shown or named
 */
export function openTrends(
  report: Report,
  compared: ComparisonReport,
  most: number,
  images: ImageUrl | null,
): Exhibit[] {
  return trends(report, compared, images, (scenario) => isOpen(scenario, compared)).slice(0, most);
}

/** The others. */
export function foldedTrends(
  report: Report,
  compared: ComparisonReport,
  most: number,
  images: ImageUrl | null,
): Exhibit[] {
  return trends(report, compared, images, (scenario) => !isOpen(scenario, compared)).slice(0, most);
}

function isOpen(id: string, { comparison }: ComparisonReport): boolean {
  const { moves, rows, effects, fronts, readings } = comparison;
  const lost = [...rows, ...effects, ...fronts, ...readings].filter(({ verdict }) => verdict === 'regression');
  return [...moves, ...lost].some(({ scenario }) => scenario === id);
}

function trends(
  report: Report,
  compared: ComparisonReport,
  images: ImageUrl | null,
  isShown: (scenario: string) => boolean,
): Exhibit[] {
  const several = hasSeveralScenarios(report);
  return compared.comparison.trends
    .filter(({ scenario }) => isShown(scenario))
    .flatMap((trend) => {
      const rows = rowsOf(trend, compared, report.sweep.measuredAt);
      const of = `Trend of ${metricName(trend.metric)}`;
      const title = several ? `${of} in ${nameOf(trend.scenario)}` : of;
      const figure = images === null ? [] : pictureOf(trend, report, images);
      return exhibit(title, columnsOf(trend), rows, rows.length, NOTES).map((shown) => ({ ...shown, figure }));
    });
}

function pictureOf(trend: Trend, { scenarios, plots, compared }: Report, images: ImageUrl): string[] {
  const own = plots.filter(({ scenario, kind }) => scenario === trend.scenario && kind === TREND_PLOT);
  const front = frontIn(scenarios, trend.scenario);
  return front === null ? [] : plotBlocks(front, own, { images, compared, inCharacters: false });
}

function rowsOf({ scenario, metric, rows, band }: Trend, compared: ComparisonReport, now: string | null): Row[] {
  const shown = rows.map(({ run, ...levels }): Row => {
    const measuredAt = run === null ? now : (compared.earlier[run]?.measuredAt ?? null);
    return {
      ...levels,
      name: run === null ? 'candidate' : nameAt(run, compared),
      date: measuredAt?.slice(0, DATE_LENGTH) ?? UNKNOWN,
      moves: compared.comparison.moves.filter(
        (move) => move.scenario === scenario && move.metric === metric && move.run === run,
      ),
      format: formatChange,
    };
  });
  const noise: Row = { ...band, name: 'noise band', date: UNKNOWN, moves: [], format: formatDeviation };
  return [...shown.slice(0, -1), noise, ...shown.slice(-1)];
}

/** `2026-11-24`. */
const DATE_LENGTH = 10;

function columnsOf({ configurations }: Trend): Column<Row>[] {
  return [
    { label: 'Run', align: 'left', text: ({ name }) => name },
    { label: 'Measured', align: 'left', text: ({ date }) => date },
    { label: 'Everywhere', align: 'right', text: ({ everywhere, format }) => format(everywhere) },
    ...configurations.map(
      (id, index): Column<Row> => ({
        label: nameOf(id),
        align: 'right',
        text: ({ configurations: levels, format }) => format(levels[index] ?? null),
      }),
    ),
    {
      label: 'Main moved',
      align: 'left',
      text: ({ moves }) => moves.map((move) => effectWords(move, false)).join('; '),
    },
  ];
}

function nameAt(run: number, { earlier }: ComparisonReport): string {
  const own = earlier[run];
  return own === undefined ? 'an earlier run' : runName(own);
}

/** The trend of a scenario as a chart; none if too few earlier runs have its points. */
export function trendCharts(front: ScenarioFront, { comparison, earlier }: ComparisonReport): TrendChart[] {
  const { id } = front.scenario;
  const names = earlier.map(runName);
  const moved = new Set(comparison.moves.filter(({ scenario }) => scenario === id).map(({ run }) => run));
  return comparison.trends
    .filter(({ scenario }) => scenario === id)
    .map((trend) => trendChart(front, trend, { names, moved }));
}
