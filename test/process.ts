import type { Ended } from './dist/spawn.ts';

/** What a process finds around it. */
export interface Around {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

let isTaken = false;

/**
 * Runs an entry of the program in this process as if in one of its own, and catches what it prints. One at a time: a
 * process has one environment, working folder and standard output.
 *
 * @param work comes to the exit status
 */
export async function within({ cwd, env }: Around, work: () => Promise<number>): Promise<Ended> {
  if (isTaken) throw new Error('a process is one program at a time: let those that run at once be spawned');
  isTaken = true;
  const { stdout, stderr } = process;
  const [printed, warned] = [new Printed(stdout), new Printed(stderr)];
  const before = { env: process.env, cwd: process.cwd(), exitCode: process.exitCode };
  process.env = { PATH: before.env.PATH, HOME: cwd, ...env };
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
    isTaken = false;
  }
}

/** Catches what is written to a stream of the process until it ends. */
class Printed {
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
