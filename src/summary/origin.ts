import type { Medium } from './medium.ts';
import { formatPlural } from './numberformat.ts';
import { nameOf } from './phrase.ts';
import type { BaselineOrigin, ComparisonReport, EarlierRunName } from './report.ts';

/** How many characters of a commit GitHub shows. */
const COMMIT_LENGTH = 7;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * `commit 511a467`, or `artifact, commit 511a467, run 4711, 3 hours old`, the run being a link where the medium has
 * links; nothing for a path about which no more is known.
 */
export function originOf({ source, commit, run }: BaselineOrigin, medium: Medium): string {
  return [
    ...(source === 'path' ? [] : [medium.text(nameOf(source))]),
    ...(commit === null ? [] : [`commit ${medium.code(shortCommit(commit))}`]),
    ...(run === null ? [] : [medium.link(`run ${run.id}`, run.url), ageOf(run.age)]),
  ].join(', ');
}

/** What to say where only the newest of several earlier runs counts. */
export function newestAlone({ baseline }: Pick<ComparisonReport, 'baseline'>): string[] {
  return (baseline?.runs ?? 0) > 1 ? ['Compared with the newest earlier run alone.'] : [];
}

/** An earlier run by its commit or, failing that, by what the user gave: `1a2b3c4`, `nights/monday`. */
export function runName({ name, commit }: EarlierRunName): string {
  return commit === null ? nameOf(name) : shortCommit(commit);
}

/** A commit as GitHub abbreviates it. */
export function shortCommit(commit: string): string {
  return /^[\da-f]{40,64}$/i.test(commit) ? commit.slice(0, COMMIT_LENGTH) : nameOf(commit);
}

/** `40 minutes old`, `3 hours old`, `2 days old`: in the largest unit of which there are two, rounded down. */
function ageOf(age: number): string {
  if (age >= 2 * DAY) return `${formatPlural(Math.floor(age / DAY), 'day')} old`;
  if (age >= 2 * HOUR) return `${formatPlural(Math.floor(age / HOUR), 'hour')} old`;
  if (age >= MINUTE) return `${formatPlural(Math.floor(age / MINUTE), 'minute')} old`;
  // The clocks of two machines may differ by seconds.
  return 'less than a minute old';
}
