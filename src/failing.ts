import { BASELINE_ERROR, MISSING_BASELINE, NEVER_BASELINE } from './earlier.ts';
import type { GatheredSide } from './gather.ts';
import type { Options } from './options.ts';
import { failingOf, failureWords } from './regression/gatefailure.ts';
import type { Failure } from './regression/verdict.ts';
import type { Problem } from './run/problem.ts';
import { regressionsIn } from './summary/annotation.ts';
import { plain } from './summary/escape.ts';
import type { Report } from './summary/report.ts';
import { headlineOf } from './summary/verdictwords.ts';

/** What fails the job. A report from before the sweep was kept may match nothing only for lack of knowledge. */
export function failingIn(
  { compared, problems }: Pick<Report, 'compared' | 'problems'>,
  baseline: GatheredSide | null,
  { 'fail-on': failOn }: Options,
): readonly Failure[] {
  const asked = baseline?.isOlder === true ? failOn.filter((failure) => failure !== 'not-comparable') : failOn;
  const reading = {
    'missing-baseline': problems.some(({ code }) => code === MISSING_BASELINE || code === NEVER_BASELINE),
    'baseline-error': problems.some(({ code }) => code === BASELINE_ERROR),
    'rejected-report': problems.some(({ severity }) => severity === 'error'),
  };
  return failingOf(compared?.comparison ?? null, asked, reading);
}

/** Why the gate fails the job, in words: the report's own words for whatever led to the verdict. */
export function failuresIn(report: Report): readonly string[] {
  const { compared, failing } = report;
  const words = (failure: Failure) =>
    compared?.comparison.verdict === failure ? plain(headlineOf(report, compared).text) : null;
  return failureWords(failing, words);
}

/** What exceeds a bound: as errors if that fails the job, otherwise as warnings, as errors do not suit a green job. */
export function toldRegressions({ compared, failing }: Report): readonly Problem[] {
  const all = compared === null ? [] : regressionsIn(compared.comparison);
  return failing.includes('regression') ? all : all.map((one) => ({ ...one, severity: 'warning' }));
}
