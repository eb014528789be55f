import { EventEmitter } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { ConsoleLog, type Manner } from '../../src/publish/console.ts';
import type { Message } from '../../src/publish/log.ts';
import { Progress } from '../../src/publish/progress.ts';

const ERASE = '\r\u001b[K';

/** A process that ends only on paper. */
class Ending extends EventEmitter {
  readonly pid = 7;
  readonly killed: string[] = [];
  kill(_: number, signal: string): void {
    this.killed.push(signal);
  }
  get listening(): number {
    return this.eventNames().reduce((sum, name) => sum + this.listenerCount(name), 0);
  }
}

/** A terminal that shows what it was written: the lines above, and that of the cursor. */
function aTerminal(columns = 40) {
  const written: string[] = [];
  const shown = () =>
    written
      .join('')
      .split('\n')
      .map((line) => line.split(ERASE).at(-1) ?? '');
  return { columns, write: (text: string) => written.push(text), written, shown };
}

describe('a line that is drawn over', () => {
  test('shows the newest, not more often than can be seen, and is gone at the end', async () => {
    const [stream, ending] = [aTerminal(), new Ending()];
    let now = 0;
    const progress = new Progress(stream, ending, () => now);
    progress.show('1 of 3');
    now = 10;
    progress.show('2 of 3');
    expect(stream.shown()).toEqual(['1 of 3']);
    now = 60;
    progress.show('3 of 3');
    expect(stream.shown()).toEqual(['3 of 3']);
    progress.clear();
    expect(stream.shown()).toEqual(['']);
    await setImmediate();
    await setImmediate();
    expect(ending.listening).toBe(0);
    progress.clear();
    expect(stream.written).toHaveLength(3);
  });

  test('is never as wide as the terminal, which would wrap it', () => {
    const stream = aTerminal(10);
    new Progress(stream, new Ending()).show('Reading files: 1 of 1,000');
    expect(stream.shown()).toEqual(['Reading …']);
  });

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s: it is erased, and the signal does its work', (signal) => {
    const [stream, ending] = [aTerminal(), new Ending()];
    new Progress(stream, ending).show('1 of 3');
    ending.emit(signal);
    expect(stream.shown()).toEqual(['']);
    expect(ending.killed).toEqual([signal]);
    expect(ending.listening).toBe(0);
  });

  test.each(['exit', 'uncaughtExceptionMonitor'])('%s: it is erased', (event) => {
    const [stream, ending] = [aTerminal(), new Ending()];
    new Progress(stream, ending).show('1 of 3');
    ending.emit(event);
    expect(stream.shown()).toEqual(['']);
    expect(ending.killed).toEqual([]);
  });
});

describe('the console', () => {
  const problem = (severity: Message['severity']): Message => ({
    ...{ severity, code: 'odd', file: 'a.yaml', line: 3, column: 1, message: `an odd ${severity}` },
  });
  const ALL = [problem('error'), problem('warning'), problem('notice')];
  const PLAIN = { columns: null, height: null, color: false };
  const manner = (overrides: Partial<Manner> = {}): Manner => ({
    ...{ screen: PLAIN, isLive: true, isQuiet: false, timings: false, ...overrides },
  });

  test('a problem takes the place of the line, and the next is drawn below', () => {
    const stream = aTerminal();
    const log = new ConsoleLog(stream, manner(), new Ending());
    log.progress('read', 1, 3);
    expect(stream.shown()).toEqual(['Reading files: 1 of 3']);
    log.problems(ALL.slice(0, 1));
    log.progress('draw', 1, 3);
    expect(stream.shown()).toEqual(['a.yaml:3:1: error: an odd error [odd]', 'Drawing pictures: 1 of 3']);
    log.stage('draw');
    expect(stream.shown()).toEqual(['a.yaml:3:1: error: an odd error [odd]', '']);
    log.progress('draw', 3, 3);
    log.end();
    expect(stream.shown()).toEqual(['a.yaml:3:1: error: an odd error [odd]', '']);
  });

  test('where nothing can be drawn over: a word now and then, of many files alone', () => {
    const stream = aTerminal();
    const log = new ConsoleLog(stream, manner({ isLive: false }), new Ending());
    log.progress('read', 3, 3);
    log.progress('draw', 3, 3);
    expect(stream.written).toEqual([]);
    log.progress('read', 600, 600);
    log.end();
    expect(stream.written).toEqual(['read 600 of 600 files\n']);
  });

  test('quiet: errors alone, and no progress', () => {
    const stream = aTerminal();
    const log = new ConsoleLog(stream, manner({ isQuiet: true }), new Ending());
    log.progress('read', 600, 600);
    log.problems(ALL);
    expect(stream.written).toEqual(['a.yaml:3:1: error: an odd error [odd]\n']);
  });

  test('timings have one form: what went before, stages from where that ended, and what threads did meanwhile', () => {
    const stream = aTerminal(80);
    const log = new ConsoleLog(stream, manner({ isLive: false, timings: true }), new Ending(), 40);
    log.before({ name: 'node', from: 0, to: 40 });
    log.stage('read');
    log.meanwhile([{ name: 'rasteriser', from: 60.4, to: 1300 }]);
    const [node, read, rasteriser] = stream.written;
    expect(node).toBe('node           40 ms, at 40 ms\n');
    expect(rasteriser).toBe('rasteriser   1240 ms, at 1300 ms, meanwhile\n');
    const [, stage = '', total = ''] = /^read +(\d+) ms, at (\d+) ms\n$/.exec(read ?? '') ?? [];
    expect(Math.abs(Number(total) - Number(stage) - 40)).toBeLessThanOrEqual(1);
  });

  test('timings are for who asks', () => {
    const stream = aTerminal();
    const log = new ConsoleLog(stream, manner({ isLive: false }), new Ending());
    log.before({ name: 'node', from: 0, to: 40 });
    log.stage('read');
    log.meanwhile([{ name: 'jsdom', from: 0, to: 1 }]);
    expect(stream.written).toEqual([]);
  });

  test('severities have their colours, and long messages break at words', () => {
    const stream = aTerminal();
    const screen = { columns: 24, height: 9, color: true };
    new ConsoleLog(stream, manner({ screen }), new Ending()).problems(ALL.slice(1, 2));
    expect(stream.written.join('')).toBe(
      'a.yaml:3:1: \u001b[33mwarning: \u001b[39man\n  odd warning\u001b[2m [odd]\u001b[22m\n',
    );
  });
});
