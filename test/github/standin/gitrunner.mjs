// @ts-check
import { execFile } from 'node:child_process';

/*
 * Runs git for the stand-in: a process that has nothing in it starts another ten times as fast as one with the program and
 * all its tests. Plain JavaScript, as Node 20 has to run it too.
 */

/** @typedef {{ id: number, args: string[], input: Uint8Array | string, env: Record<string, string> }} Order */

process.on('message', (/** @type {Order} */ { id, args, input, env }) => {
  const settings = { env, encoding: /** @type {const} */ ('buffer'), maxBuffer: 256 * 2 ** 20 };
  const child = execFile('git', args, settings, (error, stdout, stderr) => {
    const failure = error === null ? null : stderr.toString().trim() || error.message;
    process.send?.({ id, stdout, failure });
  });
  // Git may refuse before it has read its input.
  child.stdin?.on('error', () => {});
  child.stdin?.end(input);
});
