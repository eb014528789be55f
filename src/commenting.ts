import { compareAttempts } from './github/attempt.ts';
import type { Client } from './github/client.ts';
import type { Occasion } from './github/occasion.ts';
import type { Ledger } from './ledger.ts';
import { type CommentOutcome, writeComment } from './publish/comment.ts';
import { markerOf } from './publish/marker.ts';
import { newStep, type Stamp, stampLine, stampOf } from './publish/stamp.ts';
import type { Place } from './publish/thread.ts';

/** A report being published: by one step of one run, under one key. */
export interface Edition {
  readonly key: string;
  readonly stamp: Stamp;
}

export function editionOf(occasion: Occasion, key: string): Edition {
  return { key, stamp: stampOf(occasion, newStep()) };
}

/** A comment to be written. */
export interface Draft {
  readonly place: Place;
  /** The comment, starting with the lines that identify it. */
  readonly render: (head: string) => string;
  /** Whether it may be created. */
  readonly creates: boolean;
}

/** Writes the comment of a key and reports the result; returns its URL, or null if it shows another report. */
export async function postComment(
  client: Client,
  { key, stamp }: Edition,
  { place, render, creates }: Draft,
  ledger: Ledger,
): Promise<string | null> {
  const marker = markerOf(key);
  const text = render(`${marker}\n${stampLine(stamp)}`);
  const written = await ledger.attempt(
    'comment',
    async () => (await writeComment(client, place, { marker, text, stamp, creates })) ?? 'nothing to say',
  );
  if (written === null) return null;
  if (written === 'nothing to say') {
    ledger.done('comment', written);
    return null;
  }
  tell(written, stamp, ledger);
  return written.did === 'another' || written.did === 'overtaken' ? null : written.url;
}

function tell({ did, before, left }: CommentOutcome, own: Stamp, ledger: Ledger): void {
  const other = otherWorkflow(before, own);
  if (did === 'another') ledger.withholdComment();
  else if (did === 'overtaken') {
    const which = before !== null && isAnotherAttempt(before, own) ? 'attempt' : 'run';
    const later = `a later ${which}${other === null ? '' : ` of ${other},`} has written it`;
    ledger.done('comment', later);
    if (other === null)
      ledger.note(`comment not written: ${later}, and what this one measured is no longer the newest`);
    else ledger.warn(`comment not written: ${later}; give each workflow a comment-key of its own`);
  } else {
    const asides = [
      ...(other === null ? [] : [`in place of that of ${other}`]),
      ...left.map(({ author, url }) => `an older one by ${author} is left, which this token may not change: ${url}`),
    ];
    ledger.done('comment', [did, ...asides].join('; '));
    for (const aside of asides) ledger.warn(`comment ${did}: ${aside}`);
  }
}

/**
 * Whether a report belongs to another attempt of the run that measured ours, or was published by another attempt of
 * ours.
 */
function isAnotherAttempt(before: Stamp, own: Stamp): boolean {
  const measured = compareAttempts(before.measured, own.measured) === 0 ? 'writer' : 'measured';
  return before[measured].id === own[measured].id;
}

/** Another workflow whose reports have the same key: which of the two the comment shows depends on their order. */
function otherWorkflow(before: Stamp | null, own: Stamp): string | null {
  const names = [before?.workflow ?? null, own.workflow];
  return names.includes(null) || names[0] === names[1]
    ? null
    : `the workflow “${names[0]}”, which has the same comment-key`;
}
