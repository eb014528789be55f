/** What stands in a decoded name for bytes that are not UTF-8. */
const REPLACEMENT = '\ufffd';

/**
 * A file or folder whose name cannot be written as text, so that it is not found by the name that it seems to have; in the
 * form of the system's own errors, since the cause is outside the program.
 */
class ForeignName extends Error {
  readonly syscall = 'open';

  constructor() {
    super('its name is not valid UTF-8: rename it');
  }
}

/** An error of the system about a path, in words where its own would say that what was listed is not there. */
export function orForeignName(error: NodeJS.ErrnoException, path: string): Error {
  return error.code === 'ENOENT' && path.includes(REPLACEMENT) ? new ForeignName() : error;
}
