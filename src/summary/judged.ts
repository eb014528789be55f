import type { AbsoluteResult } from '../regression/absolute.ts';
import { boundsInWords, readingId } from '../regression/bound.ts';
import type { EffectRow } from '../regression/effectrow.ts';
import type { FrontChange } from '../regression/judgedfront.ts';
import type { ReadingChange } from '../regression/judgedreading.ts';
import { unrepeated } from '../regression/losses.ts';
import { metricOf } from '../regression/readingkind.ts';
import type { Row } from '../regression/row.ts';
import type { RowVerdict } from '../regression/verdict.ts';
import type { Load } from '../run/load.ts';
import { effectWords } from './effectwords.ts';
import { limitText } from './limitclaim.ts';
import { formatBound, formatChange, formatFigure } from './numberformat.ts';
import { AGAINST_OLDER, metricName } from './phrase.ts';
import { formatP } from './probability.ts';
import type { ComparisonReport, Report } from './report.ts';
import { JOINT, NameRegistry, stableConfiguration, stableLoad, stableScenario } from './stablename.ts';

/** One thing that a comparison judged, under names that stay the same from run to run. */
export interface JudgedCase {
  /** The scenario. */
  readonly suite: string;
  /** What in the scenario, and by which metric. */
  readonly name: string;
  readonly verdict: RowVerdict;
  /** Figures or words; one line of plain text. */
  readonly message: string;
}

/** Everything that received a verdict: nothing that fails a job is left out. */
export function judgedIn(report: Report): JudgedCase[] {
  const { compared } = report;
  if (compared === null) return [];
  const names = new Names(report, compared);
  const { rows, fronts, readings, absolute } = compared.comparison;
  return [
    ...rows.map((row) => rowOf(row, names)),
    ...unrepeated(compared.comparison).map((effect) => effectOf(effect, names)),
    ...fronts.filter(({ bound }) => bound !== null).map((front) => frontOf(front, names)),
    ...readings.filter(({ bound }) => bound !== null).map((reading) => readingOf(reading, names)),
    ...absolute.map((result) => absoluteOf(result, names, report)),
  ];
}

/** The stable names of what a comparison refers to by the ids of the report. */
class Names {
  readonly #scenarios = new Map<string, string>();
  readonly #configurations = new Map<string, string>();

  constructor({ scenarios }: Report, { fronts }: ComparisonReport) {
    const taken = new NameRegistry();
    // Where both sides have a scenario, the candidate's name is used.
    for (const { scenario } of [...scenarios, ...fronts]) {
      if (!this.#scenarios.has(scenario.id)) this.#scenarios.set(scenario.id, taken.free(stableScenario(scenario)));
      for (const configuration of scenario.configurations) {
        const place = placeOf(scenario.id, configuration.id);
        if (!this.#configurations.has(place)) this.#configurations.set(place, stableConfiguration(configuration));
      }
    }
  }

  /** A bound may be on a glob that matches no scenario. */
  scenario(id: string): string {
    return this.#scenarios.get(id) ?? id;
  }

  configuration(scenario: string, id: string): string {
    return this.#configurations.get(placeOf(scenario, id)) ?? id;
  }
}

function placeOf(scenario: string, configuration: string): string {
  return JSON.stringify([scenario, configuration]);
}

function rowOf(row: Row, names: Names): JudgedCase {
  const { scenario, configuration, load, metric, verdict } = row;
  const place = [names.configuration(scenario, configuration), ...(load === null ? [] : [stableLoad(load)]), metric];
  return { suite: names.scenario(scenario), name: place.join(JOINT), verdict, message: rowMessage(row) };
}

function rowMessage({ metric, baseline, candidate, change, bound, verdict, isOlder }: Row): string {
  const what = metricName(metric);
  if (verdict === 'missing')
    return `not measured: only the baseline has this point, with ${what} ${formatFigure(metric, baseline)}`;
  if (verdict === 'new') return 'the baseline has no such point';
  if (verdict === 'not-comparable') return 'nothing on the other side is its counterpart';
  const moved = `${what} ${formatFigure(metric, baseline)} before, ${formatFigure(metric, candidate)} now`;
  return [
    `${moved}: ${formatChange(change)}, bound ${formatBound(bound)}`,
    ...(isOlder ? [AGAINST_OLDER] : []),
    ...(verdict === 'inconclusive' ? [change === null ? 'a value is unknown or zero' : 'it may be noise'] : []),
  ].join('; ');
}

/** What an effect covers: everything, a configuration at every load, a load in all configurations, or a point. */
function effectOf(effect: EffectRow, names: Names): JudgedCase {
  const { scenario, metric, configuration, load, verdict, p } = effect;
  const own = configuration === null ? null : names.configuration(scenario, configuration);
  const name = `${placeOfEffect(own, load)}${JOINT}${metric}`;
  const message = `${effectWords(effect, false)} (p ${formatP(p)})`;
  return { suite: names.scenario(scenario), name, verdict, message };
}

function placeOfEffect(configuration: string | null, load: Load | null): string {
  if (configuration === null) return load === null ? 'everything' : `${stableLoad(load)} in all configurations`;
  if (load === null) return `${configuration} at every load`;
  return `${[configuration, stableLoad(load)].join(JOINT)} beside the others`;
}

function frontOf({ scenario, change, bound, verdict }: FrontChange, names: Names): JudgedCase {
  const message = `front over the points that both sides have: ${formatChange(change)}, bound ${formatBound(bound)}`;
  return { suite: names.scenario(scenario), name: 'front', verdict, message };
}

function readingOf(
  { scenario, read, x, baseline, candidate, change, bound, verdict }: ReadingChange,
  names: Names,
): JudgedCase {
  const id = readingId(read, x);
  const side = (y: number | undefined) => (y === undefined ? 'nothing as fast' : formatFigure(metricOf(read), y));
  const moved = `${metricName(id)}: ${side(baseline?.y)} before, ${side(candidate?.y)} now`;
  const message = `${moved}: ${formatChange(change)}, bound ${formatBound(bound)}`;
  return { suite: names.scenario(scenario), name: id, verdict, message };
}

function absoluteOf(result: AbsoluteResult, names: Names, report: Report): JudgedCase {
  const { scenario, bounds, verdict } = result;
  return { suite: names.scenario(scenario), name: boundsInWords(bounds), verdict, message: limitText(report, result) };
}
