import { EventEmitter } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { beforeSignals } from '../../src/publish/interruption.ts';

/** A process that ends only on paper. */
class Ending extends EventEmitter {
  readonly pid = 7;
  readonly killed: string[] = [];
  kill(_: number, signal: string): void {
    this.killed.push(signal);
  }
}

function interrupted(by: (ending: Ending, stop: () => void) => void) {
  const ending = new Ending();
  let acts = 0;
  const stop = beforeSignals(ending, () => {
    acts += 1;
  });
  by(ending, stop);
  return { acts, killed: ending.killed };
}

test('a signal has what is to be done before it done, and ends the process', () => {
  expect(interrupted((ending) => ending.emit('SIGTERM'))).toEqual({ acts: 1, killed: ['SIGTERM'] });
});

test('one that had come when this was cancelled, and is heard later, ends the process all the same', () => {
  const late = (ending: Ending, stop: () => void) => {
    stop();
    ending.emit('SIGINT');
  };
  expect(interrupted(late)).toEqual({ acts: 0, killed: ['SIGINT'] });
});

test('nobody listens two events later', async () => {
  const ending = new Ending();
  beforeSignals(ending, () => {})();
  await setImmediate();
  await setImmediate();
  expect(ending.eventNames()).toEqual([]);
});
