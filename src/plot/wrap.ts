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
  const halves = [...text.matchAll(breaks)].map(({ index, 0: blank }) => {
    const lines: [string, string] = [text.slice(0, index), text.slice(index + blank.length)];
    const [first, second] = [face.width(lines[0], size), face.width(lines[1], size)];
    return { lines, first, longest: Math.max(first, second) };
  });
  const fitting = halves.filter(({ longest }) => longest <= room).sort((a, b) => a.longest - b.longest);
  if (fitting[0] !== undefined) return fitting[0].lines;
  const fullest = halves.findLast(({ first }) => first <= room);
  const [first, second] = fullest?.lines ?? [text, ''];
  return [first, second].filter((line) => line !== '').map((line) => truncate(line, room, face, size));
}
