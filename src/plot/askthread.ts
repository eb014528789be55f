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
 * Asks a thread that responds with `answer`. The thread only keeps the process alive while it owes an answer. If it
 * dies while it owes several, each is asked again of a new thread, one at a time, so that only the request that kills
 * threads is lost.
 *
 * @param start starts a thread; called once at first, and again after each death
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
    // After the listeners, because one for messages would hold the process again.
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

/**
 * How many answers a thread must owe for another to be worthwhile, and how many must have been given for its start to
 * pay off.
 */
const MUCH = { owed: 6, given: 24 };

/**
 * Asks the least busy of several, at first one, which threads join up to `most` while all are busy. Starting a thread
 * takes as long as several answers, so that is deferred until many have been given.
 */
export function askPool<Input, Output>(
  first: Ask<Input, Output>,
  start: () => Worker,
  most: number,
): Ask<Input, Output> {
  const pool = [{ ask: first, owes: 0 }];
  let given = 0;
  return (input) => {
    const isMuch = given >= MUCH.given && pool.every(({ owes }) => owes >= MUCH.owed);
    if (pool.length < most && isMuch) pool.push({ ask: ask(start), owes: 0 });
    const least = pool.reduce((one, other) => (other.owes < one.owes ? other : one));
    least.owes += 1;
    return least.ask(input).finally(() => {
      least.owes -= 1;
      given += 1;
    });
  };
}

/**
 * Runs in a thread: answers everything that it is asked.
 *
 * @param memoryOf what of an answer moves to who asked, instead of a copy that leaves garbage outside of this heap
 */
export function answer<Input, Output>(
  work: Ask<Input, Output>,
  memoryOf: (output: Output) => ArrayBufferLike[] = () => [],
): void {
  const reply = async ({ id, input }: Request<Input>): Promise<[Reply<Output>, ArrayBufferLike[]]> => {
    try {
      const output = await work(input);
      return [{ id, output }, memoryOf(output)];
    } catch (error) {
      return [{ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) }, []];
    }
  };
  parentPort?.on('message', async (request: Request<Input>) => {
    const [message, memory] = await reply(request);
    parentPort?.postMessage(message, memory as ArrayBuffer[]);
  });
}
