import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { EXAMPLE, emptyFolder, lonelyDist, run, runner } from '../dist/spawn.ts';

/*
 * Where the Action asks when nobody tells it: a proxy between it and the world sees whom it wants to reach.
 */

let proxy: Server;
let reached: string[];
beforeEach(async () => {
  reached = [];
  proxy = createServer((request, response) => {
    reached.push(`${request.method} ${request.url}`);
    response.writeHead(502).end();
  });
  proxy.on('connect', (request, socket) => {
    reached.push(`CONNECT ${request.url}`);
    socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
});
afterEach(() => new Promise<void>((resolve) => proxy.close(() => resolve())));

test('https://api.github.com, and nobody else; without an answer the report is whole', async () => {
  const folder = emptyFolder();
  const { env } = runner(folder, {
    reports: join(EXAMPLE, 'pd-disaggregation.setup_1r-tp2'),
    plots: 'none',
    comment: 'always',
    'github-token': 'ghs_of_a_test',
  });
  const job = {
    GITHUB_REPOSITORY: 'octo/bench',
    GITHUB_EVENT_NAME: 'push',
    GITHUB_REF: 'refs/heads/main',
    GITHUB_SHA: 'c0ffee'.padEnd(40, '0'),
    GITHUB_RUN_ID: '1',
    https_proxy: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
  };
  const ended = await run(process.execPath, join(lonelyDist(), 'action.js'), [], {
    cwd: folder,
    env: { ...env, ...job },
  });
  expect(ended.status, ended.stdout + ended.stderr).toBe(0);
  expect(new Set(reached)).toEqual(new Set(['CONNECT api.github.com:443']));
  expect(ended.stdout).toContain(
    '::warning title=pareto-report%3A publishing::comment not published: GitHub does not answer (',
  );
  expect(ended.stdout.replaceAll('::add-mask::ghs_of_a_test', '')).not.toContain('ghs_of_a_test');
});
