#!/usr/bin/env node
import { BUG, BUG_STATUS, stackOf } from './bug.ts';
import { tooOld } from './nodeversion.ts';
import { guardStandardStreams } from './standardstreams.ts';

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

process.on('uncaughtException', (error) => process.exit(crash(error)));
guardStandardStreams();
try {
  const args = process.argv.slice(2);
  // Preparing to draw takes longest, so it starts before the rest of the program is even loaded.
  if (args.length > 0 && args[0] !== 'init' && !/^(-h|--help|--version|none|--plots=none)$/m.test(args.join('\n'))) {
    (await import('./plot/plot.ts')).prepare();
  }
  const { main } = await import('./command.ts');
  process.exitCode = await main(args);
} catch (error) {
  process.exitCode = crash(error);
}
