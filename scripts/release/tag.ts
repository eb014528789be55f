/** The tag of a release, `v1.2.3` or `v1.3.0-rc.1`. */
export interface ReleaseTag {
  readonly version: string;
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
  /** Dot-separated identifiers; null for a release proper. */
  readonly prerelease: string | null;
}

const NUMBER = '(0|[1-9]\\d*)';
const IDENTIFIER = '(?:0|[1-9]\\d*|\\d*[A-Za-z-][\\dA-Za-z-]*)';
const FORM = new RegExp(`^v(${NUMBER}\\.${NUMBER}\\.${NUMBER}(?:-(${IDENTIFIER}(?:\\.${IDENTIFIER})*))?)$`);

/** Reads a tag; null where it is of another form. */
export function tagOf(text: string): ReleaseTag | null {
  const match = FORM.exec(text);
  if (match === null) return null;
  const [, version = '', major, minor, patch, prerelease = null] = match;
  return { version, major: Number(major), minor: Number(minor), patch: Number(patch), prerelease };
}

/**
 * The tag that moves with a release, `v1`: with the newest of its major version alone, and not before 1.0.0, where every
 * version may break what the one before had.
 *
 * @param all tags that there are, of whatever form
 */
export function movingTag(tag: ReleaseTag, all: readonly string[]): string | null {
  if (tag.major === 0 || !isNewest(tag, all, (other) => other.major === tag.major)) return null;
  return `v${tag.major}`;
}

/** Under which name npm installs a release where no version is asked for: `latest` is the newest proper one. */
export function distTagOf(tag: ReleaseTag, all: readonly string[]): 'latest' | 'next' | 'maintenance' {
  if (tag.prerelease !== null) return 'next';
  return isNewest(tag, all, () => true) ? 'latest' : 'maintenance';
}

/** Whether none of the releases proper that count is newer; a prerelease never is the newest. */
function isNewest(tag: ReleaseTag, all: readonly string[], counts: (other: ReleaseTag) => boolean): boolean {
  if (tag.prerelease !== null) return false;
  const others = all.flatMap((text) => tagOf(text) ?? []).filter((other) => other.prerelease === null && counts(other));
  return others.every((other) => compare(other, tag) <= 0);
}

function compare(a: ReleaseTag, b: ReleaseTag): number {
  return a.major - b.major || a.minor - b.minor || a.patch - b.patch;
}
