import type { Face } from './face.ts';

const ELLIPSIS = '…';

/** A letter with the marks on it. */
const CHARACTER = /\P{M}[\p{M}\u200c\u200d]*|\p{M}+/gu;

/** The text, or as much of it as fits into `room` px with an ellipsis for the rest. */
export function truncate(text: string, room: number, face: Face, size: number): string {
  return shorten(text, room, face, size, (characters, kept) => [characters.slice(0, kept), []]);
}

/** Like `truncate`, but keeps both ends: names that differ only at their end stay different. */
export function truncateMiddle(text: string, room: number, face: Face, size: number): string {
  return shorten(text, room, face, size, (characters, kept) => {
    const head = Math.ceil(kept / 2);
    return [characters.slice(0, head), characters.slice(characters.length - (kept - head))];
  });
}

type CutForm = (characters: readonly string[], kept: number) => [head: readonly string[], tail: readonly string[]];

function shorten(text: string, room: number, face: Face, size: number, cut: CutForm): string {
  if (face.width(text, size) <= room) return text;
  const characters = text.match(CHARACTER) ?? [];
  const shortened = (kept: number) => {
    const [head, tail] = cut(characters, kept);
    return head.join('').trimEnd() + ELLIPSIS + tail.join('').trimStart();
  };
  let [low, high] = [0, characters.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (face.width(shortened(middle), size) <= room) low = middle;
    else high = middle - 1;
  }
  return shortened(low);
}
