import type { ArtifactClient } from '@actions/artifact';
import { Unavailable } from '../github/unavailable.ts';

/** Longest that an upload may take, in ms: the library tries for minutes. */
const UPLOAD_TIME = 20_000;

/**
 * Uploads files as an artifact of this run.
 *
 * @param server `https://github.com`
 * @param folder that the names in the artifact are relative to
 * @returns its id
 * @throws Unavailable where it is not taken
 */
export async function uploadArtifact(
  server: string,
  name: string,
  files: readonly string[],
  folder: string,
): Promise<number> {
  if (!hasArtifacts(server)) throw new Unavailable('artifact', `${server} keeps no artifacts of this kind`);
  const client = await artifactClient();
  const timer = new AbortController();
  const timeout = new Promise<never>((_, reject) => {
    const late = () => reject(new Error(`it took longer than ${UPLOAD_TIME / 1000} s`));
    const id = setTimeout(late, UPLOAD_TIME);
    timer.signal.addEventListener('abort', () => clearTimeout(id));
  });
  try {
    const { id } = await Promise.race([client.uploadArtifact(name, [...files], folder), timeout]);
    if (id === undefined) throw new Error('GitHub does not say under which id');
    return id;
  } catch (error) {
    // Whatever the library throws is of the upload: it has no errors of its own kind for a refusal.
    throw new Unavailable('artifact', explain((error as Error).message));
  } finally {
    timer.abort();
  }
}

/** An Enterprise Server has another kind of artifacts; the library knows it by its host, and would say so at length. */
function hasArtifacts(server: string): boolean {
  return /^(github\.com|.*\.ghe\.com|.*\.localhost)$/i.test(new URL(server).hostname);
}

/** Loaded where it is used: nothing else needs it. */
async function artifactClient(): Promise<ArtifactClient> {
  const { DefaultArtifactClient } = await import('@actions/artifact');
  return new DefaultArtifactClient();
}

function explain(message: string): string {
  const [sentence = message] = message.split('\n');
  if (/already exists/i.test(message)) {
    return `an artifact of that name exists in this run (${sentence}): give each report of a run its own comment-key`;
  }
  return sentence;
}
