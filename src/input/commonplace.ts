import type { FoundFile, FoundFiles } from './files.ts';

/** The place that the user gave, relative to which paths are names. */
export interface GivenPlace {
  /** Name of its folder; empty if it has none. */
  readonly name: string;
  /** The path of a file relative to it, with forward slashes. */
  pathOf(file: FoundFile): string;
}

/** What the places of all arguments have in common: the part of a path that does not distinguish files. */
export function commonplaceOf(found: readonly FoundFiles[]): GivenPlace {
  const places = found.flatMap(({ files }) => files.map(({ place }) => place));
  const [first = [], ...others] = [...new Set(places)].map((place) => partsOf(place));
  const differs = first.findIndex((part, index) => others.some((other) => other[index] !== part));
  const common = others.length === 0 || differs === -1 ? shortest(first, others) : first.slice(0, differs);
  return {
    name: common.at(-1) ?? '',
    pathOf: ({ location }) => partsOf(location).slice(common.length).join('/'),
  };
}

function shortest(first: readonly string[], others: readonly (readonly string[])[]): readonly string[] {
  return others.reduce((least, other) => (other.length < least.length ? other : least), first);
}

function partsOf(path: string): string[] {
  return path.split(/[\\/]/).filter((part) => part !== '');
}
