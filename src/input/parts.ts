import type { Source } from './files.ts';

/**
 * The paths of one run's parts, `a,b`. Since names of reports and globs may contain commas too, a path is the longest
 * piece that leads to something, and pieces that lead to nothing stay together.
 */
export function partsOf(run: string, source: Pick<Source, 'unfound'>): string[] {
  const pieces = run.split(',');
  if (pieces.length === 1) return [run];
  const parts: string[] = [];
  let lost: string[] = [];
  const keepLost = () => {
    const path = lost.join(',').trim();
    if (path !== '') parts.push(path);
    lost = [];
  };
  for (let start = 0; start < pieces.length; ) {
    const there = longestThere(pieces.slice(start), source);
    if (there === null) lost.push(pieces[start] ?? '');
    else {
      keepLost();
      parts.push(there.path);
    }
    start += there?.length ?? 1;
  }
  keepLost();
  return parts;
}

/**
 * The longest path at the start of some pieces that leads to something, and how many pieces it takes; null if none
 * does.
 */
function longestThere(
  pieces: readonly string[],
  source: Pick<Source, 'unfound'>,
): { readonly path: string; readonly length: number } | null {
  for (let { length } = pieces; length > 0; length -= 1) {
    const path = pieces.slice(0, length).join(',').trim();
    if (path !== '' && source.unfound([path]).length === 0) return { path, length };
  }
  return null;
}
