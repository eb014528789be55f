import { type ProgramResult, systemRoot } from './dist/spawn.ts';

/** What a process finds around it. */
export interface ProcessSurroundings {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

let last: Promise<unknown> = Promise.resolve();

/**
 * Runs an entry of the program in this process as if in one of its own, and catches what it prints. One after the other: a
 * process has one environment, working folder and standard output.
 *
 * @param work comes to the exit status
 */
export function within(around: ProcessSurroundings, work: () => Promise<number>): Promise<ProgramResult> {
  const ended = last.then(() => lent(around, work));
  last = ended.catch(() => {});
  return ended;
}

async function lent({ cwd, env }: ProcessSurroundings, work: () => Promise<number>): Promise<ProgramResult> {
  const { stdout, stderr } = process;
  const before = { env: process.env, cwd: process.cwd(), exitCode: process.exitCode };
  const [printed, warned] = [new StreamCapture(stdout), new StreamCapture(stderr)];
  process.env = { PATH: before.env.PATH, HOME: cwd, ...systemRoot(), ...env };
  process.exitCode = undefined;
  process.chdir(cwd);
  try {
    const status = await work();
    return { status, stdout: printed.text(), stderr: warned.text() };
  } finally {
    process.env = before.env;
    process.exitCode = before.exitCode;
    process.chdir(before.cwd);
    for (const one of [printed, warned]) one.end();
  }
}

/** Catches what is written to a stream of the process until it ends. */
class StreamCapture {
  readonly #stream: NodeJS.WriteStream;
  readonly #write: NodeJS.WriteStream['write'];
  readonly #parts: Buffer[] = [];

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
    this.#write = stream.write;
    stream.write = (chunk: string | Uint8Array, ...others: readonly unknown[]) => {
      this.#parts.push(Buffer.from(chunk as string));
      const written = others.at(-1);
      if (typeof written === 'function') process.nextTick(written);
      return true;
    };
  }

  text(): string {
    return Buffer.concat(this.#parts).toString();
  }

  end(): void {
    this.#stream.write = this.#write;
  }
}
