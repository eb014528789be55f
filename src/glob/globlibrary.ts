import picomatch from 'picomatch/posix.js';

/*
 * What a library makes of globs. Few runs are given any, so the bundler has it loaded when one of these functions is first
 * called.
 */

type Options = picomatch.PicomatchOptions;

/** What matches a glob. */
export function matcherOf(glob: string, options: Options): (text: string) => boolean {
  return picomatch(glob, options);
}

/** The expression that matches a glob. */
export function expressionOf(glob: string, options: Options): RegExp {
  return picomatch.makeRe(glob, options);
}

/** The folder before the first wildcard of a text, as written, and the glob from there on; and whether it is one. */
export function scanned(text: string): { readonly base: string; readonly glob: string; readonly isGlob: boolean } {
  return picomatch.scan(text);
}
