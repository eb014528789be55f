import type { Client } from '../github/client.ts';
import { nullWhere } from '../github/failure.ts';
import type { Feature } from '../github/unavailable.ts';
import type { FileContent } from './files.ts';

/** As much of a file as GitHub sends with an answer, in bytes. */
const MAX_INLINE_BYTES = 2 ** 20;

/**
 * A file of the repository, as GitHub has it.
 *
 * @param ref a branch or a commit
 * @returns what else is there, `a folder`; null where nothing is
 * @throws Unavailable where GitHub does not tell
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
