import * as core from '@actions/core';
import { UserError } from './errors.ts';
import type { GitHub } from './github/connect.ts';
import { Unavailable } from './github/unavailable.ts';
import { pullsOf } from './input/pull.ts';

/**
 * The job of the second half, with the pull request that GitHub says was measured.
 *
 * @throws UserError where no run was measured, or GitHub does not tell
 */
export async function toBePublished(github: GitHub | null): Promise<GitHub> {
  const measured = github?.occasion.measured ?? null;
  if (github === null || measured === null) {
    throw new UserError('input mode: publish needs the event workflow_run, from the workflow that measured');
  }
  if (github.client === null) throw new UserError('input github-token: expected a token, which mode publish needs');
  const pulls = await pullsOf(github.client, measured).catch((error: unknown) => {
    if (!(error instanceof Unavailable)) throw error;
    throw new UserError(`the pull request of run ${measured.id} is unknown: ${error.message}`);
  });
  if (pulls.length === 0) {
    core.notice('no open pull request has the measured commit as its head: there is nothing to comment on');
  } else if (pulls.length > 1) {
    const all = pulls.map(({ number }) => `#${number}`).join(', ');
    core.warning(
      `${all} have the measured commit as their head: which one was measured is unknown, so none gets a comment`,
    );
  }
  const [only = null, other] = pulls;
  return { ...github, occasion: { ...github.occasion, pull: other === undefined ? only : null } };
}
