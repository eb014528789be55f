import type { Client } from '../github/client.ts';
import { type Feature, Unavailable } from '../github/unavailable.ts';

/** Whose comments a GITHUB_TOKEN writes: those of the repository's own workflows alone. */
export const ACTIONS_BOT = 'github-actions[bot]';

/** Our own login; that of a GITHUB_TOKEN where GitHub does not say who we are. */
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
