import type { Client } from '../github/client.ts';
import { nullWhere } from '../github/failure.ts';
import type { Feature } from '../github/unavailable.ts';
import type { FileContent } from './files.ts';

/** The largest file, in bytes, that GitHub includes in an answer. */
const MAX_INLINE_BYTES = 2 ** 20;

/**
 * A file of the repository as it is on GitHub.
 *
 * @param ref a branch or a commit
 * @returns what is there instead, `a folder`; null if nothing is
 * @throws Unavailable where GitHub does not say
 */
export async function contentAt(
  client: Client,
  feature: Feature,
  { path, ref }: { readonly path: string; readonly ref: string },
): Promise<FileContent | string | null> {
  const answer = await client.ask(feature, (octokit) =>
    octokit.rest.repos.getContent({ ...client.repo, path, ref }).catch(nullWhere(404)),
  );
  if (answer === null) return null;
  const { data } = answer;
  if (Array.isArray(data)) return 'a folder';
  if (data.type !== 'file' || !('content' in data)) return `a ${data.type}`;
  const limit = data.encoding === 'base64' ? null : MAX_INLINE_BYTES;
  return { bytes: new Uint8Array(Buffer.from(data.content, 'base64')), limit };
}
