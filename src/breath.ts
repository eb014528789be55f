import { setImmediate } from 'node:timers/promises';

/** How long a loop may go on without one, in ms. */
const BETWEEN = 50;

/** Lets a loop that waits for nothing look up now and then, so that a signal is heard. */
export class Breath {
  #last = performance.now();

  async take(): Promise<void> {
    if (performance.now() - this.#last < BETWEEN) return;
    await setImmediate();
    this.#last = performance.now();
  }
}
