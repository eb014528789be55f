import { escapeText, fence, shorten } from './escape.ts';
import { formatCount } from './numberformat.ts';

/** The longest note, in characters. */
const NOTE_LENGTH = 400;

/** The most notes that are listed. */
const MAX_NOTES = 10;

/** What could not be published, a line each, under a heading. */
export function publishing(notes: readonly string[]): string[] {
  return notes.length === 0 ? [] : ['### Publishing', noteList(notes)];
}

/** A list of what could not be published and why. */
export function noteList(notes: readonly string[]): string {
  const hidden = notes.length - MAX_NOTES;
  const lines = notes.slice(0, MAX_NOTES).map((note) => {
    const [sentence = '', ...workflow] = note.split('\n');
    const said = `- ${escapeText(shorten(sentence, NOTE_LENGTH))}`;
    return workflow.length === 0 ? said : [said, '', ...fence(workflow, 'yaml').split('\n')].join('\n  ');
  });
  return [...lines, ...(hidden > 0 ? [`- and ${formatCount(hidden)} more`] : [])].join('\n');
}
