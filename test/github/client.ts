import { getOctokit } from '@actions/github';
import { Client } from '../../src/github/client.ts';
import { Effort } from '../../src/github/effort.ts';
import { Patience } from '../../src/github/patience.ts';
import type { Standin } from './standin/standin.ts';
import type { Permissions } from './standin/token.ts';

/** The Action's own client, in this process, with a token for the stand-in. */
export function clientOf(
  github: Standin,
  permissions: Permissions,
  patience = new Patience(),
  { login = 'github-actions[bot]', name = github.repository.fullName } = {},
): Client {
  const octokit = getOctokit(github.token(permissions, { login }), { baseUrl: github.urls.api });
  const [owner = '', repo = ''] = name.split('/');
  return new Client(octokit, { owner, repo }, { patience, effort: new Effort() });
}
