import * as core from '@actions/core';
import { BUG, stackOf } from './bug.ts';
import { UserError } from './errors.ts';
import { printVerbatim } from './publish/actions.ts';
import { guardStandardStreams } from './standardstreams.ts';

/** An abandoned upload may go on trying; the job does not wait for it. */
const LINGER = 200;

function fail(error: unknown): void {
  const isOurs = !(error instanceof UserError);
  core.setFailed(isOurs ? BUG : error.message);
  if (isOurs) printVerbatim(stackOf(error));
}

process.on('uncaughtException', (error) => {
  fail(error);
  process.exit();
});
guardStandardStreams();
try {
  const { runStep } = await import('./step.ts');
  await runStep();
  setTimeout(() => process.exit(), LINGER).unref();
} catch (error) {
  fail(error);
}
