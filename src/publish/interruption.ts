/** The process, so far as signals that end it are concerned. */
export interface Ending {
  readonly pid: number;
  once(event: string, listener: () => void): unknown;
  off(event: string, listener: () => void): unknown;
  kill(pid: number, signal: NodeJS.Signals): unknown;
}

const SIGNALS: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Runs something when a signal is about to end the process, which then happens.
 *
 * @param act synchronous: nothing is awaited
 * @returns a function that cancels this; a signal that has come by then, though nobody has heard it yet, ends the process
 */
export function beforeSignals(ending: Ending, act: () => void): () => void {
  let isCancelled = false;
  const listeners = SIGNALS.map((signal) => {
    const listener = () => {
      remove();
      if (!isCancelled) act();
      // With no listeners left, the signal has its default effect.
      ending.kill(ending.pid, signal);
    };
    return [signal, listener] as const;
  });
  const remove = () => {
    for (const [signal, listener] of listeners) ending.off(signal, listener);
  };
  for (const [signal, listener] of listeners) ending.once(signal, listener);
  return () => {
    isCancelled = true;
    // Signals are heard between events alone: after the second of these, all have been that had come by now.
    setImmediate(() => setImmediate(remove));
  };
}
