import { readFile } from 'node:fs/promises';
import { Client } from './client.ts';
import { Effort } from './effort.ts';
import { type Occasion, occasionOf } from './occasion.ts';
import { Patience } from './patience.ts';

/** What a job runs for, and GitHub's API; the latter is null without a token. */
export interface GitHub {
  readonly occasion: Occasion;
  readonly client: Client | null;
  /** How long GitHub's servers may still be waited for. */
  readonly patience: Patience;
  /** The requests and the time that the step has taken so far. */
  readonly effort: Effort;
}

/**
 * Reads what the job runs for, and prepares to talk to GitHub.
 *
 * @param publishes whether it publishes what another run measured
 * @returns null outside of GitHub's jobs
 */
export async function connect(
  token: string | null,
  env: Readonly<Record<string, string | undefined>>,
  publishes: boolean,
): Promise<GitHub | null> {
  const occasion = occasionOf({ env, payload: await payloadOf(env.GITHUB_EVENT_PATH), publishes });
  if (occasion === null) return null;
  const bounds = { patience: new Patience(), effort: new Effort() };
  return { ...bounds, occasion, client: token === null ? null : await clientOf(token, env, occasion, bounds) };
}

async function payloadOf(path: string | undefined): Promise<unknown> {
  if (path === undefined || path === '') return {};
  // The runner writes it. If it cannot be read, what it would say is unknown, and the variables still provide the rest.
  return readFile(path, 'utf8')
    .then((text): unknown => JSON.parse(text) ?? {})
    .catch(() => ({}));
}

/** Loaded only if there is a token: most of a megabyte that nothing else needs. */
async function clientOf(
  token: string,
  { GITHUB_API_URL: api }: Readonly<Record<string, string | undefined>>,
  { owner, repo }: Occasion,
  bounds: Pick<GitHub, 'patience' | 'effort'>,
): Promise<Client> {
  const { getOctokit } = await import('@actions/github');
  // By default the library uses the address that was in the environment when it was loaded.
  return new Client(getOctokit(token, api ? { baseUrl: api } : {}), { owner, repo }, bounds);
}
