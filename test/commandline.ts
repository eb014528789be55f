import { Writable } from 'node:stream';
import { main } from '../src/command.ts';
import type { ProgramResult } from './dist/spawn.ts';

/** The command by the sources, in this process, with streams of its own, which are no terminal. */
export async function command(
  args: readonly string[],
  { cwd, env = {} }: { readonly cwd: string; readonly env?: Readonly<Record<string, string | undefined>> },
): Promise<ProgramResult> {
  const [stdout, stderr] = [new OutputBuffer(), new OutputBuffer()];
  const { platform, pid } = process;
  const ending = { pid, once: () => {}, off: () => {}, kill: () => {} };
  const status = await main(args, { stdout, stderr, env, platform, ...ending, cwd: () => cwd });
  return { status, stdout: stdout.text, stderr: stderr.text };
}

/** Keeps what is written to it. */
class OutputBuffer extends Writable {
  text = '';

  override _write(chunk: Buffer, _: BufferEncoding, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}
