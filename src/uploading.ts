import { join } from 'node:path';
import type { Occasion } from './github/occasion.ts';
import type { Patience } from './github/patience.ts';
import type { HostingOptions } from './hosting.ts';
import type { Ledger } from './ledger.ts';
import type { Outcome } from './pipeline.ts';
import { uploadArtifact, uploadFile, whyNoArtifacts } from './publish/artifactupload.ts';
import { artifactName, pageName } from './publish/marker.ts';

/** A report to be uploaded. */
interface Upload {
  readonly outcome: Pick<Outcome, 'html' | 'folder'>;
  /** The output folder. */
  readonly folder: string;
  readonly key: string;
  readonly hosting: Pick<HostingOptions, 'mode'>;
}

/** Ids of this run's artifacts; null if there are none. */
export interface UploadIds {
  /** The full report, in which later runs find their baseline. */
  readonly artifact: number | null;
  /** The interactive page as an artifact that a browser opens directly. */
  readonly html: number | null;
}

/** What both uploads need. */
interface Job {
  readonly occasion: Pick<Occasion, 'server' | 'run'>;
  readonly patience: Patience;
}

/**
 * Uploads the report, and its interactive page once more without an archive. The second half of a publication only
 * uploads the page, which it made itself: the report is in the first half's artifact, whose page comes from a stranger.
 */
export async function upload(job: Job, given: Upload, ledger: Ledger): Promise<UploadIds> {
  const isSecondHalf = given.hosting.mode === 'publish';
  const none = whyNoArtifacts(job.occasion.server, process.env);
  if (none !== null) {
    if (!isSecondHalf) ledger.done('artifact', none);
    ledger.done('html', given.outcome.html === null ? 'none' : `not uploaded (artifacts: ${none})`);
    return { artifact: null, html: null };
  }
  const artifact = isSecondHalf ? null : await wholeReport(job, given, ledger);
  const isLost = !isSecondHalf && artifact === null;
  return { artifact, html: await page(job, given, isLost, ledger) };
}

async function wholeReport(
  { occasion, patience }: Job,
  { outcome, folder, key }: Upload,
  ledger: Ledger,
): Promise<number | null> {
  const paths = outcome.folder.map((file) => join(folder, file));
  const name = artifactName(key, occasion.run.attempt);
  const id = await ledger.attempt('artifact', () => uploadArtifact(name, paths, folder, patience));
  if (id !== null) ledger.done('artifact', `uploaded as ${name}`);
  return id;
}

/** @param isLost whether uploading the full report failed: no further artifact is attempted then */
async function page(
  { occasion, patience }: Job,
  { outcome: { html }, folder, key }: Upload,
  isLost: boolean,
  ledger: Ledger,
): Promise<number | null> {
  if (html === null || isLost) {
    ledger.done('html', html === null ? 'none' : 'not uploaded, since the artifact was not');
    return null;
  }
  const name = pageName(key, occasion.run.attempt);
  const id = await ledger.attempt('html', () => uploadFile(name, join(folder, html), patience));
  if (id !== null) ledger.done('html', 'uploaded');
  return id;
}
