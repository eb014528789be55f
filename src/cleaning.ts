import * as core from '@actions/core';
import { UserError } from './errors.ts';
import type { GitHub } from './github/connect.ts';
import { Unavailable } from './github/unavailable.ts';
import type { HostingOptions } from './hosting.ts';
import { pruneImages } from './publish/prune.ts';
import { setStatus } from './stepoutputs.ts';

/** Deletes old pictures; fails the step if any of them could not be deleted. */
export async function cleanUp(github: GitHub | null, { 'retention-days': days }: HostingOptions): Promise<void> {
  if (github === null || github.client === null) {
    throw new UserError('input github-token: expected a token, which mode cleanup needs');
  }
  try {
    const { deleted, kept, ended } = await pruneImages(github.client, days);
    const said = `deleted pictures of ${deleted} reports older than ${days} days, kept those of ${kept}`;
    core.info(said);
    const status = `cleanup: ${said}${ended === null ? '' : `; failed (${ended})`}`;
    setStatus(github, [status]);
    if (ended !== null) core.setFailed(`pictures were not all cleaned up: ${said}; then ${ended}`);
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    setStatus(github, [`cleanup: failed (${error.message})`]);
    core.setFailed(`pictures were not cleaned up: ${error.message}`);
  }
}
