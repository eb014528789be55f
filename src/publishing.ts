import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Client } from './github/client.ts';
import type { GitHub } from './github/connect.ts';
import { measuringRun, type Occasion } from './github/occasion.ts';
import type { Hosting } from './hosting.ts';
import { Ledger, type Told } from './ledger.ts';
import type { Outcome } from './pipeline.ts';
import { runLine, writeComment } from './publish/comment.ts';
import { hostImages, type ImagePlace, requireFew } from './publish/images.ts';
import { markerOf, nameOfKey } from './publish/marker.ts';
import type { Place } from './publish/thread.ts';
import { renderComment } from './summary/comment.ts';
import { COMMENT_BYTES } from './summary/detail.ts';
import type { Interactive } from './summary/interactive.ts';
import { renderNothing } from './summary/nothing.ts';
import { type Uploaded, upload } from './uploading.ts';

/** A report that is to be published. */
export interface Publication {
  readonly outcome: Outcome;
  /** The output folder. */
  readonly folder: string;
  readonly key: string;
  readonly hosting: Pick<Hosting, 'comment' | 'images' | 'mode'>;
}

/** What became of a report on GitHub. */
export interface Published extends Told {
  /** URL by path in the output folder. */
  readonly images: ReadonlyMap<string, string>;
  /** Where the interactive page is; null where it was not uploaded. */
  readonly interactive: Interactive | null;
  readonly commentUrl: string | null;
}

/**
 * Publishes a report: the artifact, which no two reports of a run can have under one key, and the interactive page; then
 * pictures, and the comment that shows all, unless they would stand in place of another's. Each fails for itself alone.
 */
export async function publish(github: GitHub | null, publication: Publication): Promise<Published> {
  const ledger = new Ledger();
  const none = { images: new Map<string, string>(), interactive: null, commentUrl: null };
  if (github === null) return { ...none, ...ledger.told() };
  const { occasion, client, patience } = github;
  const { comment: mode, images: kept } = publication.hosting;
  if (occasion.readOnly !== null && (mode !== 'off' || kept !== 'off')) ledger.note(readOnlyNote(occasion.readOnly));
  const writer = occasion.readOnly === null ? client : null;
  const uploaded = await upload(occasion.server, patience, publication, ledger);
  const artifact = artifactUrl(occasion, uploaded.artifact);
  const interactive = publication.outcome.html === null ? null : interactiveOf(occasion, uploaded);
  const images = await pictures(writer, occasion, publication, ledger);
  // The comment says it of what was tried before it; what it lacks itself, the job's own pages say.
  ledger.noteTogether(client?.permissions.note() ?? null);
  const commentUrl = await comment(writer, occasion, { ...publication, images, artifact, interactive }, ledger);
  ledger.noteTogether(client?.permissions.note() ?? null);
  return { images, interactive, commentUrl, ...ledger.told() };
}

/**
 * Where there is no report, says so in a comment that an earlier one has left: its verdict is of another commit.
 *
 * @returns a line a feature
 */
export async function publishNothing(
  github: GitHub | null,
  reason: string,
  { key, hosting }: Pick<Publication, 'key' | 'hosting'>,
): Promise<readonly string[]> {
  const status = [`report: none (${reason})`];
  if (github === null || github.client === null || github.occasion.readOnly !== null) return status;
  const { client, occasion } = github;
  const { pull, commit } = occasion;
  if (pull === null || hosting.comment === 'off') return status;
  const ledger = new Ledger();
  const place = { pull: pull.number };
  const render = (head: string) =>
    `${head}\n\n${renderNothing(reason, commit, pageOf(occasion, measuringRun(occasion)))}`;
  await write(client, occasion, { place, key, render, creates: false }, ledger);
  return [...status, ...ledger.told().status];
}

function readOnlyNote(why: NonNullable<Occasion['readOnly']>): string {
  const whose = why === 'fork' ? 'a pull request from a fork' : 'a job that Dependabot started';
  return `${whose} has a token that only reads (pull-requests: write and contents: write are refused): no comment and no pictures; a second workflow with mode: publish writes them`;
}

async function pictures(
  client: Client | null,
  occasion: Occasion,
  { outcome, folder, key, hosting: { images } }: Publication,
  ledger: Ledger,
): Promise<ReadonlyMap<string, string>> {
  const { plots } = outcome.report;
  if (images === 'off' || plots.length + outcome.undrawn === 0) ledger.done('images', 'off');
  else if (occasion.measured !== null && occasion.pull === null) ledger.done('images', 'no pull request');
  else if (client === null) ledger.done('images', occasion.readOnly === null ? 'no token' : 'read-only token');
  else if (ledger.isTaken) ledger.withhold('images');
  else {
    const hosted = await ledger.attempt('images', async () => {
      requireFew(outcome.undrawn);
      const files = plots.map(async ({ file }) => ({ path: file, bytes: await readFile(join(folder, file)) }));
      return hostImages(client, { occasion, key }, await Promise.all(files), PLACES[images]);
    });
    if (hosted !== null) {
      ledger.done('images', hosted.place);
      return hosted.urls;
    }
  }
  return new Map();
}

const PLACES: Readonly<Record<'auto' | 'ref' | 'branch', readonly ImagePlace[]>> = {
  auto: ['ref', 'branch'],
  ref: ['ref'],
  branch: ['branch'],
};

/** A publication with what its comment shows. */
interface Shown extends Publication {
  readonly images: ReadonlyMap<string, string>;
  /** URL of the artifact with the whole report. */
  readonly artifact: string | null;
  readonly interactive: Interactive | null;
}

async function comment(
  client: Client | null,
  occasion: Occasion,
  { outcome, key, hosting, images, artifact, interactive }: Shown,
  ledger: Ledger,
): Promise<string | null> {
  const place = placeOf(occasion, hosting.comment);
  if (place === null) {
    ledger.done('comment', hosting.comment === 'off' ? 'off' : 'no pull request');
    return null;
  }
  if (client === null) {
    ledger.done('comment', occasion.readOnly === null ? 'no token' : 'read-only token');
    return null;
  }
  if (ledger.isTaken) {
    ledger.withhold('comment');
    return null;
  }
  const run = pageOf(occasion, measuringRun(occasion));
  const render = (head: string) =>
    renderComment(outcome.report, {
      images: (file) => images.get(file) ?? null,
      links: { run, artifact },
      interactive,
      notes: ledger.notes,
      measured: occasion.commit,
      marker: head,
      anchor: nameOfKey(key),
      limit: COMMENT_BYTES,
    });
  return write(client, occasion, { place, key, render, creates: createsComment(hosting.comment, outcome) }, ledger);
}

/** A comment that is to be written. */
interface Draft {
  readonly place: Place;
  readonly key: string;
  /** The comment, which begins with the lines by which it is found again. */
  readonly render: (head: string) => string;
  /** Whether it may be created. */
  readonly creates: boolean;
}

/** Writes the comment of a key, and tells what became of it; returns its URL. */
async function write(
  client: Client,
  occasion: Occasion,
  { place, key, render, creates }: Draft,
  ledger: Ledger,
): Promise<string | null> {
  const [marker, run] = [markerOf(key), measuringRun(occasion)];
  const text = render(`${marker}\n${runLine(run)}`);
  const written = await ledger.attempt(
    'comment',
    async () => (await writeComment(client, place, { marker, text, run, creates })) ?? UNSAID,
  );
  if (written?.did === 'overtaken') {
    ledger.done('comment', 'a later run has written it');
    ledger.note('comment not written: a later run has written it, and what this one measured is no longer the newest');
  } else if (written !== null) ledger.done('comment', written.did);
  return written?.url ?? null;
}

/** No comment was there, and none was to be made. */
const UNSAID = { url: null, did: 'nothing to say' };

/** Where a comment goes: under the pull request, or by choice under the commit. */
function placeOf({ pull, commit, measured }: Occasion, mode: Hosting['comment']): Place | null {
  if (mode === 'off') return null;
  if (pull !== null) return { pull: pull.number };
  return mode === 'always' && measured === null && commit !== '' ? { commit } : null;
}

/** A comment that is there is always brought up to date. */
function createsComment(mode: Hosting['comment'], { verdict, report }: Outcome): boolean {
  if (mode === 'always') return true;
  if (mode === 'on-change') return verdict !== 'pass' && verdict !== 'none';
  return report.compared !== null;
}

/** The interactive page by itself; where that was not taken, in the artifact with the whole report. */
function interactiveOf(occasion: Occasion, { artifact, html }: Uploaded): Interactive | null {
  const url = artifactUrl(occasion, html ?? artifact);
  return url === null ? null : { url, archived: html === null };
}

/** The page of an artifact of this run. */
function artifactUrl(occasion: Occasion, id: number | null): string | null {
  return id === null ? null : `${pageOf(occasion, occasion.run.id)}/artifacts/${id}`;
}

/** The page of a run. */
function pageOf({ server, owner, repo }: Occasion, run: number): string {
  return `${server}/${owner}/${repo}/actions/runs/${run}`;
}
