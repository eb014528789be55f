import manifest from '../package.json' with { type: 'json' };

/**
 * Why the program does not run on a version of Node, as a sentence; null if it does.
 *
 * @param version such as `18.19.0`
 */
export function tooOld(version: string): string | null {
  const oldest = manifest.engines.node.replace('>=', '');
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [needed = 0, least = 0] = oldest.split('.').map(Number);
  if (major > needed || (major === needed && minor >= least)) return null;
  return `expected Node ${oldest} or later, found Node ${version}; install a newer one`;
}
