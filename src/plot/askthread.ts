import { parentPort, type Worker } from 'node:worker_threads';

interface Request<Input> {
  readonly id: number;
  readonly input: Input;
}

type Reply<Output> = { readonly id: number } & ({ readonly output: Output } | { readonly error: string });

/** Asks a thread for work that takes long. */
export type Ask<Input, Output> = (input: Input) => Promise<Output>;

interface Job<Input, Output> {
  readonly input: Input;
  resolve(output: Output): void;
  reject(error: Error): void;
}

/**
 * Asks a thread that answers with `answer`. It keeps the process alive only while it owes an answer. Where it dies with
 * several answers owed, each is asked of a new one by itself, so that only what kills a thread is lost.
 *
 * @param start a thread; once at first, and again after each death
 */
export function ask<Input, Output>(start: () => Worker): Ask<Input, Output> {
  const waiting = new Map<number, Job<Input, Output>>();
  const suspects: Job<Input, Output>[] = [];
  let last = 0;
  let current: Worker | null = null;

  const begin = (): Worker => {
    const worker = start();
    const fail = (error: Error) => {
      if (current !== worker) return;
      current = null;
      const owed = [...waiting.values()];
      waiting.clear();
      if (owed.length === 1) owed[0]?.reject(error);
      else suspects.push(...owed);
      askSuspect();
    };
    worker.on('message', (reply: Reply<Output>) => {
      const job = waiting.get(reply.id);
      waiting.delete(reply.id);
      if (waiting.size === 0) worker.unref();
      if ('output' in reply) job?.resolve(reply.output);
      else job?.reject(new Error(reply.error));
      askSuspect();
    });
    worker.on('error', fail);
    worker.on('exit', (code) => fail(new Error(`a thread ended with exit code ${code}`)));
    // After the listeners: one for messages holds the process again.
    worker.unref();
    return worker;
  };
  const send = (job: Job<Input, Output>) => {
    const id = ++last;
    waiting.set(id, job);
    current ??= begin();
    current.ref();
    current.postMessage({ id, input: job.input } satisfies Request<Input>);
  };
  const askSuspect = () => {
    const job = waiting.size === 0 ? suspects.shift() : undefined;
    if (job !== undefined) send(job);
  };

  current = begin();
  return (input) =>
    new Promise((resolve, reject) => {
      const job = { input, resolve, reject };
      if (suspects.length > 0) suspects.push(job);
      else send(job);
    });
}

/** Answers that a thread owes when another has enough to do, and those given when it is sure to be worth its start. */
const MUCH = { owed: 6, given: 24 };

/**
 * Asks the least busy of a pool of threads, which begins with one and grows up to `most` while all have much to do. To
 * start a thread takes as long as several answers: it is put off until many have been given.
 */
export function askPool<Input, Output>(start: () => Worker, most: number): Ask<Input, Output> {
  const threads = [{ ask: ask<Input, Output>(start), owes: 0 }];
  let given = 0;
  return (input) => {
    const isMuch = given >= MUCH.given && threads.every(({ owes }) => owes >= MUCH.owed);
    if (threads.length < most && isMuch) threads.push({ ask: ask(start), owes: 0 });
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
