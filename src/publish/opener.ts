import type { SpawnOptions } from 'node:child_process';

/** The machine on which a file is to be opened. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** A program with its arguments. */
export interface Opener {
  readonly program: string;
  readonly args: readonly string[];
  readonly options: SpawnOptions;
}

/** The environment variable that passes the path to Windows' shell, which would interpret characters in an argument. */
const CARRIER = 'PARETO_REPORT_PAGE';

/**
 * Opens a file with the user's default program, without waiting for it.
 *
 * @param path absolute
 * @returns why it could not be opened; null if a program was started
 */
export async function openInBrowser(path: string, machine: Machine): Promise<string | null> {
  const opener = openerOf(path, machine);
  if (opener === null) return 'there is no display here';
  const { program, args, options } = opener;
  const { spawn } = await import('node:child_process');
  return new Promise((settle) => {
    const child = spawn(program, args, { ...options, detached: true, stdio: 'ignore' });
    child.once('error', ({ message }) => settle(`${program} cannot be started (${message})`));
    child.once('spawn', () => {
      child.unref();
      settle(null);
    });
  });
}

/** The program that opens a file; null if nobody would see it. */
export function openerOf(path: string, { platform, env }: Machine): Opener | null {
  if (platform === 'darwin') return { program: 'open', args: [path], options: { env } };
  if (platform === 'win32') {
    // Variables between exclamation marks are expanded after the line has been parsed, so that none of their characters
    // are interpreted.
    const args = ['/d', '/v:on', '/c', `start "" "!${CARRIER}!"`];
    return { program: 'cmd', args, options: { env: { ...env, [CARRIER]: path }, windowsVerbatimArguments: true } };
  }
  // A program in BROWSER may show the page on another machine, as those of remote editors do.
  const hasDisplay = [env.DISPLAY, env.WAYLAND_DISPLAY, env.BROWSER].some((value) => value);
  return hasDisplay ? { program: 'xdg-open', args: [path], options: { env } } : null;
}
