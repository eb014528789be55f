import { PLACEHOLDER } from '../run/placeholder.ts';
import { formatPlural } from '../summary/numberformat.ts';
import { nameOf } from '../summary/phrase.ts';
import type { ConfigurationGaps, Gap } from './gaps.ts';
import { objectiveOf, type Survey, speedsOf, states, unitOf } from './survey.ts';
import { comment, scalar, switchedOff } from './yamltext.ts';

/** The most entries that are written out under `overrides`. */
const MOST_ENTRIES = 20;

/** Placeholder to be filled in, so that nothing takes effect that nobody stated. */
const FORMS: Record<Gap, string> = {
  model: 'the name of the model',
  accelerator: 'such as H100',
  configuration: 'such as 2R-TP4, or 1P-TP8/1D-TP8',
  gpus: 'how many served',
};

/** A config file that fits what was found: certain settings are in effect, and guesses are commented out. */
export function configText(survey: Survey): string {
  const parts = [head(survey), speeds(survey), thresholds(survey), objectives(survey), gaps(survey), price(survey)];
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function head({ folder, runs }: Survey): string[] {
  return [
    comment(`Options of pareto-report, for ${formatPlural(runs, 'run')} found in ${nameOf(folder)}.`),
    comment(
      'A flag or an input wins over this file. A # without a space after it switches an option off: take it away to use it.',
    ),
  ];
}

function speeds(survey: Survey): string[] {
  const found = speedsOf(survey);
  const line = `at: [${(found.length > 0 ? found : [20, 50]).join(', ')}]`;
  return [
    comment('Speeds in tok/s/user that your users need: the report leads with the best tok/s/GPU at each.'),
    ...(found.length > 0 ? [line] : switchedOff([line])),
  ];
}

function thresholds(survey: Survey): string[] {
  const bounds = [
    ...(states(survey, 'output-throughput') ? ['output-throughput: -10%'] : []),
    ...(survey.scenarios.some(({ front }) => front.length > 0) ? ['front: -7%'] : []),
  ];
  const words = comment('What fails the job: the largest fall (-10%) or rise (+15%) against the baseline.');
  if (bounds.length === 0) return [words, ...switchedOff(['thresholds:', '  ttft: +15%'])];
  return [words, 'thresholds:', ...bounds.map((bound) => `  ${bound}`)];
}

function objectives(survey: Survey): string[] {
  const found = objectiveOf(survey);
  if (found === null) return [];
  const { metric, limit, kept, of } = found;
  return [
    comment(
      `Objectives mark the points that meet them, and gate nothing: ${kept} of ${formatPlural(of, 'point')} would meet this one.`,
    ),
    ...switchedOff(['slo:', `  ${metric}: <= ${limit} # ${unitOf(metric)}`]),
  ];
}

function gaps({ gaps: found }: Survey): string[] {
  if (found.length === 0) return [];
  const hidden = found.slice(MOST_ENTRIES);
  return [
    comment('What these results do not state. Without GPUs there is no tok/s/GPU and no front: fill in what served.'),
    ...switchedOff(['overrides:', ...found.slice(0, MOST_ENTRIES).flatMap(entry)]),
    ...(hidden.length === 0 ? [] : [comment(`… and so on for ${formatPlural(hidden.length, 'more group')} of files.`)]),
  ];
}

function entry({ match, configuration, gaps: missing, runs }: ConfigurationGaps): string[] {
  return [
    `  - match: ${scalar(match)} ${comment(`${nameOf(configuration)}, ${formatPlural(runs, 'run')}`)}`,
    ...missing.map((gap) => `    ${gap}: ${PLACEHOLDER} ${comment(FORMS[gap])}`),
  ];
}

function price({ scenarios }: Survey): string[] {
  const names = scenarios.flatMap(({ scenario }) => scenario.configurations.flatMap(acceleratorsOf));
  const priced = [...new Set(names)].sort();
  return [
    comment('What a GPU-hour costs you, in dollars, such as 2.50: adds the cost of a million output tokens.'),
    ...switchedOff([
      'price:',
      ...(priced.length > 0 ? priced : ['H100']).map((name) => `  ${scalar(name)}: ${PLACEHOLDER}`),
    ]),
  ];
}

/** If roles differ, each role's own. */
function acceleratorsOf({ deployment }: Survey['scenarios'][number]['scenario']['configurations'][number]): string[] {
  const own = deployment.roles.flatMap(({ accelerator }) => accelerator ?? []);
  return own.length > 0 ? own : [deployment.accelerator ?? []].flat();
}
