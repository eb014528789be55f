import { UserError } from '../errors.ts';
import { shortened } from '../excerpt.ts';
import { expressionOf, matcherOf, scanned } from './globlibrary.ts';
import { linearMatcher } from './linearmatch.ts';

/** How a glob is read: whether stars match slashes too, and whether case is ignored. Dots are letters. */
export interface GlobReading {
  readonly isFlat?: boolean;
  readonly ignoresCase?: boolean;
}

type GlobMatch = (text: string) => boolean;

/** The most ways to share a text among wildcards that are tried one by one, which takes a ms or two. */
const MOST_WAYS = 1e5;
/** Groups may hold wildcards, and may themselves be repeated. */
const GROUP = /[()]/;

/** What matches a glob. Globs and names may come from anywhere, so the time that it takes is in proportion to their lengths. */
export function globMatcher(glob: string, { isFlat = false, ignoresCase = false }: GlobReading = {}): GlobMatch {
  const options = { bash: isFlat, dot: true, nocase: ignoresCase };
  const matches = matcherOf(glob, options);
  const stars = GROUP.test(glob) ? null : (glob.match(/\*+/g) ?? []).length;
  let steady: GlobMatch | null = null;
  return (text) => {
    if (text === '' || text === glob || (stars !== null && waysOf(text.length, stars) <= MOST_WAYS))
      return matches(text);
    steady ??= steadily(glob, expressionOf(glob, options));
    return steady(text);
  };
}

/** The folder before the first wildcard of a text, as written, and the glob from there on; null if it has no wildcard. */
export function splitGlob(text: string): { readonly base: string; readonly glob: string } | null {
  const { base, glob, isGlob } = scanned(text);
  return isGlob ? { base, glob } : null;
}

function steadily(glob: string, expression: RegExp): GlobMatch {
  const matches = linearMatcher(expression);
  if (matches !== null) return matches;
  throw new UserError(
    `${shortened(glob)}: expected a glob without backreferences and lookbehinds, as it may take very long; write it with *, ?, [] and {}`,
  );
}

/** In how many ways so many wildcards can share a text, at most. */
function waysOf(length: number, stars: number): number {
  let ways = 1;
  for (let i = 0; i < stars && ways <= MOST_WAYS; i += 1) ways *= (length + i + 1) / (i + 1);
  return ways;
}
