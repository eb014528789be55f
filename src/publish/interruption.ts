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
 * @returns a function that cancels this
 */
export function beforeSignals(ending: Ending, act: () => void): () => void {
  const listeners = SIGNALS.map((signal) => {
    const listener = () => {
      stop();
      act();
      // With no listeners left, the signal has its default effect.
      ending.kill(ending.pid, signal);
    };
    return [signal, listener] as const;
  });
  const stop = () => {
    for (const [signal, listener] of listeners) ending.off(signal, listener);
  };
  for (const [signal, listener] of listeners) ending.once(signal, listener);
  return stop;
}
