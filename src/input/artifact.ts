import { attemptIn } from '../github/attempt.ts';
import type { Client } from '../github/client.ts';
import { whyUnanswered } from '../github/proxy.ts';
import { type Feature, Unavailable } from '../github/unavailable.ts';
import { globMatcher } from '../glob/globpattern.ts';
import { type Artifact, artifactOf } from './shelf.ts';

/** The most bytes of one stored artifact, of all that are held at once, and the most artifacts held. */
const MAX_BYTES = 256 * 2 ** 20;
const MAX_ALL_BYTES = 2 ** 30;
const MAX_ARTIFACTS = 256;
/** The longest pause in a download, and how long it takes per MiB, in ms; anything beyond that counts as waiting. */
const STALL_TIME = 5000;
const TIME_PER_MIB = 1000;

/** The name of an artifact that is a page, uploaded without an archive for people to open: it contains no report. */
const PAGE = /\.html$/i;

/** An artifact that a run left. */
export interface StoredArtifact {
  readonly id: number;
  /** Its name without the attempt. */
  readonly name: string;
  readonly expired: boolean;
  /** Its size as stored, in bytes. */
  readonly size: number;
}

/**
 * Artifacts of a run whose names match a glob, with or without their attempt, sorted by name, except those that are
 * pages. If several share a name, the one of the latest attempt.
 */
export async function listArtifacts(
  client: Client,
  feature: Feature,
  run: number,
  glob: string,
): Promise<StoredArtifact[]> {
  const matches = globMatcher(glob);
  const byName = new Map<string, StoredArtifact & { readonly attempt: number }>();
  const pages = client.pages(feature, (octokit, page) =>
    octokit.rest.actions
      .listWorkflowRunArtifacts({ ...client.repo, run_id: run, ...page })
      .then(({ data, headers }) => ({ data: data.artifacts, headers })),
  );
  for await (const page of pages) {
    for (const { id, name: whole, expired, size_in_bytes: size } of page) {
      const { name, attempt } = attemptIn(whole);
      if (PAGE.test(whole) || !(matches(name) || matches(whole))) continue;
      const other = byName.get(name);
      // Where GitHub lets a re-run use the name again, the newer one belongs to the later attempt.
      const isLater =
        other === undefined || attempt - other.attempt > 0 || (attempt === other.attempt && id > other.id);
      if (isLater) byName.set(name, { id, name, expired, size, attempt });
    }
  }
  return [...byName.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * Downloads an artifact into memory.
 *
 * @throws Unavailable where it cannot be downloaded, or cannot be trusted
 */
export async function downloadArtifact(client: Client, feature: Feature, stored: StoredArtifact): Promise<Artifact> {
  const refuse = (reason: string, kind: Unavailable['kind'] = 'refused') =>
    new Unavailable(feature, `artifact ${stored.name}: ${reason}`, kind);
  if (stored.expired) throw refuse('it has expired');
  if (stored.size > MAX_BYTES) throw refuse(`it is larger than ${MAX_BYTES / 2 ** 20} MiB`, 'unreadable');
  const bytes = await bytesOf(client, feature, stored).catch((error: unknown) => {
    if (!(error instanceof Unavailable)) throw error;
    throw error.as(`artifact ${stored.name}: it cannot be downloaded (${error.message})`);
  });
  return artifactOf(stored.name, bytes).catch((error: Error) => {
    throw refuse(`it was not read: ${error.message}`, 'unreadable');
  });
}

async function bytesOf(client: Client, feature: Feature, { id, size }: StoredArtifact): Promise<Uint8Array> {
  const { headers } = await client.ask(feature, (octokit) =>
    octokit.rest.actions.downloadArtifact({
      ...client.repo,
      artifact_id: id,
      archive_format: 'zip',
      request: { redirect: 'manual' },
    }),
  );
  const { location } = headers;
  if (location === undefined) throw new Unavailable(feature, 'GitHub does not say where it is stored', 'unanswered');
  const explain = ({ message }: { readonly message: string }) => message;
  const due = (size / 2 ** 20) * TIME_PER_MIB;
  const fetched = async () => {
    const started = performance.now();
    const left = client.timeLeft(feature);
    const bytes = await fetchBytes(location, { still: Math.min(STALL_TIME, left), all: due + left });
    client.answered(feature, Math.max(0, performance.now() - started - due));
    return bytes;
  };
  return client.ask(feature, fetched, { explain });
}

/** Throws Unavailable if there are more artifacts than may be held in memory at once. */
export function requireModest(feature: Feature, stored: readonly StoredArtifact[]): void {
  if (stored.length > MAX_ARTIFACTS) throw new Unavailable(feature, `more than ${MAX_ARTIFACTS} artifacts match`);
  if (stored.reduce((sum, { size }) => sum + size, 0) > MAX_ALL_BYTES) {
    throw new Unavailable(feature, `the matching artifacts are larger than ${MAX_ALL_BYTES / 2 ** 20} MiB together`);
  }
}

/** Downloads several artifacts, one after another. */
export async function downloadAll(
  client: Client,
  feature: Feature,
  stored: readonly StoredArtifact[],
): Promise<Artifact[]> {
  requireModest(feature, stored);
  const artifacts: Artifact[] = [];
  for (const one of stored) artifacts.push(await downloadArtifact(client, feature, one));
  return artifacts;
}

/** The status with which the storage refused; 500 if it did not answer, or stopped. */
class StorageRefusal extends Error {
  readonly status: number;
  readonly response = { headers: {} };

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/**
 * The storage is on another host: the token is not sent there, since the URL is signed.
 *
 * @param patience how long it may pause, and how long it may take in all, in ms
 */
async function fetchBytes(url: string, patience: { still: number; all: number }): Promise<Uint8Array> {
  // Loaded on demand: octokit has already loaded most of it.
  const { fetchByProxy } = await import('../github/transport.ts');
  const stalled = new AbortController();
  const timer = setTimeout(() => stalled.abort(new Error('the storage stopped sending')), patience.still);
  try {
    const signal = AbortSignal.any([stalled.signal, AbortSignal.timeout(Math.floor(patience.all))]);
    const response = await fetchByProxy(url, { signal });
    if (!response.ok) throw new StorageRefusal(response.status, `the storage answered ${response.status}`);
    const parts: Uint8Array[] = [];
    let length = 0;
    for await (const part of response.body ?? []) {
      timer.refresh();
      parts.push(part);
      length += part.length;
      if (length > MAX_BYTES) throw new StorageRefusal(413, `it is larger than ${MAX_BYTES / 2 ** 20} MiB`);
    }
    return Buffer.concat(parts);
  } catch (error) {
    if (error instanceof StorageRefusal) throw error;
    throw new StorageRefusal(500, whyUnanswered(url, error));
  } finally {
    clearTimeout(timer);
  }
}
