import { expect } from 'vitest';
import { UserError } from '../../src/errors.ts';

/** What the user is told who gave something that is refused. */
export function complaintOf(parse: () => unknown): string {
  try {
    parse();
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    return (error as Error).message;
  }
  throw new Error('nothing was refused');
}
