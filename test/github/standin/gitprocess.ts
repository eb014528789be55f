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

/** Runs git by a process that does nothing else, and returns what it printed. Throws GitError. */
export async function runGit(
  args: readonly string[],
  input: Uint8Array | string,
  env: Readonly<Record<string, string>>,
): Promise<Buffer> {
  runner ??= started();
  count += 1;
  const id = count;
  const answered = new Promise<Answer>((resolve) => waiting.set(id, resolve));
  runner.send({ id, args, input, env });
  const { stdout, failure } = await answered;
  if (failure !== null) throw new GitError(failure);
  return Buffer.from(stdout.buffer, stdout.byteOffset, stdout.byteLength);
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
