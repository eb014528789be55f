import { mkdtempSync } from 'node:fs';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { openerOf, openInBrowser } from '../../src/publish/opener.ts';

/** What a shell would take for more than a name. */
const HOSTILE = '/tmp/a b/$(id);`id`&calc|%PATH%^!X!\'"/report.html';

describe('what opens a file', () => {
  test('of macOS and of a desktop: a program of its own, the path as one argument', () => {
    expect(openerOf(HOSTILE, { platform: 'darwin', env: {} })).toMatchObject({ program: 'open', args: [HOSTILE] });
    for (const env of [{ DISPLAY: ':0' }, { WAYLAND_DISPLAY: 'wayland-0' }, { BROWSER: 'code' }]) {
      const opener = openerOf(HOSTILE, { platform: 'linux', env });
      expect(opener).toMatchObject({ program: 'xdg-open', args: [HOSTILE] });
      expect(opener?.options.shell).toBeUndefined();
    }
  });

  test('of Windows: start, which finds the path in a variable and in no line that is read', () => {
    const opener = openerOf(HOSTILE, { platform: 'win32', env: { PATH: 'C:\\' } });
    expect(opener).toMatchObject({
      program: 'cmd',
      args: ['/d', '/v:on', '/c', 'start "" "!PARETO_REPORT_PAGE!"'],
      options: { windowsVerbatimArguments: true, env: { PATH: 'C:\\', PARETO_REPORT_PAGE: HOSTILE } },
    });
  });

  test('is nothing where nobody would see it', async () => {
    const machine = { platform: 'linux', env: { DISPLAY: '' } } as const;
    expect(openerOf(HOSTILE, machine)).toBeNull();
    expect(await openInBrowser(HOSTILE, machine)).toBe('there is no display here');
  });
});

// Windows has neither.
describe.skipIf(process.platform === 'win32')('a program', () => {
  test('gets the path as it is, and is left to itself', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'pareto-open-'));
    const opened = join(folder, 'opened');
    await writeFile(join(folder, 'xdg-open'), `#!/bin/sh\nprintf '%s\\n' "$#" "$1" > '${opened}'\n`);
    await chmod(join(folder, 'xdg-open'), 0o755);
    const env = { DISPLAY: ':0', PATH: folder };
    expect(await openInBrowser(HOSTILE, { platform: 'linux', env })).toBeNull();
    await vi.waitFor(async () => expect(await readFile(opened, 'utf8')).toBe(`1\n${HOSTILE}\n`), 5000);
  });

  test('that is not there is a reason', async () => {
    const machine = { platform: 'linux', env: { DISPLAY: ':0', PATH: '/nowhere' } } as const;
    expect(await openInBrowser('/x', machine)).toMatch(/^xdg-open cannot be started \(.*ENOENT.*\)$/);
  });
});
