import cliTruncate from 'cli-truncate';
import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';

/*
 * What libraries do with text in cells. A run that prints narrow characters to a file needs none, so the bundler has them
 * loaded when one of these functions is first called.
 */

/** Where text is removed that does not fit. */
export type CutPlace = 'start' | 'middle' | 'end';

/** How many cells a text takes. */
export function widthOf(text: string): number {
  return stringWidth(text);
}

/** At most so many cells of a text, or one more. */
export function truncated(text: string, cells: number, position: CutPlace): string {
  return cliTruncate(text, cells, { position });
}

/** A text on lines of so many cells, broken at spaces, and within words that are longer than a line. */
export function broken(text: string, cells: number): string[] {
  return wrapAnsi(text, cells, { hard: true }).split('\n');
}
