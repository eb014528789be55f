import { inspect } from 'node:util';
import manifest from '../package.json' with { type: 'json' };

/** Exit status of the command after a bug in this program. */
export const BUG_STATUS = 70;

/** Says that it is a bug in this program and in which version; one line, above the stack. */
export const BUG = `this is a bug of pareto-report ${manifest.version} (Node ${process.versions.node}, ${process.platform}): please report it with this text`;

/** The stack of what was thrown, and those of its causes. */
export function stackOf(error: unknown): string {
  return inspect(error);
}
