import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { EXAMPLE, emptyFolder, type ProgramResult, runner } from './dist/spawn.ts';
import { within } from './process.ts';

/*
 * The modules that Node starts, of the sources: what they do around the command and the step. How a process of its own
 * ends by them is tried with dist/.
 */

const EVENTS = ['error', 'uncaughtException'];
const HEARD = [process, process.stdout, process.stderr] as const;

let heard: ReturnType<typeof listeners>;
beforeEach(() => {
  heard = listeners();
  vi.spyOn(process, 'exit').mockImplementation(() => undefined as never);
});
afterEach(() => {
  vi.restoreAllMocks();
  for (const { target, event, listener } of listeners()) {
    if (!heard.some((one) => one.listener === listener)) target.off(event, listener);
  }
});

function listeners() {
  return HEARD.flatMap((target: NodeJS.EventEmitter) =>
    EVENTS.flatMap((event) =>
      target.listeners(event).map((listener) => ({ target, event, listener: listener as () => void })),
    ),
  );
}

/** Evaluates an entry as if Node had started it; each time anew. */
async function started(load: () => Promise<unknown>, args: readonly string[], env = {}): Promise<ProgramResult> {
  const { argv } = process;
  process.argv = ['node', 'entry', ...args];
  return within({ cwd: emptyFolder(), env }, async () => {
    await load();
    return Number(process.exitCode ?? 0);
  }).finally(() => {
    process.argv = argv;
  });
}

function withBug(): void {
  vi.spyOn(Date.prototype, 'toISOString').mockImplementation(() => {
    throw new TypeError('a bug');
  });
}

const BUG = /this is a bug of pareto-report .*\n[\s\S]*TypeError: a bug\n +at /;

test('the command ends with its status', async () => {
  const ended = await started(() => import('../src/cli.ts'), ['nowhere', '--plots', 'none']);
  expect(ended).toMatchObject({ status: 2, stdout: '' });
  expect(ended.stderr).toContain('pareto-report: no benchmark report could be read');
});

test('a bug of the command is told as one', async () => {
  withBug();
  // @ts-expect-error a query has the module evaluated again
  const ended = await started(() => import('../src/cli.ts?again'), [EXAMPLE, '--plots', 'none']);
  expect(ended.status).toBe(70);
  expect(ended.stderr).toMatch(BUG);
});

test('the step ends its process, whatever a lost upload goes on with', async () => {
  const { env } = runner(emptyFolder(), { reports: EXAMPLE, plots: 'none', html: 'none' });
  const ended = await started(() => import('../src/action.ts'), [], env);
  expect(ended.status, ended.stdout).toBe(0);
  expect(process.exit).not.toHaveBeenCalled();
  await sleep(300);
  expect(process.exit).toHaveBeenCalledOnce();
});

test('a bug of the step is told as one', async () => {
  withBug();
  const { env } = runner(emptyFolder(), { reports: EXAMPLE, plots: 'none', html: 'none' });
  // @ts-expect-error a query has the module evaluated again
  const ended = await started(() => import('../src/action.ts?again'), [], env);
  expect(ended.status).toBe(1);
  expect(ended.stdout).toMatch(BUG);
});
