import { guardStandardStreams } from './standardstreams.ts';
import { failStep } from './stepfailure.ts';

/** An upload that was given up may go on trying; it does not keep the job waiting. */
const LINGER = 200;

process.on('uncaughtException', (error) => {
  failStep(error);
  process.exit();
});
guardStandardStreams();
try {
  const { runStep } = await import('./step.ts');
  await runStep();
  setTimeout(() => process.exit(), LINGER).unref();
} catch (error) {
  failStep(error);
}
