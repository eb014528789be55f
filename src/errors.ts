/**
 * A mistake of the user's that ends the program: a bad option, a path that does not exist, nothing to read. It is shown
 * as a sentence, and the exit status is 2. Any other exception is a bug in this program.
 */
export class UserError extends Error {
  override readonly name = 'UserError';
}
