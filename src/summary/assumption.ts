import type { UserThroughput } from '../run/metric.ts';
import { asPercent } from '../run/number.ts';
import { formatCount, formatMoney, formatPlural } from './numberformat.ts';
import { listOf, nameOf } from './phrase.ts';
import type { OmittedRuns, Report } from './report.ts';
import { type Tally, tallyOf } from './tally.ts';

const DEFINITIONS: Record<UserThroughput, string> = {
  concurrency: 'tok/s/user is output tok/s ÷ concurrency, so it includes time in the queue.',
  tpot: 'tok/s/user is 1000 ÷ mean TPOT in ms (ITL where a harness’s TPOT counts the first token), so it leaves out time in the queue.',
};

/** What a reader must know in order to trust the figures, one sentence each. */
export function assumptionsOf(report: Report): string[] {
  const tally = tallyOf(report.scenarios);
  return [
    DEFINITIONS[report.userThroughput],
    'tok/s/GPU counts output tokens, over all GPUs of a deployment: prefill and decode alike.',
    ...prices(report),
    ...estimates(tally, report.userThroughput),
    ...absences(tally),
    ...failures(tally),
    ...repeats(tally, report.compared?.baseline?.runs ?? 0),
    `Runs whose mean lengths differ by at most ${asPercent(Number((report.lengthTolerance * 100).toPrecision(6)))} are one scenario, unless their requested lengths differ.`,
    ...report.leftOut.map(leftOut),
  ];
}

/** Which prices the cost is based on. */
function prices({ prices: known }: Report): string[] {
  if (known.size === 0) return [];
  const each = [...known].map(([accelerator, price]) => `${formatMoney(price)} a GPU-hour of ${nameOf(accelerator)}`);
  return [`Cost is what all GPUs of a deployment cost while it makes a million output tokens, at ${listOf(each)}.`];
}

function estimates(
  { points, concurrencyEstimated: count, estimatedWithoutE2el: without }: Tally,
  definition: UserThroughput,
): string[] {
  if (count === 0) return [];
  const instead = 'TTFT + TPOT × (OSL − 1)';
  const times = { none: 'mean E2EL', some: `mean E2EL (${instead} where E2EL is not stated)`, all: `(${instead})` };
  const time = times[without === 0 ? 'none' : without < count ? 'some' : 'all'];
  const use = definition === 'concurrency' ? ' So is their tok/s/user.' : '';
  const share = `${formatCount(count)} of ${formatPlural(points, 'point')}`;
  return [`The concurrency of ${share} is estimated as requests/s × ${time} and marked ≈.${use}`];
}

function absences({ points, withoutCoordinate, withoutGpu, withoutUser, gpusUnknown }: Tally): string[] {
  if (withoutCoordinate === 0) return [];
  const parts = [
    ...(withoutGpu > 0 ? [`${formatCount(withoutGpu)} lack tok/s/GPU`] : []),
    ...(withoutUser > 0 ? [`${formatCount(withoutUser)} lack tok/s/user`] : []),
  ];
  const remedy = gpusUnknown > 0 ? ' Where reports do not state the number of GPUs, set the option gpus.' : '';
  const share = `${formatCount(withoutCoordinate)} of ${formatPlural(points, 'point')}`;
  return [`A front needs both coordinates; ${share} cannot be on one: ${parts.join(', ')}.${remedy}`];
}

function failures({ mostlyFailed }: Tally): string[] {
  if (mostlyFailed === 0) return [];
  return [`${formatPlural(mostlyFailed, 'point')} with more than half of the requests failed cannot be on a front.`];
}

function repeats({ points, repeated, mostRepeats }: Tally, earlier: number): string[] {
  if (points === 0) return [];
  if (repeated === 0 && earlier > 1) return ['Every point is a single run: its noise is taken from the earlier runs.'];
  if (repeated === 0) return ['Every point is a single run: its noise is unknown.'];
  const share = `${formatCount(repeated)} of ${formatPlural(points, 'point')}`;
  return [
    `Figures are medians where a point has repeats: ${share}, of up to ${formatCount(mostRepeats)} runs each; n is how many, ± their standard deviation.`,
  ];
}

function leftOut({ option, runs }: OmittedRuns): string {
  return `${formatPlural(runs, 'run')} left out by ${nameOf(option)}.`;
}
