import { escapeText, shorten } from './escape.ts';
import { formatCount } from './number.ts';

/** Longest note, in characters. */
const NOTE_LENGTH = 400;

/** Most notes that are listed. */
const MAX_NOTES = 10;

/** What could not be published, a line each, under a heading. */
export function publishing(notes: readonly string[]): string[] {
  return notes.length === 0 ? [] : ['### Publishing', noteList(notes)];
}

/** A list of what could not be published and why. */
export function noteList(notes: readonly string[]): string {
  const hidden = notes.length - MAX_NOTES;
  const lines = notes.slice(0, MAX_NOTES).map((note) => `- ${escapeText(shorten(note, NOTE_LENGTH))}`);
  return [...lines, ...(hidden > 0 ? [`- and ${formatCount(hidden)} more`] : [])].join('\n');
}
