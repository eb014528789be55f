#!/usr/bin/env node
import { answerTo } from './answers.ts';
import { BUG, BUG_STATUS, stackOf } from './bug.ts';
import { tooOld } from './nodeversion.ts';
import { guardStandardStreams } from './standardstreams.ts';

/** In ms since the start of the process, which was Node's own. */
const begun = performance.now();

// Before loading anything that an older Node could not even parse.
const reason = tooOld(process.versions.node);
if (reason !== null) {
  process.stderr.write(`pareto-report: ${reason}\n`);
  process.exit(2);
}

function crash(error: unknown): number {
  process.stderr.write(`pareto-report: ${BUG}\n${stackOf(error)}\n`);
  return BUG_STATUS;
}

async function run(args: readonly string[]): Promise<number> {
  // Preparing to draw takes longest, so it starts before the rest of the program is even loaded.
  if (args.length > 0 && args[0] !== 'init' && !/^(-h|--help|--version|none|--plots=none)$/m.test(args.join('\n'))) {
    (await import('./plot/plot.ts')).prepare();
  }
  const { main } = await import('./command.ts');
  return main(args, process, begun);
}

process.on('uncaughtException', (error) => process.exit(crash(error)));
guardStandardStreams();
try {
  const args = process.argv.slice(2);
  const answer = answerTo(args);
  if (answer === null) process.exitCode = await run(args);
  else process.stdout.write(answer);
} catch (error) {
  process.exitCode = crash(error);
}
