import { parentPort, type Worker } from 'node:worker_threads';

interface Request<Input> {
  readonly id: number;
  readonly input: Input;
}

type Reply<Output> = { readonly id: number } & ({ readonly output: Output } | { readonly error: string });

/** Asks a thread for work that takes long. */
export type Ask<Input, Output> = (input: Input) => Promise<Output>;

interface Waiting<Output> {
  resolve(output: Output): void;
  reject(error: Error): void;
}

/** Asks a thread that answers with `answer`. It keeps the process alive only while it owes an answer. */
export function ask<Input, Output>(worker: Worker): Ask<Input, Output> {
  const waiting = new Map<number, Waiting<Output>>();
  let last = 0;
  let failure: Error | null = null;
  const fail = (error: Error) => {
    failure ??= error;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  worker.on('message', (reply: Reply<Output>) => {
    const asked = waiting.get(reply.id);
    waiting.delete(reply.id);
    if (waiting.size === 0) worker.unref();
    if ('output' in reply) asked?.resolve(reply.output);
    else asked?.reject(new Error(reply.error));
  });
  worker.on('error', fail);
  worker.on('exit', (code) => fail(new Error(`a thread ended with exit code ${code}`)));
  // After the listeners: one for messages holds the process again.
  worker.unref();
  return (input) => {
    if (failure !== null) return Promise.reject(failure);
    const id = ++last;
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      worker.ref();
      worker.postMessage({ id, input } satisfies Request<Input>);
    });
  };
}

/** Answers that a thread owes when another has enough to do, and those given when it is sure to be worth its start. */
const MUCH = { owed: 6, given: 24 };

/**
 * Asks the least busy of a pool of threads, which begins with one and grows up to `most` while all have much to do. To
 * start a thread takes as long as several answers: it is put off until many have been given.
 */
export function askPool<Input, Output>(start: () => Worker, most: number): Ask<Input, Output> {
  const threads = [{ ask: ask<Input, Output>(start()), owes: 0 }];
  let given = 0;
  return (input) => {
    const isMuch = given >= MUCH.given && threads.every(({ owes }) => owes >= MUCH.owed);
    if (threads.length < most && isMuch) threads.push({ ask: ask(start()), owes: 0 });
    const thread = threads.reduce((least, other) => (other.owes < least.owes ? other : least));
    thread.owes += 1;
    return thread.ask(input).finally(() => {
      thread.owes -= 1;
      given += 1;
    });
  };
}

/** In a thread: answers everything that is asked of it. */
export function answer<Input, Output>(work: Ask<Input, Output>): void {
  parentPort?.on('message', async ({ id, input }: Request<Input>) => {
    parentPort?.postMessage(
      await work(input).then(
        (output): Reply<Output> => ({ id, output }),
        (error: unknown): Reply<Output> => ({
          id,
          error: error instanceof Error ? (error.stack ?? error.message) : String(error),
        }),
      ),
    );
  });
}
