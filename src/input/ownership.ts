import type { Found, FoundFile } from './files.ts';

/**
 * What two sides found, each without the files of the other: of arguments that lie in each other the deeper one owns its
 * files, whichever side it is of. What is given for both sides alike, so that one would be left with nothing, is of both.
 */
export function ownFiles(
  one: readonly Found[],
  other: readonly Found[],
): { readonly one: readonly Found[]; readonly other: readonly Found[] } {
  const own = { one: without(one, depths(other)), other: without(other, depths(one)) };
  return isEmptied(one, own.one) || isEmptied(other, own.other) ? { one, other } : own;
}

function isEmptied(before: readonly Found[], after: readonly Found[]): boolean {
  return before.some(({ files }) => files.length > 0) && after.every(({ files }) => files.length === 0);
}

function depths(found: readonly Found[]): ReadonlyMap<string, number> {
  const files = found.flatMap(({ files: own, beside }) => [...own, ...beside]);
  const deepest = new Map<string, number>();
  for (const { absolute, depth } of files) deepest.set(absolute, Math.max(depth, deepest.get(absolute) ?? 0));
  return deepest;
}

function without(found: readonly Found[], others: ReadonlyMap<string, number>): Found[] {
  const own = depths(found);
  const isOwn = ({ absolute }: FoundFile) => (own.get(absolute) ?? 0) >= (others.get(absolute) ?? 0);
  return found.map((one) => ({ ...one, files: one.files.filter(isOwn), beside: one.beside.filter(isOwn) }));
}
