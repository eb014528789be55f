/** The process, as far as a signal may end it. */
export interface Ending {
  readonly pid: number;
  once(event: string, listener: () => void): unknown;
  off(event: string, listener: () => void): unknown;
  kill(pid: number, signal: NodeJS.Signals): unknown;
}

const SIGNALS: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Has something done when a signal is about to end the process, which it then does.
 *
 * @param act at once: nothing is waited for
 * @returns what ends this
 */
export function beforeSignals(ending: Ending, act: () => void): () => void {
  const listeners = SIGNALS.map((signal) => {
    const listener = () => {
      stop();
      act();
      // Nobody listens any more, so that the signal does what it is meant to.
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
