import { readFile } from 'node:fs/promises';
import { Client } from './client.ts';
import { Effort } from './effort.ts';
import { type Occasion, occasionOf } from './occasion.ts';
import { Patience } from './patience.ts';

/** What a job ran for, and GitHub's API; null without a token. */
export interface GitHub {
  readonly occasion: Occasion;
  readonly client: Client | null;
  /** How long may still be waited for any of GitHub's servers. */
  readonly patience: Patience;
  /** What the step has taken so far. */
  readonly effort: Effort;
}

/**
 * Reads what the job ran for, and gets ready to talk to GitHub.
 *
 * @param publishes whether it publishes what another run has measured
 * @returns null where this is no job of GitHub's
 */
export async function connect(
  token: string | null,
  env: Readonly<Record<string, string | undefined>>,
  publishes: boolean,
): Promise<GitHub | null> {
  const occasion = occasionOf({ env, payload: await payloadOf(env.GITHUB_EVENT_PATH), publishes });
  if (occasion === null) return null;
  const bounds = { patience: new Patience(), effort: new Effort() };
  return { ...bounds, occasion, client: token === null ? null : await clientOf(token, occasion, bounds) };
}

async function payloadOf(path: string | undefined): Promise<unknown> {
  if (path === undefined || path === '') return {};
  // The runner writes it. Where it cannot be read, what it tells is unknown, and the variables still tell the rest.
  return readFile(path, 'utf8')
    .then((text): unknown => JSON.parse(text) ?? {})
    .catch(() => ({}));
}

/** Loaded where there is a token: most of a megabyte that nothing else needs. */
async function clientOf(
  token: string,
  { owner, repo }: Occasion,
  bounds: Pick<GitHub, 'patience' | 'effort'>,
): Promise<Client> {
  const { getOctokit } = await import('@actions/github');
  return new Client(getOctokit(token), { owner, repo }, bounds);
}
