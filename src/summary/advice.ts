import type { Comparison } from '../regression/compare.ts';
import { placeKey } from '../regression/regressed.ts';
import type { Row } from '../regression/row.ts';
import type { Verdict } from '../regression/verdict.ts';
import { plain, shorten } from './escape.ts';
import { explanationOf } from './explanation.ts';
import { pairsOf } from './pair.ts';
import type { ComparisonReport, Report } from './report.ts';

/** The longest remark that is quoted, in characters. */
const REMARK_LENGTH = 400;

/** Remarks that cast doubt on the whole comparison. */
const DOUBTS = ['same-files', 'few-requests', 'harness-version', 'unlike-arrivals', 'expired-acceptance'];

/** What to do next, and what casts doubt on the verdict; plain-text sentences. */
export function adviceOn(report: Report, compared: ComparisonReport): string[] {
  const { problems } = report;
  const { comparison } = compared;
  const remarks = (codes: readonly string[]) =>
    problems.filter(({ code }) => codes.includes(code)).map(({ message }) => sentence(message));
  return [
    ...(compared.asked && compared.baseline === null
      ? remarks([
          'missing-baseline',
          'pull-requests-only',
          ...(comparison.verdict === 'none' ? [] : ['baseline-error']),
        ])
      : []),
    ...stepsAfter(report, compared),
    ...remarks(['main-moved']),
    ...remarks(DOUBTS),
  ];
}

/** Whether any scenario was measured on both sides. */
function hasCommonScenario({ scenarios }: Report, { fronts }: ComparisonReport): boolean {
  return scenarios.some((candidate) => fronts.some(({ scenario }) => scenario.id === candidate.scenario.id));
}

const FIRST_OF_AUTO = 'Check the option baseline; a first run has none yet, and the next run will use this one.';
const FIRST =
  'Check the option baseline; a first run has none yet, and its report.json can be the baseline of the next.';

function stepsAfter(report: Report, compared: ComparisonReport): string[] {
  const { asked, baseline, comparison } = compared;
  const steps: Readonly<Record<Verdict, readonly string[]>> = {
    regression: [
      ...explanationOf(
        pairsOf(
          report,
          compared,
          comparison.rows.filter(({ verdict }) => verdict === 'regression'),
        ),
      ),
      ...afterRegression(compared),
    ],
    missing: [
      'Look for these points in the logs of the benchmark jobs and measure them again; if they were dropped on purpose, make a new baseline.',
    ],
    inconclusive: afterDoubt(comparison),
    'not-comparable': [
      hasCommonScenario(report, compared)
        ? 'Give a baseline of the same configurations and loads; if it is one, run the command with --explain on both to see how their names were read.'
        : 'Give a baseline of the same model, accelerator, sequence lengths and harness.',
    ],
    improvement: ['Nothing to fix. To lock in the gain, make this run the next baseline.'],
    pass: [],
    none: [],
  };
  const isLost = report.problems.some(({ code }) => code === 'baseline-error' || code === 'pull-requests-only');
  const isAuto = report.problems.some(
    ({ code, message }) => code === 'missing-baseline' && /^baseline auto\b/.test(message),
  );
  const unfound = asked && baseline === null && !isLost ? [isAuto ? FIRST_OF_AUTO : FIRST] : [];
  return [...steps[comparison.verdict], ...unfound];
}

/** A sentence for each reason why a result is inconclusive. */
function afterDoubt({ rows, effects, fronts, readings, remeasure }: Comparison): string[] {
  const open = rows.filter(({ verdict }) => verdict === 'inconclusive');
  const noisy = open.filter(({ change, isOlder }) => change !== null && !isOlder);
  const isOld = [...open, ...effects].some(({ isOlder }) => isOlder);
  const isAsked = (row: Row) =>
    remeasure.some((one) => placeKey(one) === placeKey(row) && one.scenario === row.scenario);
  const isUnknown = [...fronts, ...readings].some(({ verdict }) => verdict === 'inconclusive');
  return [
    ...(isOld
      ? ['Run main once more to decide: its newest run alone differs from those before it, and may be one bad night.']
      : []),
    ...(remeasure.length > 0
      ? [
          'Measure these points again (the output remeasure lists them): there may be a loss, and more runs will show it.',
        ]
      : []),
    ...(noisy.some((row) => !isAsked(row))
      ? [
          `${remeasure.length > 0 ? 'The others' : 'These points'} scatter too much for more runs of one night to help: compare with more earlier runs (baseline-runs).`,
        ]
      : []),
    ...(isUnknown || open.some(({ change }) => change === null)
      ? ['Check in the reports of these points why the value is unknown or zero.']
      : []),
  ];
}

/** Fewer earlier runs than this say little about the difference between one night and the next. */
const FEW_RUNS = 2;

const ONE_RUN =
  'With only one earlier run, the gate cannot tell a bad night from a real loss; give it more (baseline-runs).';
const ONE_OF_SEVERAL =
  'The newest earlier run differs from those before it and sets the level alone: it may have been one good night, which another run of main would show.';

function afterRegression({ baseline, comparison }: ComparisonReport): string[] {
  const lost = comparison.rows.filter(({ verdict }) => verdict === 'regression');
  const relative =
    lost.length > 0 ||
    comparison.effects.some(({ verdict }) => verdict === 'regression') ||
    [...comparison.fronts, ...comparison.readings].some(({ verdict }) => verdict === 'regression');
  if (!relative) return ['The table of absolute bounds shows what comes nearest and what it misses.'];
  const few = lost.some(({ test }) => test !== null && test.runs < FEW_RUNS);
  return [
    ...(few ? [(baseline?.runs ?? 0) < FEW_RUNS ? ONE_RUN : ONE_OF_SEVERAL] : []),
    'If the loss is real, fix it; if it is intended, accept it in the config file (accept, with a reason and a last day).',
  ];
}

/** A remark as a sentence of its own. */
function sentence(message: string): string {
  const text = shorten(plain(message), REMARK_LENGTH);
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?…]$/.test(text) ? '' : '.'}`;
}
