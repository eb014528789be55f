import type { Client } from '../github/client.ts';
import { isRefusal, nullWhereDenied } from '../github/failure.ts';
import { type Feature, Unavailable } from '../github/unavailable.ts';

/**
 * Whether a run may be one of this repository's: a forged line can name any run. False only if GitHub says that it does
 * not exist; a run that the token may not see, or about which GitHub does not answer, may be one.
 */
export async function mayBeRun(client: Client, feature: Feature, id: number): Promise<boolean> {
  const asked = client.ask(feature, (octokit) =>
    octokit.rest.actions.getWorkflowRun({ ...client.repo, run_id: id }).then(
      () => true,
      (error: unknown) => {
        nullWhereDenied(error);
        return !(isRefusal(error) && error.status === 404);
      },
    ),
  );
  return asked.catch((error: unknown) => {
    if (!(error instanceof Unavailable)) throw error;
    return true;
  });
}
