import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';

/** Git refused; the message is git's own. */
export class GitError extends Error {}

/** An object of a repository. */
export interface GitObject {
  readonly sha: string;
  readonly type: string;
  readonly bytes: Buffer;
}

interface Answer {
  readonly id: number;
  readonly stdout: Uint8Array;
  /** What git said where it refused. */
  readonly failure: string | null;
  /** Id, type and size of an object that was looked up; null where there is none. */
  readonly header?: string | null;
}

type Environment = Readonly<Record<string, string>>;

let runner: ChildProcess | null = null;
let count = 0;
const waiting = new Map<number, (answer: Answer) => void>();

/** Runs git by a process that does nothing else, and returns what it printed. Throws GitError. */
export async function runGit(args: readonly string[], input: Uint8Array | string, env: Environment): Promise<Buffer> {
  const { stdout, failure } = await answerTo({ args, input, env });
  if (failure !== null) throw new GitError(failure);
  return bufferOf(stdout);
}

/** Looks up an object by what names it, or null; by a git that each repository has for this until `forgetObjects`. */
export async function objectNamed(name: string, folder: string, env: Environment): Promise<GitObject | null> {
  // The names are told apart by their lines.
  if (name.includes('\n')) return null;
  const { header, stdout } = await answerTo({ name, folder, env });
  const [sha = '', type = ''] = header?.split(' ') ?? [];
  return sha === '' ? null : { sha, type, bytes: bufferOf(stdout) };
}

/** Ends the git that looks up a repository's objects. */
export async function forgetObjects(folder: string): Promise<void> {
  await answerTo({ name: null, folder, env: {} });
}

function answerTo(order: object): Promise<Answer> {
  runner ??= started();
  count += 1;
  const id = count;
  const answered = new Promise<Answer>((resolve) => waiting.set(id, resolve));
  runner.send({ id, ...order });
  return answered;
}

function bufferOf({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
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
