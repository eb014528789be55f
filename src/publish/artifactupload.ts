import { copyFile, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ArtifactClient, UploadArtifactResponse } from '@actions/artifact';
import type { Patience } from '../github/patience.ts';
import { whyUnanswered } from '../github/proxy.ts';
import { Unavailable } from '../github/unavailable.ts';

/**
 * How long an upload takes per MiB, in ms; anything beyond that counts as waiting. The library would retry for minutes.
 */
const TIME_PER_MIB = 1000;
/** Signs in messages, the library's or ours, that nobody answered; the host, which may be the storage's, is unknown. */
const UNANSWERED = /Unable to make request|tunneling socket|certificate|it took longer/i;

/**
 * Uploads files as an artifact of this run.
 *
 * @param folder that the names in the artifact are relative to
 * @param patience for the time beyond that of the upload itself
 * @returns its id
 * @throws Unavailable where it is refused
 */
export async function uploadArtifact(
  name: string,
  files: readonly string[],
  folder: string,
  patience: Patience,
): Promise<number> {
  return send(files, patience, (client) => client.uploadArtifact(name, [...files], folder));
}

/**
 * Uploads a file as an artifact without an archive, which a browser opens directly. The library names such an artifact
 * after its file, so a copy with the desired name is sent.
 *
 * @returns its id
 * @throws Unavailable where it is refused
 */
export async function uploadFile(name: string, file: string, patience: Patience): Promise<number> {
  const temp = process.env.RUNNER_TEMP || tmpdir();
  const refuse = ({ message }: Error) => {
    throw new Unavailable('artifact', `it cannot be copied to ${temp} (${message})`);
  };
  const folder = await mkdtemp(join(temp, 'pareto-report-')).catch(refuse);
  const copy = join(folder, name);
  try {
    await copyFile(file, copy).catch(refuse);
    return await send([copy], patience, (client) => client.uploadArtifact(name, [copy], folder, { skipArchive: true }));
  } finally {
    // An abandoned upload may still hold it open, which Windows does not permit to remove; the runner empties its
    // folder after the job.
    await rm(folder, { recursive: true, force: true }).catch(() => {});
  }
}

/** Uploads with the library, within the time that the files' sizes allow and what patience is left. */
async function send(
  files: readonly string[],
  patience: Patience,
  work: (client: ArtifactClient) => Promise<UploadArtifactResponse>,
): Promise<number> {
  patience.require('artifact');
  const client = await artifactClient();
  const sizes = await Promise.all(files.map(sizeOf));
  const due = (sizes.reduce((sum, size) => sum + size, 0) / 2 ** 20) * TIME_PER_MIB;
  const limit = due + patience.left('artifact');
  const started = performance.now();
  try {
    const { id } = await within(limit, work(client));
    if (id === undefined) throw new Error('GitHub does not return its id');
    return id;
  } catch (error) {
    patience.spend('artifact', Math.max(0, performance.now() - started - due));
    // Whatever the library throws concerns the upload: it has no error classes of its own for refusals.
    throw refusal((error as Error).message);
  }
}

async function sizeOf(file: string): Promise<number> {
  const { size } = await stat(file).catch(({ message }: Error) => {
    throw new Unavailable('artifact', `a file of the report cannot be read (${message}): has another step removed it?`);
  });
  return size;
}

/** The result of a promise within a time in ms. Throws if it takes longer; the work itself is not stopped. */
async function within<Result>(time: number, work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`it took longer than ${Math.round(time / 1000)} s`)), time);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/**
 * Why there is nowhere to upload to; null if there is. Enterprise Server has another kind of artifacts: the library
 * recognises it by its host, and would report that at length.
 *
 * @param server `https://github.com`
 * @param env the runner's variables, which name the service and contain a token for it
 */
export function whyNoArtifacts(server: string, env: Readonly<Record<string, string | undefined>>): string | null {
  if (!hasArtifacts(server)) return 'GitHub Enterprise Server has no artifacts of this kind (v4)';
  if (!env.ACTIONS_RUNTIME_TOKEN) return 'no runner';
  return env.ACTIONS_RESULTS_URL ? null : 'the runner names no artifact service (ACTIONS_RESULTS_URL)';
}

function hasArtifacts(server: string): boolean {
  return /^(github\.com|.*\.ghe\.com|.*\.localhost)$/i.test(new URL(server).hostname);
}

/** Loaded on demand: nothing else needs it. */
async function artifactClient(): Promise<ArtifactClient> {
  const { DefaultArtifactClient } = await import('@actions/artifact');
  return new DefaultArtifactClient();
}

function refusal(message: string): Unavailable {
  const [line = message] = message.split('\n');
  const service = process.env.ACTIONS_RESULTS_URL;
  const sentence = service !== undefined && UNANSWERED.test(line) ? whyUnanswered(service, new Error(line)) : line;
  if (!/already exists/i.test(message)) return new Unavailable('artifact', sentence);
  const taken = `another job or report of this run has uploaded one of that name (${sentence}): give each report of a run its own comment-key`;
  return new Unavailable('artifact', taken);
}
