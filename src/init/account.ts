import { groupBy } from '../run/groupby.ts';
import type { Load } from '../run/load.ts';
import { reportedConcurrency } from '../run/load.ts';
import type { Configuration } from '../scenario/scenario.ts';
import { plain, shorten } from '../summary/escape.ts';
import { formatCount, formatPlural } from '../summary/numberformat.ts';
import { conditionsOf, formatRate, listOf, loadOf, nameOf, sizeOf, titleOf } from '../summary/phrase.ts';
import type { ConfigurationGaps, Gap } from './gaps.ts';
import type { Survey } from './survey.ts';

const NAMES: Record<Gap, string> = {
  model: 'model',
  accelerator: 'accelerator',
  configuration: 'configuration',
  gpus: 'number of GPUs',
};
/** The option that states it for all results; there is none for the model. */
const OPTIONS: Partial<Record<Gap, string>> = { accelerator: 'accelerator', configuration: 'label', gpus: 'gpus' };
const GAPS = Object.keys(NAMES) as Gap[];
/** The most configurations that are listed per scenario. */
const MOST_ROWS = 30;
const LABEL_LENGTH = 40;

/** How the results were grouped, and what they leave out, as lines for a terminal. */
export function accountOf({ folder, runs, scenarios, gaps }: Survey): string[] {
  const found = `${formatPlural(runs, 'run')} in ${formatPlural(scenarios.length, 'scenario')}`;
  return [
    `Found in ${plain(folder)}: ${found}`,
    ...scenarios.flatMap(({ scenario, front }) => [
      '',
      titleOf(scenario),
      [
        ...conditionsOf(scenario),
        sizeOf(scenario),
        front.length === 0 ? 'no front' : `${formatCount(front.length)} on the front`,
      ].join(' · '),
      ...table(scenario.configurations),
    ]),
    ...missing(gaps),
  ];
}

function table(configurations: readonly Configuration[]): string[] {
  const hidden = configurations.length - MOST_ROWS;
  const rows = configurations
    .slice(0, MOST_ROWS)
    .map(({ id, points }) => [shorten(plain(id), LABEL_LENGTH), loadsOf(points)] as const);
  const width = Math.max(...rows.map(([label]) => label.length));
  const lines = rows.map(([label, loads]) => `  ${label.padEnd(width)}  ${loads}`);
  return hidden > 0 ? [...lines, `  and ${formatPlural(hidden, 'more configuration')}`] : lines;
}

/** `concurrency 1, 8, 64`, `1, 2, 4 requests/s`, and any condition. */
function loadsOf(points: Configuration['points']): string {
  const kinds = groupBy(
    points.map(({ load }) => load),
    kindOf,
  );
  return [...kinds].map(([kind, loads]) => together(kind, loads)).join('; ');
}

type Kind = 'concurrency' | 'rate' | 'other';

function kindOf(load: Load): Kind {
  if (load.condition !== null) return 'other';
  const reported = reportedConcurrency(load);
  if (reported !== null) return load.rate === null ? 'concurrency' : 'other';
  return load.rate === null ? 'other' : 'rate';
}

function together(kind: Kind, loads: readonly Load[]): string {
  if (kind === 'concurrency')
    return `concurrency ${listOf(loads.map((load) => formatCount(reportedConcurrency(load))))}`;
  if (kind === 'rate') return `${listOf(loads.map(({ rate }) => formatRate(rate)))} requests/s`;
  return listOf([...new Set(loads.map(loadOf))]);
}

function missing(gaps: readonly ConfigurationGaps[]): string[] {
  if (gaps.length === 0) return [];
  const lacking = GAPS.filter((gap) => gaps.some((one) => one.gaps.includes(gap)));
  const options = lacking.flatMap((gap) => OPTIONS[gap] ?? []).map((option) => `--${option}`);
  return [
    '',
    'Not stated',
    ...lacking.map((gap) => `  ${NAMES[gap]}: ${formatPlural(runsWith(gap, gaps), 'run')}`),
    `  in ${listOf(gaps.map(({ match }) => nameOf(match)))}`,
    `State it by path under overrides in the config file${options.length === 0 ? '' : `, or for all with ${options.join(', ')}`}.`,
  ];
}

function runsWith(gap: Gap, gaps: readonly ConfigurationGaps[]): number {
  return gaps.reduce((sum, one) => sum + (one.gaps.includes(gap) ? one.runs : 0), 0);
}
