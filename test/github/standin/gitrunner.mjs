// @ts-check
import { execFile, spawn } from 'node:child_process';

/*
 * Runs git for the stand-in: a process that has nothing in it starts another ten times as fast as one with the program and
 * all its tests. What only looks up an object asks one git for each repository, which goes on until it is told to end.
 * Plain JavaScript, as Node 20 has to run it too.
 */

/** @typedef {{ id: number, args: string[], input: Uint8Array | string, env: Record<string, string> }} Order */
/** @typedef {{ id: number, name: string | null, folder: string, env: Record<string, string> }} LookUp */

/** @type {Map<string, ReturnType<typeof lookingIn>>} */
const readers = new Map();

process.on('message', (/** @type {Order | LookUp} */ order) => {
  if ('args' in order) run(order);
  else if (order.name === null) end(order);
  else reader(order).ask(order.name, (found) => process.send?.({ id: order.id, failure: null, ...found }));
});

/** @param {Order} order */
function run({ id, args, input, env }) {
  const settings = { env, encoding: /** @type {const} */ ('buffer'), maxBuffer: 256 * 2 ** 20 };
  const child = execFile('git', args, settings, (error, stdout, stderr) => {
    const failure = error === null ? null : stderr.toString().trim() || error.message;
    process.send?.({ id, stdout, failure });
  });
  // Git may refuse before it has read its input.
  child.stdin?.on('error', () => {});
  child.stdin?.end(input);
}

/** @param {LookUp} order */
function reader({ folder, env }) {
  const made = readers.get(folder) ?? lookingIn(env);
  readers.set(folder, made);
  return made;
}

/** @param {LookUp} order */
function end({ id, folder }) {
  readers.get(folder)?.end();
  readers.delete(folder);
  process.send?.({ id, failure: null, stdout: new Uint8Array() });
}

/**
 * Git that answers one name after the other: a line of id, type and size with so many bytes after it, or one that says
 * what is missing.
 *
 * @param {Record<string, string>} env
 */
function lookingIn(env) {
  const child = spawn('git', ['cat-file', '--batch'], { env, stdio: ['pipe', 'pipe', 'ignore'] });
  /** @type {((found: { stdout: Uint8Array, header: string | null }) => void)[]} */
  const waiting = [];
  let rest = Buffer.alloc(0);
  child.stdout.on('data', (/** @type {Buffer} */ chunk) => {
    rest = Buffer.concat([rest, chunk]);
    for (;;) {
      const line = rest.indexOf('\n');
      if (line < 0) return;
      const header = rest.subarray(0, line).toString();
      const size = /^[0-9a-f]{40} \w+ (\d+)$/.exec(header)?.[1];
      const end = size === undefined ? line + 1 : line + 1 + Number(size) + 1;
      if (rest.length < end) return;
      const stdout = size === undefined ? new Uint8Array() : rest.subarray(line + 1, end - 1);
      waiting.shift()?.({ stdout, header: size === undefined ? null : header });
      rest = rest.subarray(end);
    }
  });
  child.stdin.on('error', () => {});
  return {
    /** @type {(name: string, told: (typeof waiting)[number]) => void} */
    ask(name, told) {
      waiting.push(told);
      child.stdin.write(`${name}\n`);
    },
    end: () => child.stdin.end(),
  };
}
