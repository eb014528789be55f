import { plain, shorten } from './escape.ts';
import type { Medium } from './medium.ts';
import { formatPlural } from './numberformat.ts';
import { shortCommit } from './origin.ts';
import type { BaselineOrigin } from './report.ts';

/** The longest reason that fits the line, in characters. */
const REASON_LENGTH = 300;

/**
 * `Baseline: abc1234, 3 commits before the merge base def5678: bench.yml has not run there`; nothing if the baseline
 * belongs to the commit that was sought.
 */
export function gapLines(baseline: BaselineOrigin | null, medium: Medium): string[] {
  if (baseline === null || baseline.commit === null || baseline.gap === null) return [];
  const { commits, meant, commit, url, why } = baseline.gap;
  const between = medium.link(formatPlural(commits, 'commit'), url);
  const place = `${between} before ${meant} ${medium.code(shortCommit(commit))}`;
  const reason = medium.text(shorten(plain(why), REASON_LENGTH));
  return [`Baseline: ${medium.code(shortCommit(baseline.commit))}, ${place}: ${reason}`];
}
