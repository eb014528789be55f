import manifest from '../package.json' with { type: 'json' };
import { USAGE } from './usage.ts';

const VERSION = `pareto-report ${manifest.version}\n`;

/** The answer to a lone argument, which takes no loading; null if the argument asks for work. */
export function answerTo(args: readonly string[]): string | null {
  const [only, ...others] = args;
  if (others.length > 0) return null;
  return answerIn({ help: only === '--help' || only === '-h', version: only === '--version' });
}

/** The answer to flags that ask for information instead of work; null if there are none. */
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
