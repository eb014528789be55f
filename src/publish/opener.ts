import type { SpawnOptions } from 'node:child_process';

/** The machine that a file is opened on. */
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

/** Carries the path to Windows' shell, which would obey what is in one of its arguments. */
const CARRIER = 'PARETO_REPORT_PAGE';

/**
 * Opens a file as the user's machine opens such files, and leaves the program that does so to itself.
 *
 * @param path whole
 * @returns why it could not be; null where a program was started
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

/** What opens a file; null where nobody would see it. */
export function openerOf(path: string, { platform, env }: Machine): Opener | null {
  if (platform === 'darwin') return { program: 'open', args: [path], options: { env } };
  if (platform === 'win32') {
    // What a variable holds between exclamation marks is put in after the line was read: no character of it is obeyed.
    const args = ['/d', '/v:on', '/c', `start "" "!${CARRIER}!"`];
    return { program: 'cmd', args, options: { env: { ...env, [CARRIER]: path }, windowsVerbatimArguments: true } };
  }
  // Where BROWSER is set, it may show the page on another machine, as those of editors at a distance do.
  const hasDisplay = [env.DISPLAY, env.WAYLAND_DISPLAY, env.BROWSER].some((value) => value);
  return hasDisplay ? { program: 'xdg-open', args: [path], options: { env } } : null;
}
