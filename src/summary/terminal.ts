import type { ScenarioFront } from '../pareto/front.ts';
import { answersOf } from './answer.ts';
import { frontBefore } from './before.ts';
import { configurationTable, frontTable, overviewTable, pointTable } from './columns.ts';
import { type Caps, exhibitsOf } from './comparison.ts';
import { plain } from './escape.ts';
import { indent, textExhibit } from './exhibit.ts';
import { kneesOf } from './kneewords.ts';
import { TERMINAL } from './medium.ts';
import { formatCount, formatPlural } from './number.ts';
import { conditionsOf, nameOf, sizeOf, titleOf } from './phrase.ts';
import { countProblems } from './problem.ts';
import { bestLines, readingsExhibit } from './reading.ts';
import type { Report } from './report.ts';
import { type Table, textTable } from './table.ts';
import { type Tally, tallyOf } from './tally.ts';
import { countsOf, headlineOf, verdictLine } from './verdict.ts';

/** Most points that are listed one by one; beyond, a row per configuration. */
const MAX_POINTS = 60;

/** Most configurations that have a row; beyond, the fronts speak for themselves. */
const MAX_CONFIGURATIONS = 100;

/** Most scenarios that are shown one by one; beyond, the overview has their rows. */
const MAX_SCENARIOS = 20;

/** Most rows of any table: more than a terminal is scrolled through for. */
const MAX_ROWS = 50;

const CAPS: Caps = { moved: MAX_ROWS, scenarios: MAX_ROWS, changes: MAX_ROWS };

/** The report as plain text for a terminal: tables, fronts and the verdict. */
export function renderTerminal(report: Report): string {
  const { scenarios, runs } = report;
  const hidden = scenarios.length - MAX_SCENARIOS;
  const all = allTable(tallyOf(scenarios), report);
  const best = bestLines(report);
  const blocks = [
    ...(best.length === 0 ? [] : [limited(best.slice(0, MAX_ROWS).join('\n'), best.length)]),
    `${formatPlural(runs.length, 'run')} in ${formatPlural(scenarios.length, 'scenario')}`,
    ...(scenarios.length > 1 ? [limited(textTable(overviewTable(report, MAX_ROWS)), scenarios.length)] : []),
    ...scenarios
      .slice(0, MAX_SCENARIOS)
      .flatMap((scenario) => [...headOf(scenario, all), ...frontOf(scenario, report), ...readingsOf(scenario, report)]),
    ...(hidden > 0 ? [`${formatPlural(hidden, 'more scenario')} in report.json`] : []),
    ...exhibitsOf(report, CAPS, null).map(textExhibit),
    closing(report),
  ];
  return `${blocks.join('\n\n')}\n`;
}

/** What is listed besides the front: as much as a reader will scroll through. */
function allTable(
  { points, configurations }: Tally,
  { objectives }: Report,
): ((scenario: ScenarioFront) => Table) | null {
  if (points <= MAX_POINTS) return (scenario) => pointTable(scenario, objectives?.bounds);
  return configurations <= MAX_CONFIGURATIONS ? configurationTable : null;
}

function headOf(scenario: ScenarioFront, all: ((scenario: ScenarioFront) => Table) | null): string[] {
  const conditions = [...conditionsOf(scenario.scenario), sizeOf(scenario.scenario)].join(' · ');
  return [`${titleOf(scenario.scenario)}\n${conditions}`, ...(all === null ? [] : [indent(textTable(all(scenario)))])];
}

function frontOf(scenario: ScenarioFront, { objectives, compared }: Report): string[] {
  const { length } = scenario.front;
  const steps = limited(indent(textTable(frontTable(scenario, MAX_ROWS, objectives?.bounds))), length);
  const told = [...answersOf(scenario), ...kneesOf(scenario, frontBefore(scenario, compared))];
  const answers = told.map(({ lead, text }) => `${lead}: ${text}`);
  return [...(length === 0 ? [] : [`Front\n\n${steps}`]), answers.join('\n')];
}

function readingsOf({ scenario }: ScenarioFront, report: Report): string[] {
  return readingsExhibit(report, scenario.id, MAX_ROWS).map(textExhibit);
}

/** The verdict is the last line of a report that was not asked for one, and leads the closing lines of one that was. */
function closing(report: Report): string {
  const { problems, leftOut, compared } = report;
  const notes = [
    ...leftOut.map(({ option, runs }) => `${formatPlural(runs, 'run')} left out by ${nameOf(option)}`),
    ...(problems.length === 0 ? [] : [`Problems: ${countProblems(problems)}`]),
  ];
  if (compared === null) return [...notes, 'Verdict: none (nothing was gated)'].join('\n');
  const headline = headlineOf(report, compared);
  const against = countsOf(compared, TERMINAL);
  return [
    `Verdict: ${plain(verdictLine(headline, compared))}`,
    ...headline.next.map(plain),
    ...(against.length > 0 ? [against.join(' · ')] : []),
    ...notes,
  ].join('\n');
}

function limited(text: string, rows: number): string {
  return rows > MAX_ROWS ? `${text}\nand ${formatCount(rows - MAX_ROWS)} more in report.json` : text;
}
