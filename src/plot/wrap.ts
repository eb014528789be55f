import type { Face } from './face.ts';
import { truncate } from './truncate.ts';

/** Where a line may break: before a space, or after a character that joins words. */
const BREAKS = /(?<=[/_-])(?=\S)|\s+/g;

/**
 * A text on one line if it fits, otherwise on two of about the same width; what still does not fit ends in an ellipsis.
 *
 * @param room of each line, in px
 * @param breaks where the first line may end
 */
export function wrap(text: string, room: number, face: Face, size: number, breaks = BREAKS): string[] {
  if (face.width(text, size) <= room) return [text];
  const halves = halvesOf(text, room, breaks, face, size);
  const fitting = halves.filter(({ longest }) => longest <= room).sort((a, b) => a.longest - b.longest);
  const [first, second] = (fitting[0] ?? halves.at(-1))?.lines ?? [text, ''];
  return [first, second].filter((line) => line !== '').map((line) => truncate(line, room, face, size));
}

/** The ways to break a text whose first line fits. A text of many words has few of them, whatever comes after. */
function halvesOf(text: string, room: number, breaks: RegExp, face: Face, size: number) {
  const halves: { readonly lines: readonly [string, string]; readonly longest: number }[] = [];
  for (const { index, 0: blank } of text.matchAll(breaks)) {
    const lines = [text.slice(0, index), text.slice(index + blank.length)] as const;
    const first = face.width(lines[0], size);
    if (first > room) break;
    halves.push({ lines, longest: Math.max(first, face.width(lines[1], size)) });
  }
  return halves;
}
