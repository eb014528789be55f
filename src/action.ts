import { guardStandardStreams } from './standardstreams.ts';
import { failStep } from './stepfailure.ts';

/** An abandoned upload may go on trying; the job does not wait for it. */
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
