import { hasContents } from './contents.ts';
import { type Detail, fitTo } from './detail.ts';
import { contentsDigest, frontDigest, plotDigest } from './digest.ts';
import { escapeText } from './escape.ts';
import { fold } from './fold.ts';
import { headingOf } from './heading.ts';
import type { ImageUrl } from './image.ts';
import { interactiveBlocks, type PageLink } from './interactive.ts';
import { PRODUCT } from './lead.ts';
import { link } from './link.ts';
import { movementBlocks } from './movement.ts';
import { incompleteAlert, problemNotes } from './note.ts';
import { formatPlural } from './numberformat.ts';
import { alertOf, openingOf } from './opening.ts';
import { page } from './page.ts';
import { noteList } from './publishnote.ts';
import type { Report } from './report.ts';
import { headlineOf } from './verdictwords.ts';

/** The most sentences on what is best at a speed. */
const MAX_READINGS = 20;

/** The most problems that are listed. */
const MAX_PROBLEMS = 5;

export interface CommentOptions {
  /** URLs of the plots; a plot without one is drawn in characters. */
  readonly images: ImageUrl;
  /** Pages with the whole report; null if there are none. */
  readonly links: { readonly run: string | null; readonly artifact: string | null };
  /** Where the interactive page is; null if there is none. */
  readonly interactive: PageLink | null;
  /** The commit that was measured. */
  readonly measured: string;
  /** What the reader should know about it, such as that the pull request has moved on since; plain-text clauses. */
  readonly remarks?: readonly string[];
  /** What could not be published, and why; plain-text sentences. */
  readonly notes: readonly string[];
  /** The HTML comments that identify the comment when it is looked for: its first lines. */
  readonly marker: string;
  /** Prefix of its ids, since other comments may be on the same page. */
  readonly anchor?: string;
  /** The most UTF-8 bytes, marker included: `COMMENT_BYTES`. */
  readonly limit: number;
}

/**
 * The report as a comment on a pull request, in as much detail as fits: the verdict and what to do, what it was
 * compared with, the plots, what moved, the fronts folded away, and links to the whole report.
 *
 * @returns at most `limit` bytes, unless the marker alone is longer
 */
export function renderComment(report: Report, options: CommentOptions): string {
  const { images, interactive, notes, marker, anchor = '', limit } = options;
  const links = linkLine(options);
  const alert = alertOf(report);
  return fitTo(
    limit,
    function* (detail) {
      const opening = openingOf(report, alert, Math.min(MAX_READINGS, detail.overviewRows));
      yield marker;
      yield* opening;
      yield* headingOf(report, 3, opening.length === 0);
      yield* interactiveBlocks(interactive);
      yield* scenarioBlocks(report, images, detail, anchor);
      yield* troublesOf(report, detail);
      yield links;
      if (notes.length > 0) yield* fold(`Publishing: ${formatPlural(notes.length, 'note')}`, [noteList(notes)]);
    },
    () => leastOf(report, links, options),
  );
}

/** The plots, what moved, and the fronts; with many scenarios, first a list of them. */
function* scenarioBlocks(report: Report, images: ImageUrl, detail: Detail, anchor: string): Iterable<string> {
  if (hasContents(report)) {
    const { list, sections } = contentsDigest(report, images, detail, anchor);
    yield* list;
    yield* movementBlocks(report, images, detail);
    yield* sections;
  } else {
    yield* plotDigest(report, images, detail);
    yield* movementBlocks(report, images, detail);
    yield* frontDigest(report, detail);
  }
}

/** Problems that cost runs or points; lesser ones are left to the whole report. */
function troublesOf(report: Report, { problems, ...detail }: Detail): string[] {
  if (incompleteAlert(report).length === 0) return [];
  return problemNotes(report, { ...detail, problems: Math.min(problems, MAX_PROBLEMS) });
}

/** Where the rest is. */
function linkLine({ measured, remarks = [], links: { run, artifact } }: CommentOptions): string {
  return [
    ...(measured === '' ? [] : [`Measured at ${escapeText(measured.slice(0, 7))}`]),
    ...remarks.map(escapeText),
    ...(run === null ? [] : [link('Full report', run)]),
    ...(artifact === null ? [] : [link('Artifact', artifact)]),
  ].join(' · ');
}

/** Ever less detail, down to the marker, without which the comment could not be found again. */
function leastOf(report: Report, links: string, { interactive, marker, limit }: CommentOptions): string {
  const verdict =
    report.compared === null ? [] : [`**${escapeText(`${PRODUCT} · ${headlineOf(report, report.compared).word}`)}**`];
  const pages = [
    page([
      marker,
      ...alertOf(report),
      ...headingOf(report, 3, report.compared === null),
      ...interactiveBlocks(interactive),
      'There is no room here for more; all of it is in `report.json`.',
      links,
    ]),
    page([marker, ...alertOf(report), links]),
    page([marker, ...verdict, links]),
  ];
  return pages.find((text) => Buffer.byteLength(text) <= limit) ?? page([marker]);
}
