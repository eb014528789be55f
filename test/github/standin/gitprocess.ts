import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';

/** Git refused; the message is git's own. */
export class GitError extends Error {}

interface Answer {
  readonly id: number;
  readonly stdout: Uint8Array;
  /** What git said where it refused. */
  readonly failure: string | null;
}

let runner: ChildProcess | null = null;
let count = 0;
const waiting = new Map<number, (answer: Answer) => void>();

/** Runs git in a bare repository, by a process that does nothing else, and returns what it printed. Throws GitError. */
export async function runGit(
  repository: string,
  args: readonly string[],
  input: Uint8Array | string = '',
): Promise<Buffer> {
  runner ??= started();
  count += 1;
  const id = count;
  const answered = new Promise<Answer>((resolve) => waiting.set(id, resolve));
  runner.send({ id, args, input, env: alone(repository) });
  const { stdout, failure } = await answered;
  if (failure !== null) throw new GitError(failure);
  return Buffer.from(stdout.buffer, stdout.byteOffset, stdout.byteLength);
}

/** What git finds around it: the repository, and nothing of this machine's. */
function alone(folder: string): Record<string, string> {
  return { PATH: process.env.PATH ?? '', HOME: folder, GIT_CONFIG_NOSYSTEM: '1', GIT_DIR: folder };
}

function started(): ChildProcess {
  const child = fork(join(import.meta.dirname, 'gitrunner.mjs'), { serialization: 'advanced', execArgv: [] });
  child.on('message', (answer: Answer) => {
    waiting.get(answer.id)?.(answer);
    waiting.delete(answer.id);
  });
  // It ends with the tests, which do not wait for it.
  child.unref();
  child.channel?.unref();
  return child;
}
