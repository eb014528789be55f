import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Client } from './github/client.ts';
import type { GitHub } from './github/connect.ts';
import { measuringRun, type Occasion } from './github/occasion.ts';
import type { Patience } from './github/patience.ts';
import { Unavailable } from './github/unavailable.ts';
import type { Hosting } from './hosting.ts';
import type { Outcome } from './pipeline.ts';
import { uploadArtifact, whyNoArtifacts } from './publish/artifact.ts';
import { runLine, writeComment } from './publish/comment.ts';
import { hostImages, type ImagePlace, requireFew } from './publish/images.ts';
import { artifactName, markerOf } from './publish/marker.ts';
import type { Place } from './publish/thread.ts';
import { renderComment } from './summary/comment.ts';
import { COMMENT_BYTES } from './summary/detail.ts';
import { renderNothing } from './summary/nothing.ts';

/** A report that is to be published. */
export interface Publication {
  readonly outcome: Outcome;
  /** The output folder. */
  readonly folder: string;
  readonly key: string;
  /** The day, `2026-11-24`. */
  readonly today: string;
  readonly hosting: Pick<Hosting, 'comment' | 'images' | 'mode'>;
}

/** What became of a report on GitHub. */
export interface Published {
  /** URL by path in the output folder. */
  readonly images: ReadonlyMap<string, string>;
  readonly commentUrl: string | null;
  /** A line a feature: `comment: created`. */
  readonly status: readonly string[];
  /** What could not be published and why, a sentence each. */
  readonly notes: readonly string[];
  /** Whether GitHub failed at anything; else what is noted could not be otherwise. */
  readonly failed: boolean;
}

/**
 * Publishes a report: the artifact, which no two reports of a run can have under one key; then pictures, and the comment
 * that shows both, unless they would stand in place of another's. Each fails for itself alone.
 */
export async function publish(github: GitHub | null, publication: Publication): Promise<Published> {
  const ledger = new Ledger();
  const none = { images: new Map<string, string>(), commentUrl: null };
  if (github === null) return { ...none, ...ledger.told() };
  const { occasion, client, patience } = github;
  const { comment: mode, images: kept } = publication.hosting;
  if (occasion.readOnly !== null && (mode !== 'off' || kept !== 'off')) ledger.note(readOnlyNote(occasion.readOnly));
  const writer = occasion.readOnly === null ? client : null;
  const artifact =
    publication.hosting.mode === 'publish' ? null : await artifactOf(occasion, patience, publication, ledger);
  const images = await pictures(writer, occasion, publication, ledger);
  const commentUrl = await comment(writer, occasion, { ...publication, images, artifact }, ledger);
  return { images, commentUrl, ...ledger.told() };
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
  const render = (head: string) => `${head}\n\n${renderNothing(reason, commit, pageOf(client, occasion))}`;
  await write(client, occasion, { place, key, render, creates: false }, ledger);
  return [...status, ...ledger.told().status];
}

/** What is told of, in the order of a report's reader. */
const FEATURES = ['images', 'artifact', 'comment'] as const;
type Feature = (typeof FEATURES)[number];

/** What was done, and what not. */
class Ledger {
  readonly notes: string[] = [];
  readonly #done = new Map<Feature, string>();
  #failed = false;
  #isTaken = false;

  /** Whether another report of this run has our key. */
  get isTaken(): boolean {
    return this.#isTaken;
  }

  told(): Pick<Published, 'status' | 'notes' | 'failed'> {
    const status = FEATURES.flatMap((feature) => {
      const what = this.#done.get(feature);
      return what === undefined ? [] : [`${feature}: ${what}`];
    });
    return { status, notes: this.notes, failed: this.#failed };
  }

  done(feature: Feature, what: string): void {
    this.#done.set(feature, what);
  }

  /** What the other report shows, a regression maybe, is not written over. */
  withhold(feature: Feature): void {
    this.done(feature, 'another report of this run has the key');
    this.note(`${feature} not published: another report of this run has its key; give each its own comment-key`);
  }

  note(sentence: string): void {
    this.notes.push(sentence);
  }

  /** Does the work of a feature; what GitHub refuses costs that alone. */
  async attempt<Result>(feature: Feature, work: () => Promise<Result>): Promise<Result | null> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
      this.#failed = true;
      this.#isTaken ||= error.kind === 'taken';
      this.done(feature, `failed (${error.message})`);
      this.note(`${feature} not published: ${error.message}`);
      return null;
    }
  }
}

function readOnlyNote(why: NonNullable<Occasion['readOnly']>): string {
  const whose = why === 'fork' ? 'a pull request from a fork' : 'a job that Dependabot started';
  return `${whose} has a token that only reads (pull-requests: write and contents: write are refused): no comment and no pictures; a second workflow with mode: publish writes them`;
}

async function pictures(
  client: Client | null,
  occasion: Occasion,
  { outcome, folder, key, today, hosting: { images } }: Publication,
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
      return hostImages(client, { occasion, key, today }, await Promise.all(files), PLACES[images]);
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

/** The report as an artifact of this run, in which a later run finds its baseline; returns its id. */
async function artifactOf(
  { server }: Occasion,
  patience: Patience,
  { outcome, folder, key }: Publication,
  ledger: Ledger,
): Promise<number | null> {
  const none = whyNoArtifacts(server, process.env);
  if (none !== null) {
    ledger.done('artifact', none);
    return null;
  }
  const files = ['report.json', 'summary.md', 'runs.csv', ...outcome.report.plots.map(({ file }) => file)];
  const id = await ledger.attempt('artifact', () =>
    uploadArtifact(
      artifactName(key),
      files.map((file) => join(folder, file)),
      folder,
      patience,
    ),
  );
  if (id !== null) ledger.done('artifact', 'uploaded');
  return id;
}

/** A publication with what its comment shows. */
interface Shown extends Publication {
  readonly images: ReadonlyMap<string, string>;
  /** Id of the artifact. */
  readonly artifact: number | null;
}

async function comment(
  client: Client | null,
  occasion: Occasion,
  { outcome, key, hosting, images, artifact }: Shown,
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
  const page = pageOf(client, occasion);
  const render = (head: string) =>
    renderComment(outcome.report, {
      images: (file) => images.get(file) ?? null,
      links: { run: page, artifact: artifact === null ? null : `${page}/artifacts/${artifact}` },
      notes: ledger.notes,
      measured: occasion.commit,
      marker: head,
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

/** The page of the run that measured. */
function pageOf({ repo }: Client, occasion: Occasion): string {
  return `${occasion.server}/${repo.owner}/${repo.repo}/actions/runs/${measuringRun(occasion)}`;
}
