import * as core from '@actions/core';
import { UserError } from './errors.ts';
import type { GitHub } from './github/connect.ts';
import { Unavailable } from './github/unavailable.ts';
import type { Hosting } from './hosting.ts';
import { pruneImages } from './publish/prune.ts';
import { tellRequests } from './stepoutputs.ts';

/** Deletes old pictures; fails the step if any of them could not be deleted. */
export async function cleanUp(github: GitHub | null, { 'retention-days': days }: Hosting): Promise<void> {
  if (github === null || github.client === null) {
    throw new UserError('input github-token: expected a token, which mode cleanup needs');
  }
  try {
    const { deleted, kept, ended } = await pruneImages(github.client, days);
    const said = `deleted pictures of ${deleted} reports older than ${days} days, kept those of ${kept}`;
    core.info(said);
    const status = `cleanup: ${said}${ended === null ? '' : `; failed (${ended})`}`;
    core.setOutput('publish-status', [status, ...tellRequests(github)].join('\n'));
    if (ended !== null) core.setFailed(`pictures were not all cleaned up: ${said}; then ${ended}`);
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    core.setOutput('publish-status', [`cleanup: failed (${error.message})`, ...tellRequests(github)].join('\n'));
    core.setFailed(`pictures were not cleaned up: ${error.message}`);
  }
}
