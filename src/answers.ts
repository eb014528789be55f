import manifest from '../package.json' with { type: 'json' };
import { USAGE } from './usage.ts';

const VERSION = `pareto-report ${manifest.version}\n`;

/** What an argument asks that stands alone, which nothing needs to be loaded to answer; null where it asks for work. */
export function answerTo(args: readonly string[]): string | null {
  const [only, ...others] = args;
  if (others.length > 0) return null;
  return answerIn({ help: only === '--help' || only === '-h', version: only === '--version' });
}

/** What the flags of a command line ask to be told instead of any work. */
export function answerIn({
  help,
  version,
}: {
  help?: boolean | undefined;
  version?: boolean | undefined;
}): string | null {
  if (help) return USAGE;
  return version ? VERSION : null;
}
