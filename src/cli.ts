#!/usr/bin/env node
import { prepare } from './plot/plot.ts';

const args = process.argv.slice(2);
// Getting ready to draw takes longest: it begins before the rest of the program is even loaded.
if (args.length > 0 && !/^(-h|--help|--version|none|--plots=none)$/m.test(args.join('\n'))) prepare();

const { main } = await import('./command.ts');
process.exitCode = await main(args);
