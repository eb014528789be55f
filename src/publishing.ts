import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Draft, type Edition, editionOf, postComment } from './commenting.ts';
import type { Client } from './github/client.ts';
import type { GitHub } from './github/connect.ts';
import { measuringRun, type Occasion } from './github/occasion.ts';
import { neededBy, Unavailable } from './github/unavailable.ts';
import type { HostingOptions } from './hosting.ts';
import { type DeniedPermissions, Ledger, type PublicationStatus } from './ledger.ts';
import type { Outcome } from './pipeline.ts';
import { hostImages, type ImagePlace, requireFew } from './publish/images.ts';
import { nameOfKey } from './publish/marker.ts';
import type { Place } from './publish/thread.ts';
import { allOf } from './spelling.ts';
import { renderComment } from './summary/commenttext.ts';
import { COMMENT_BYTES } from './summary/detail.ts';
import type { PageLink } from './summary/interactive.ts';
import { renderNothing } from './summary/nothing.ts';
import { type UploadIds, upload } from './uploading.ts';

/** A report to be published. */
export interface Publication {
  readonly outcome: Outcome;
  /** The output folder. */
  readonly folder: string;
  readonly key: string;
  readonly hosting: Pick<HostingOptions, 'comment' | 'images' | 'mode'>;
}

/** What became of a report on GitHub. */
export interface PublicationResult extends PublicationStatus {
  /** URL by path in the output folder. */
  readonly images: ReadonlyMap<string, string>;
  /** Where the interactive page is; null if it was not uploaded. */
  readonly interactive: PageLink | null;
  readonly commentUrl: string | null;
}

/** The result outside of GitHub's jobs, where nothing is published. */
const UNPUBLISHED: PublicationResult = {
  images: new Map(),
  interactive: null,
  commentUrl: null,
  status: [],
  notes: [],
  failed: false,
};

/**
 * Publishes a report: the artifact and the interactive page, then pictures, then the comment that shows all of it,
 * unless it would replace another report's. Each of these may fail without affecting the others: any job of the run may
 * already have used the artifact's name.
 */
export async function publish(github: GitHub | null, publication: Publication): Promise<PublicationResult> {
  if (github === null) return UNPUBLISHED;
  const ledger = ledgerOf(github, publication);
  const { occasion, client } = github;
  // Dependabot's token may have been granted more, which only trying can tell.
  const writer = occasion.readOnly === 'fork' ? null : client;
  const edition = editionOf(occasion, publication.key);
  const uploaded = await upload(github, publication, ledger);
  const artifact = artifactUrl(occasion, uploaded.artifact);
  const interactive = publication.outcome.html === null ? null : interactiveOf(occasion, uploaded);
  const images = await pictures(writer, occasion, { ...publication, edition }, ledger);
  // A note says that a second half can do what Dependabot's token cannot.
  const lacks = () => (occasion.readOnly === 'Dependabot' ? null : (client?.permissions.note() ?? null));
  // The comment mentions what failed before it; its own failure is mentioned on the job's pages.
  ledger.noteTogether(lacks());
  const commentUrl = await comment(
    writer,
    occasion,
    { ...publication, edition, images, artifact, interactive },
    ledger,
  );
  ledger.noteTogether(lacks());
  const { notes, ...told } = ledger.told();
  return { images, interactive, commentUrl, ...told, notes: [...remarksOf(occasion), ...notes] };
}

/**
 * If there is no report, says so in an existing comment, whose verdict belongs to another commit. For a run that no
 * push caused, a comment is even created, because the pull request does not list the run and nobody would know
 * otherwise.
 *
 * @returns one line per feature
 */
export async function publishNothing(
  github: GitHub | null,
  reason: string,
  { key, hosting }: Pick<Publication, 'key' | 'hosting'>,
): Promise<readonly string[]> {
  const status = [`report: none (${reason})`];
  if (github === null || github.client === null || github.occasion.readOnly === 'fork') return status;
  const { client, occasion } = github;
  const { pull, named } = occasion;
  if (pull === null || hosting.comment === 'off') return status;
  const ledger = ledgerOf(github, { key });
  const draft = nothingOf(occasion, reason, { place: { pull: pull.number }, creates: named !== null });
  await postComment(client, editionOf(occasion, key), draft, ledger);
  return [...status, ...ledger.told().status];
}

/** A comment that says why there is no report. */
function nothingOf(occasion: Occasion, reason: string, where: Omit<Draft, 'render'>): Draft {
  const text = renderNothing(reason, occasion.commit, pageOf(occasion, measuringRun(occasion).id));
  return { ...where, render: (head) => `${head}\n\n${text}` };
}

/** What a reader must know about what was measured. */
function remarksOf({ named }: Occasion): readonly string[] {
  return named?.remarks ?? [];
}

function ledgerOf({ occasion, effort }: GitHub, { key }: Pick<Publication, 'key'>): Ledger {
  const why = occasion.readOnly;
  return new Ledger(key, effort, why === null ? null : (denied) => readOnlyNote(why, denied));
}

function readOnlyNote(why: NonNullable<Occasion['readOnly']>, denied: DeniedPermissions): string {
  const whose =
    why === 'fork'
      ? 'a pull request from a fork has a token that only reads'
      : 'a job that Dependabot started has a token that only reads, unless permissions: of the workflow give it more';
  const permissions = allOf([...new Set(denied.values())]);
  const lost = allOf([...denied.keys()].map((what) => `no ${what}`));
  const [is, writes] = denied.size === 1 ? ['is', 'it'] : ['are', 'them'];
  return `${whose} (${permissions} ${is} refused): ${lost}; a second workflow with mode: publish writes ${writes}`;
}

/** Records why a feature is not even attempted: there is no token, or only a read-only one. */
function deny(feature: 'images' | 'comment', ledger: Ledger): void {
  if (!ledger.deny(feature, neededBy(feature))) ledger.done(feature, 'no token');
}

async function pictures(
  client: Client | null,
  occasion: Occasion,
  { outcome, folder, edition, hosting: { images } }: Publication & { readonly edition: Edition },
  ledger: Ledger,
): Promise<ReadonlyMap<string, string>> {
  const { plots } = outcome.report;
  if (images === 'off' || plots.length + outcome.undrawn === 0) ledger.done('images', 'off');
  else if (occasion.measured !== null && occasion.pull === null) ledger.done('images', 'no pull request');
  else if (client === null) deny('images', ledger);
  else {
    const hosted = await ledger.attempt('images', async () => {
      requireFew(outcome.undrawn);
      const files = plots.map(async ({ file }) => ({ path: file, bytes: await pictureAt(join(folder, file)) }));
      const owner = { occasion, key: edition.key, step: edition.stamp.step };
      return hostImages(client, owner, await Promise.all(files), PLACES[images]);
    });
    if (hosted !== null) {
      ledger.done('images', hosted.place);
      return hosted.urls;
    }
  }
  return new Map();
}

async function pictureAt(path: string): Promise<Uint8Array> {
  return readFile(path).catch(({ message }: Error) => {
    throw new Unavailable('images', `a picture cannot be read (${message}): has another step removed it?`);
  });
}

const PLACES: Readonly<Record<'auto' | 'ref' | 'branch', readonly ImagePlace[]>> = {
  auto: ['ref', 'branch'],
  ref: ['ref'],
  branch: ['branch'],
};

/** A publication, with what its comment shows. */
interface CommentContent extends Publication {
  readonly edition: Edition;
  readonly images: ReadonlyMap<string, string>;
  /** URL of the artifact with the full report. */
  readonly artifact: string | null;
  readonly interactive: PageLink | null;
}

async function comment(
  client: Client | null,
  occasion: Occasion,
  { outcome, edition, hosting, images, artifact, interactive }: CommentContent,
  ledger: Ledger,
): Promise<string | null> {
  const place = placeOf(occasion, hosting.comment);
  const unknown = occasion.named?.unknown ?? null;
  if (place !== null && 'pull' in place && unknown !== null && client !== null) {
    // It is known which pull request it belongs to, but not that the figures are the pull request's own.
    const creates = createsComment(hosting.comment, outcome);
    await postComment(client, edition, nothingOf(occasion, unknown.message, { place, creates }), ledger);
    return null;
  }
  if (hosting.comment !== 'off' && unknown !== null) {
    return ledger.attempt('comment', () => Promise.reject(unknown));
  }
  if (place === null) {
    ledger.done('comment', hosting.comment === 'off' ? 'off' : 'no pull request');
    return null;
  }
  if (client === null) {
    deny('comment', ledger);
    return null;
  }
  const run = pageOf(occasion, measuringRun(occasion).id);
  const render = (head: string) =>
    renderComment(outcome.report, {
      images: (file) => images.get(file) ?? null,
      links: { run, artifact },
      interactive,
      notes: ledger.notes,
      measured: occasion.commit,
      remarks: remarksOf(occasion),
      marker: head,
      anchor: nameOfKey(edition.key),
      limit: COMMENT_BYTES,
    });
  return postComment(client, edition, { place, render, creates: createsComment(hosting.comment, outcome) }, ledger);
}

/** Where a comment goes: below the pull request or, if chosen, below the commit. */
function placeOf({ pull, commit, measured }: Occasion, mode: HostingOptions['comment']): Place | null {
  if (mode === 'off') return null;
  if (pull !== null) return { pull: pull.number };
  return mode === 'always' && measured === null && commit !== '' ? { commit } : null;
}

/** An existing comment is always brought up to date. */
function createsComment(mode: HostingOptions['comment'], { verdict, report }: Outcome): boolean {
  if (mode === 'always') return true;
  if (mode === 'on-change') return verdict !== 'pass' && verdict !== 'none';
  return report.compared !== null;
}

/** The interactive page itself or, if that could not be uploaded, in the artifact with the full report. */
function interactiveOf(occasion: Occasion, { artifact, html }: UploadIds): PageLink | null {
  const url = artifactUrl(occasion, html ?? artifact);
  return url === null ? null : { url, archived: html === null };
}

/** The web page of one of this run's artifacts. */
function artifactUrl(occasion: Occasion, id: number | null): string | null {
  return id === null ? null : `${pageOf(occasion, occasion.run.id)}/artifacts/${id}`;
}

/** The web page of a run. */
function pageOf({ server, owner, repo }: Occasion, run: number): string {
  return `${server}/${owner}/${repo}/actions/runs/${run}`;
}
