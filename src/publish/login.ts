import type { Client } from '../github/client.ts';
import { type Feature, Unavailable } from '../github/unavailable.ts';

/** Author of the comments that a GITHUB_TOKEN writes: the repository's own workflows, and nobody else. */
export const ACTIONS_BOT = 'github-actions[bot]';

/** Our own login; the one of a GITHUB_TOKEN if GitHub does not say who we are. */
export async function loginOf(client: Client, feature: Feature): Promise<string> {
  try {
    const answer = await client.ask(feature, (octokit) =>
      octokit.graphql<{ viewer: { login: string } }>('query { viewer { login } }'),
    );
    return answer.viewer.login;
  } catch (error) {
    if (error instanceof Unavailable) return ACTIONS_BOT;
    throw error;
  }
}
