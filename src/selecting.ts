import { type EarlierRun, LOST_RUN, MISSING_BASELINE } from './earlier.ts';
import { UserError } from './errors.ts';
import type { GatheredSide } from './gather.ts';
import type { OptionNamer } from './naming.ts';
import type { Options } from './options.ts';
import { type Problem, problem } from './run/problem.ts';
import type { Run } from './run/run.ts';
import { type Selection, select } from './scenario/select.ts';

/** The benchmark runs of all earlier runs of a workflow. */
export function runsIn(earlier: readonly EarlierRun[] | null): Run[] {
  return (earlier ?? []).flatMap(({ gathered }) => gathered.runs);
}

/** Earlier runs after the options that select runs have been applied, and problems with those left empty. */
export function selectedRuns(
  earlier: readonly EarlierRun[] | null,
  { filter, only }: Options,
): { readonly earlier: readonly EarlierRun[] | null; readonly unselected: readonly Problem[] } {
  const all = (earlier ?? []).map((run) => ({ run, kept: select(run.gathered.runs, filter, only).kept }));
  const left = all.filter(({ kept }) => kept.length > 0);
  const isAll = left.length === 0;
  const unselected = all
    .filter(({ kept }) => kept.length === 0)
    .map(({ run: { name, gathered } }) => {
      const message = `baseline ${name}: none of its ${gathered.runs.length} runs is selected${isAll ? '; nothing is compared' : ''}`;
      return problem('warning', isAll ? MISSING_BASELINE : LOST_RUN, message);
    });
  const runs = left.map(({ run, kept }) => ({ ...run, gathered: { ...run.gathered, runs: kept } }));
  return { earlier: earlier && runs, unselected };
}

/** Throws a UserError if no run is left, saying why. */
export function requireRuns(
  { kept, leftOut }: Selection,
  { runs, files }: GatheredSide,
  problems: readonly Problem[],
  nameOf: OptionNamer,
): void {
  if (kept.length > 0) return;
  if (runs.length > 0) {
    const options = leftOut.map(({ option, value }) => `${nameOf(option)} ${value}`).join(', ');
    throw new UserError(
      `${options}: expected to keep some of ${runs.length === 1 ? '1 run' : `${runs.length} runs`}, found none that match; loosen or drop it`,
    );
  }
  const refused = new Set(problems.filter(({ severity }) => severity === 'error').map(({ file }) => file)).size;
  const looked =
    files === 0 ? 'no file was found' : `of ${files === 1 ? 'one file' : `${files} files`} found, ${refused} refused`;
  throw new UserError(`no benchmark report could be read: ${looked}; give the folder that the benchmark jobs wrote`);
}
