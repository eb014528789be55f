import { setImmediate } from 'node:timers/promises';

/** How long a loop may go on without a pause, in ms. */
const BETWEEN = 50;

/** Lets a loop that awaits nothing pause now and then, so that signals are handled. */
export class Breath {
  #last = performance.now();

  async take(): Promise<void> {
    if (performance.now() - this.#last < BETWEEN) return;
    await setImmediate();
    this.#last = performance.now();
  }
}
