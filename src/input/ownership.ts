import type { FoundFile, FoundFiles } from './files.ts';

/**
 * What the candidate and each earlier run found, without the files of the other side: if arguments contain each other,
 * the deeper one owns its files, whichever side it belongs to. Files given for both sides at the same depth, which
 * would leave one with nothing, belong to both.
 */
export function ownFiles(
  candidate: readonly FoundFiles[],
  earlier: readonly (readonly FoundFiles[])[],
): { readonly candidate: readonly FoundFiles[]; readonly earlier: readonly (readonly FoundFiles[])[] } {
  const depth = depths(candidate);
  return {
    candidate: withoutOthers(candidate, depths(earlier.flat())),
    earlier: earlier.map((run) => withoutOthers(run, depth)),
  };
}

function withoutOthers(found: readonly FoundFiles[], others: ReadonlyMap<string, number>): readonly FoundFiles[] {
  const own = without(found, others);
  const isEmptied = found.some(({ files }) => files.length > 0) && own.every(({ files }) => files.length === 0);
  return isEmptied ? found : own;
}

function depths(found: readonly FoundFiles[]): ReadonlyMap<string, number> {
  const files = found.flatMap(({ files: own, beside }) => [...own, ...beside]);
  const deepest = new Map<string, number>();
  for (const { absolute, depth } of files) deepest.set(absolute, Math.max(depth, deepest.get(absolute) ?? 0));
  return deepest;
}

function without(found: readonly FoundFiles[], others: ReadonlyMap<string, number>): FoundFiles[] {
  const own = depths(found);
  const isOwn = ({ absolute }: FoundFile) => (own.get(absolute) ?? 0) >= (others.get(absolute) ?? 0);
  return found.map((one) => ({ ...one, files: one.files.filter(isOwn), beside: one.beside.filter(isOwn) }));
}
