// @ts-check

/**
 * Code of a library with something in place of something else.
 *
 * @param {string} library for the message, if what is to be replaced is not there, or a text is there more than once
 * @param {string} code
 * @param {string | RegExp} before
 * @param {string | ((match: string, ...groups: string[]) => string)} after
 */
export function mended(library, code, before, after) {
  const result = code.replace(before, typeof after === 'string' ? () => after : after);
  const isAmbiguous = typeof before === 'string' && code.indexOf(before) !== code.lastIndexOf(before);
  if (result === code || isAmbiguous)
    throw new Error(`${library} has changed: not there, or more than once: ${before}`);
  return result;
}
