import type { ScenarioFront } from '../pareto/front.ts';
import type { Trend } from '../regression/trend.ts';
import { METRICS } from '../run/metric.ts';
import { formatPlural } from '../run/number.ts';
import { inSentence } from './axis.ts';
import { type Caption, conditionsOf, type Description, sentenceOf, titleOf } from './caption.ts';
import { signedPercent } from './chartnumber.ts';
import { coloursOf } from './colour.ts';
import { type KeyWords, said } from './keywords.ts';
import { printable } from './printable.ts';
import { alongFront, inLayers, type Series, seriesOf } from './ranking.ts';
import { tell } from './tell.ts';

/** A value at each run, relative to the present level; null where unknown. */
export type Changes = readonly (number | null)[];

/** A configuration over the runs. */
export interface TrendSeries extends Series {
  readonly changes: Changes;
}

/** A run along the axis. */
export interface TrendRun {
  readonly name: string;
  /** Whether main had moved by then. */
  readonly moved: boolean;
}

/** How a metric developed over earlier runs and the candidate: plain data. */
export interface TrendChart extends Caption {
  readonly form: 'trend';
  readonly kind: 'trend';
  /** Id of the scenario. */
  readonly scenario: string;
  /** The metric: `Output throughput`, `Mean E2EL`. */
  readonly measured: string;
  /** The oldest first, the candidate last. */
  readonly runs: readonly TrendRun[];
  readonly everywhere: Changes;
  /** Those without a colour first. */
  readonly series: readonly TrendSeries[];
  /** The range that 95 of 100 runs keep to, for everything, if nothing changed; null if unknown. */
  readonly band: number | null;
  readonly key: readonly KeyWords[];
  readonly description: Description;
}

/** What is known about the earlier runs, by index from 0 for the newest. */
export interface RunHistory {
  readonly names: readonly string[];
  /** Indices of those at which main had moved. */
  readonly moved: ReadonlySet<number>;
}

/** The trend of a scenario. */
export function trendChart({ scenario, front }: ScenarioFront, trend: Trend, { names, moved }: RunHistory): TrendChart {
  const runs = trend.rows.map(({ run }) => ({
    name: run === null ? 'candidate' : printable(names[run] ?? 'an earlier run'),
    moved: run !== null && moved.has(run),
  }));
  const colours = coloursOf(scenario, alongFront(front));
  const series = trend.configurations.flatMap((id, i) => {
    const configuration = scenario.configurations.find((one) => one.id === id);
    const changes = trend.rows.map(({ configurations }) => configurations[i] ?? null);
    return configuration === undefined ? [] : [{ ...seriesOf(configuration, colours), changes }];
  });
  const conditions = conditionsOf(scenario);
  const measured = METRICS.find(({ id }) => id === trend.metric)?.label ?? trend.metric;
  const told = [`${inSentence(measured)} against the present level`, formatPlural(runs.length - 1, 'earlier run')];
  const subtitle = [...conditions, ...told].join(' · ');
  const caption = { title: titleOf(scenario), conditions, subtitle, against: null };
  const shown = { runs, everywhere: trend.rows.map((row) => row.everywhere), series: inLayers(series) };
  const { everywhere: band } = trend.band;
  return {
    ...{ form: 'trend', kind: 'trend', scenario: scenario.id },
    ...caption,
    measured,
    ...shown,
    band,
    key: keyOf(shown, band),
    description: describe(caption, shown),
  };
}

type TrendContent = Pick<TrendChart, 'runs' | 'everywhere' | 'series'>;

function keyOf({ runs, series }: TrendContent, band: number | null): KeyWords[] {
  return [
    ...said(true, 'everywhere', 'everything together'),
    ...said(
      series.some(({ colour }) => colour !== null),
      'configuration',
      'configuration on the front, in its colour',
    ),
    ...said(
      series.some(({ colour }) => colour === null),
      'grey-configuration',
      'configuration off the front',
    ),
    ...said(true, 'candidate', 'candidate'),
    ...said(
      band !== null,
      'band',
      `noise band: 95 of 100 runs keep within ±${signedPercent(band ?? 0).slice(1)} of the level`,
    ),
    ...said(
      runs.some(({ moved }) => moved),
      'moved',
      'main moved',
    ),
  ];
}

function describe(caption: Caption, { runs, everywhere, series }: TrendContent): Description {
  const changes = (values: Changes) =>
    tell(
      runs.map(({ name, moved }, i) => ({ name: moved ? `${name} (main moved)` : name, change: values[i] ?? null })),
      ({ name, change }) => `${name} ${change === null ? 'unknown' : signedPercent(change)}`,
    );
  return {
    title: caption.title.join(' · '),
    text: [
      sentenceOf(caption),
      `Everywhere: ${changes(everywhere)}.`,
      ...series.map((one) => `${one.name}: ${changes(one.changes)}.`),
    ].join(' '),
  };
}
