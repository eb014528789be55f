import * as core from '@actions/core';
import { BUG, stackOf } from './bug.ts';
import { UserError } from './errors.ts';
import { printVerbatim } from './publish/actions.ts';

/** Fails the step for what was thrown: a user's mistake with its message, anything else as our bug with its stack. */
export function failStep(error: unknown): void {
  const isOurs = !(error instanceof UserError);
  core.setFailed(isOurs ? BUG : error.message);
  if (isOurs) printVerbatim(stackOf(error));
}
